import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/* What a write by its path may do to everybody, and what is said where nobody could look at what it did. */

const LEDGER = 'er-ledger';
const MOUNTS = [LEDGER, 'er-pki'];
const QUOTAS = ['er-all', 'er-pki'];

/** Lines are broken to fit a terminal. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe.each(products())('endpoints, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const run = (line: string) => stage.vaultseed(line, env);

  beforeEach(() => {
    stage = stageFor(server, '');
  });
  afterEach(async () => {
    for (const quota of QUOTAS) await ask(`DELETE sys/quotas/rate-limit/${quota}`);
    for (const mount of MOUNTS) await ask(`DELETE sys/mounts/${mount}`);
    stage.remove();
  });

  const QUOTA = (rate: number): string =>
    `endpoint "sys/quotas/rate-limit/er-all" {\n  data = { path = "er-pki/", rate = ${rate}, interval = "60s" }\n  delete = true\n}\n`;

  it('that limit everybody have to be allowed, to root as well, when they are written and not when they go', async () => {
    await ask('POST sys/mounts/er-pki', { type: 'pki' });
    stage.seed(`seed { name = "er" }\n${QUOTA(1000)}`);
    const refused = await run('apply --auto-approve');
    expect([refused.code, flat(refused.err)]).toEqual([
      3,
      expect.stringContaining('holds for everybody, root and this token'),
    ]);
    expect(refused.out).toContain('Careful: 1 change affects logins');
    await fine(run('apply --auto-approve --allow login-affecting'));
    expect((await run('plan --detailed-exitcode')).code).toBe(0);
    stage.seed(`seed { name = "er" }\n${QUOTA(2000)}`);
    expect((await run('plan')).code).toBe(3);
    stage.seed('seed { name = "er" }\n');
    await fine(run('apply --auto-approve --allow data-destroying'));
  });

  it('that could not be read back are not said to be as declared', { timeout: 60_000 }, async () => {
    await ask('POST sys/mounts/er-pki', { type: 'pki' });
    stage.seed('seed { name = "er" }\nendpoint "er-pki/roles/web" {\n  data = { max_ttl = "72h" }\n}\n');
    // One look, one write, and no more for a minute.
    await ask('POST sys/quotas/rate-limit/er-pki', { path: 'er-pki/', rate: 2, interval: '60s' });
    const ran = await run('apply --auto-approve');
    expect(ran.code).toBe(1);
    expect(flat(ran.err)).toContain('cannot-verify');
    expect(flat(ran.err)).toContain('wait until its quota allows them again');
    expect(flat(ran.out)).toContain('what became of endpoint["er-pki/roles/web"] could not be checked');
    expect(ran.out).not.toContain('is as er says');
    await ask('DELETE sys/quotas/rate-limit/er-pki');
    await fine(run('apply --auto-approve'));
    expect((await run('plan --detailed-exitcode')).code).toBe(0);
  });
});

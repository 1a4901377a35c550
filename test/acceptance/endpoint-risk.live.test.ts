import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/* What a write by its path may do to everybody, and what is said where nobody could look at what it did. */

const LEDGER = 'er-ledger';
const TYPES = [
  ['pki', 'pki', {}],
  ['transit', 'transit', {}],
  ['ssh', 'ssh', {}],
  ['kv', 'two', { version: '2' }],
  ['kv', 'one', { version: '1' }],
] as const;

/** The example of a page in which there is a text. */
const exampleWith = (text: string): string => {
  const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```hcl\n(.*?)```/gs)].map(([, example = '']) => example);
  const found = examples.find((example) => example.includes(text));
  if (found === undefined) throw new Error(`no example with ${text}`);
  return found;
};

const MOUNTS = [LEDGER, 'er-pki', 'ca', ...TYPES.map(([, mount]) => `er/${mount}`)];
const QUOTAS = ['er-all', 'er-pki'];

/** Lines are broken to fit a terminal. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

atOnce(products(), 'endpoints, on $name', (server) => {
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
    await ask('POST sys/quotas/rate-limit/er-all', { path: 'er-pki/', rate: 500 });
    expect((await run('drift')).code).toBe(2);
    stage.seed(`seed { name = "er" }\n${QUOTA(2000)}`);
    expect((await run('plan')).code).toBe(3);
    stage.seed('seed { name = "er" }\n');
    await fine(run('apply --auto-approve --allow data-destroying --max-deletions 1'));
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

  describe('that act', () => {
    const root = (): Promise<number> =>
      ask('LIST ca/issuers').then(({ data }) => Object.keys(data.key_info ?? {}).length);
    const issued = async (): Promise<number> =>
      (await ask('POST ca/issue/web', { common_name: 'a.example.com' })).status;
    const example = `seed { name = "er-ca" }\n${exampleWith('ca/root/generate/internal')}`;

    it('make a root once, as the page shows, and the role issues', async () => {
      stage.seed(example);
      await fine(run('apply --auto-approve'));
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
      await fine(run('apply --auto-approve --resend-secrets'));
      expect([await root(), await issued()]).toEqual([1, 200]);
      await fine(run('destroy --auto-approve'));
    });

    it('leave a root that somebody has made by hand as it is', async () => {
      await ask('POST sys/mounts/ca', { type: 'pki', config: { max_lease_ttl: '87600h' } });
      await ask('POST ca/root/generate/internal', { common_name: 'example.com', ttl: '87600h' });
      stage.seed(example);
      expect((await run('plan')).out).not.toContain('+ endpoint["ca/root/generate/internal"]');
      await fine(run('apply --auto-approve'));
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
      expect([await root(), await issued()]).toEqual([1, 200]);
    });

    it('make the root where the mount stood there without one', async () => {
      await ask('POST sys/mounts/ca', { type: 'pki', config: { max_lease_ttl: '87600h' } });
      stage.seed(example);
      await fine(run('apply --auto-approve'));
      expect([await root(), await issued()]).toEqual([1, 200]);
    });

    it('are known by the type that the server tells of a mount', async () => {
      for (const [type, mount, options] of TYPES) await ask(`POST sys/mounts/er/${mount}`, { type, options });
      await ask('POST er/one/app/rotate', { a: '1' });
      const acting = [
        'er/pki/root/generate/internal',
        'er/pki/revoke',
        'er/pki/issue/web',
        'er/transit/keys/a/rotate',
        'er/transit/keys/a/trim',
        'er/transit/restore/a',
        'er/transit/encrypt/a',
        'er/ssh/sign/a',
        'er/two/destroy/a',
      ];
      const innocent = ['er/one/app/rotate', 'er/one/destroy/a', 'er/one/tidy'];
      const blocks = [...acting, ...innocent].map(
        (path) => `endpoint "${path}" {\n  data = { a = "1" }\n  read_path = "sys/mounts/er/one"\n}\n`,
      );
      stage.seed(`seed { name = "er" }\n${blocks.join('')}`);
      const { diagnostics } = await stage.json('plan', env);
      const refused = diagnostics.filter(({ code }) => code === 'acting-endpoint').map(({ address }) => address);
      expect(refused.sort()).toEqual(acting.map((path) => `endpoint["${path}"]`).sort());
    });
  });
});

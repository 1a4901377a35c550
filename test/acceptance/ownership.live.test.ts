import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'whose-ledger';

/* What is a seed's own, where two have to do with one thing: a server and somebody's hand, or two seeds. */

describe.each(products())('whose it is, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const run = (line: string) => stage.vaultseed(line, env);
  const apply = async (text: string, line = 'apply --auto-approve') => {
    stage.seed(text);
    return run(line);
  };

  beforeEach(() => {
    stage = stageFor(server, '');
    other = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'whose-kv']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/whose-people');
    for (const policy of ['whose-a', 'whose-b']) await ask(`DELETE sys/policies/acl/${policy}`);
    stage.remove();
    other.remove();
  });

  const seed = (name: string) => `seed { name = "whose-${name}" }\n`;
  const policy = (name: string) => `policy "whose-${name}" {\n  path "whose/*" { capabilities = ["read"] }\n}\n`;
  const kv = (name: string, more = '') =>
    `mount "${name}" {\n  type = "kv"\n  options = { version = "2" }\n${more}\n}\n`;

  it("is nobody's own what the server refused to make", async () => {
    await ask('POST sys/mounts/whose-kv', { type: 'kv', options: { version: '2' } });
    const text = seed('refused') + policy('a') + kv('whose-kv/inner', 'secret "x" { data = { a = "1" } }');
    const { code, err } = await apply(text);
    expect([code, err]).toEqual([1, expect.stringContaining('error[vault-refused]')]);
    const { out } = await run('ledger show');
    expect(out).toContain('policy.whose-a');
    expect(out).not.toContain('inner');
    expect(actionsOf(await stage.json('plan', env))).toEqual([
      'create mount["whose-kv/inner"]',
      'create mount["whose-kv/inner"].secret.x',
    ]);
    // Nothing that left the seed was its own: there is nothing to delete.
    stage.seed(seed('refused') + policy('a'));
    expect(actionsOf(await stage.json('plan', env))).toEqual([]);
  });

  it('leaves no ledger behind when all of it was refused', async () => {
    await ask('POST sys/mounts/whose-kv', { type: 'kv', options: { version: '2' } });
    expect((await apply(seed('none') + kv('whose-kv/inner'))).code).toBe(1);
    expect((await ask(`GET sys/mounts/${LEDGER}`)).status).toBe(400);
    await fine(run('ledger show'));
  });
});

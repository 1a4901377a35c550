import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { actionsOf, asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'asked-ledger';

/* What happens on a server between the question and the word "yes". */

describe.each(products())('while a question stands, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const asked = (line: string, meanwhile: () => Promise<unknown>) => stage.asked(line, meanwhile, env);
  const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

  beforeEach(() => {
    stage = stageFor(server, '');
    other = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'asked-kv']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/asked-people');
    for (const policy of ['asked-a', 'asked-b']) await ask(`DELETE sys/policies/acl/${policy}`);
    stage.remove();
    other.remove();
  });

  const seed = (name: string) => `seed { name = "asked-${name}" }\n`;
  const policy = (name: string, path = 'asked/*') =>
    `policy "asked-${name}" {\n  path "${path}" { capabilities = ["read"] }\n}\n`;
  const kv = 'mount "asked-kv" {\n  type = "kv"\n  options = { version = "2" }\n}\n';
  const people = 'auth "asked-people" {\n  type = "userpass"\n}\n';
  const byItself = async () => {};

  it('is carried out what nothing has happened to', async () => {
    stage.seed(seed('calm') + policy('a') + kv);
    const ran = await asked('apply', byItself);
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('Applied: 2 created.')]);
    expect((await asked('destroy', byItself)).code).toBe(0);
  });

  it('is refused what somebody has made by hand meanwhile, and it stays theirs', async () => {
    stage.seed(seed('hand') + policy('a') + policy('b') + kv + people);
    const ran = await asked('apply', async () => {
      await ask('POST sys/mounts/asked-kv', { type: 'kv', options: { version: '2' } });
      await ask('POST sys/auth/asked-people', { type: 'userpass' });
      await ask('POST sys/policies/acl/asked-a', { policy: 'path "hand" { capabilities = ["read"] }' });
    });
    expect([ran.code, flat(ran.err)]).toEqual([3, expect.stringContaining('error[plan-moved]')]);
    for (const address of ['policy.asked-a', 'mount.asked-kv', 'auth.asked-people'])
      expect(flat(ran.err)).toContain(`${address} was to be created, and would be adopted now`);
    expect(flat(ran.err)).toContain('nothing was written; run the same command again');
    expect((await ask('GET sys/policies/acl/asked-b')).status).toBe(404);
    expect(actionsOf(await stage.json('plan', env))).toContain('adopt mount.asked-kv');
    stage.seed(seed('hand') + policy('b'));
    await fine(stage.vaultseed('apply --auto-approve', env));
    expect((await ask('GET sys/mounts/asked-kv/tune')).status).toBe(200);
  });

  it('is shown by its lines what somebody has written into a policy meanwhile', async () => {
    stage.seed(seed('lines') + policy('a'));
    await fine(stage.vaultseed('apply --auto-approve', env));
    stage.seed(seed('lines') + policy('a', 'asked/more'));
    const ran = await asked('apply', () =>
      ask('POST sys/policies/acl/asked-a', { policy: 'path "hand" {\n  capabilities = ["sudo"]\n}\n' }),
    );
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('error[plan-moved]: policy.asked-a')]);
    expect(ran.err).toMatch(/^ +- path "asked\/\*" \{$/m);
    expect(ran.err).toMatch(/^ +\+ path "hand" \{$/m);
    expect(ran.err).not.toContain('\\n');
    await fine(stage.vaultseed('destroy --auto-approve', env));
  });

  it('is refused what another seed has made meanwhile: it stays in one ledger', async () => {
    const text = policy('a') + kv;
    stage.seed(seed('xx') + policy('b'));
    await fine(stage.vaultseed('apply --auto-approve', env));
    stage.seed(seed('xx') + policy('b') + text);
    other.seed(seed('yy') + text);
    const ran = await asked('apply', () => fine(other.vaultseed('apply --auto-approve', env)));
    expect([ran.code, flat(ran.err)]).toEqual([3, expect.stringContaining('belong to the seed asked-yy')]);
    expect((await stage.vaultseed('ledger show', env)).out).not.toContain('asked-kv');
    expect((await other.vaultseed('plan --detailed-exitcode', env)).code).toBe(0);
  });

  it('is refused what another seed has made meanwhile, also where neither had a ledger', async () => {
    stage.seed(seed('xx') + policy('a') + kv);
    other.seed(seed('yy') + policy('a') + kv);
    const ran = await asked('apply', () => fine(other.vaultseed('apply --auto-approve', env)));
    expect([ran.code, flat(ran.err)]).toEqual([3, expect.stringContaining('belong to the seed asked-yy')]);
    expect((await other.vaultseed('plan --detailed-exitcode', env)).code).toBe(0);
  });

  it('is not deleted what somebody has put into a mount meanwhile', async () => {
    stage.seed(seed('full') + policy('a') + kv);
    await fine(stage.vaultseed('apply --auto-approve', env));
    stage.seed(seed('full') + policy('a'));
    for (const line of ['apply', 'destroy']) {
      const ran = await asked(line, () => ask(`POST asked-kv/data/${line}`, { data: { hand: 'canary' } }));
      expect([ran.code, flat(ran.err)]).toEqual([
        3,
        expect.stringContaining('mount.asked-kv would be deleted in another way than was approved'),
      ]);
      expect((await ask(`GET asked-kv/data/${line}`)).status).toBe(200);
    }
  });
});

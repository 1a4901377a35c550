import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'nobodys-ledger';
const SECOND = 'nobodys-second';

/* The store in which seeds remember what they own is no seed's to own. */

describe.each(products())('a ledger in a seed, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown, namespace?: string) =>
    byHand(server, line, namespace === undefined ? { body } : { body, namespace });
  const apply = (text: string, more: Readonly<Record<string, string>> = {}) => {
    stage.seed(text);
    return stage.vaultseed('apply --auto-approve', { ...env, ...more });
  };

  beforeEach(() => {
    stage = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, SECOND, LEDGER.toUpperCase()]) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/policies/acl/nobodys');
    stage.remove();
  });

  const policy = 'policy "nobodys" {\n  path "x" { capabilities = ["read"] }\n}\n';
  const seed = (name: string, more = '') => `seed {\n  name = "nobodys-${name}"\n${more}\n}\n`;
  const store = (path: string, more = '') =>
    `mount "store" {\n  path = "${path}"\n  type = "kv"\n  options = { version = "2" }\n${more}\n}\n`;

  it.each([
    ['as a mount', store(LEDGER)],
    ["as a mount that is somebody else's", store(LEDGER, 'existing = true')],
    [
      'with something in it',
      store(LEDGER, 'existing = true\n  secret "seeds/nobodys-first/index" { data = { a = "1" } }'),
    ],
    ['as a mount of another sort', `mount "${LEDGER}" {\n  type = "transit"\n}\n`],
    ['at a path of its own', store(SECOND)],
  ])('is refused %s', async (_, text) => {
    await fine(apply(seed('first') + policy));
    await fine(apply(seed('second') + policy.replace('nobodys', 'nobodys-b'), { VAULTSEED_LEDGER: SECOND }));
    const before = await ask(`GET ${LEDGER}/data/seeds/nobodys-first/index`);
    for (const line of [
      'plan',
      'apply --auto-approve --allow data-destroying,irreversible',
      'destroy --auto-approve',
    ]) {
      stage.seed(seed('third') + text);
      const { code, err } = await stage.vaultseed(line, env);
      // What it does not own it does not destroy; of what is its own to make it says that its ledger lists none of it.
      if (line.startsWith('destroy')) expect([0, 1]).toContain(code);
      else expect([line, code, err]).toEqual([line, 3, expect.stringContaining('error[ledger-declared]')]);
    }
    expect((await ask(`GET ${LEDGER}/data/seeds/nobodys-first/index`)).data).toEqual(before.data);
    await ask('DELETE sys/policies/acl/nobodys-b');
  });

  it.each([
    ['as it stands', '"what vaultseed remembers of the objects it has made"'],
    ['as a secret', 'sensitive("what vaultseed remembers of the objects it has made")'],
    ['at the apply only', 'auth.nobodys.accessor != "" ? "what vaultseed remembers of the objects it has made" : ""'],
  ])('is not made by a description: %s', async (_, words) => {
    await fine(apply(seed('first') + policy));
    const fake = `auth "nobodys" {\n  type = "userpass"\n}\nmount "${SECOND}" {\n  type = "kv"\n  options = { version = "2" }\n  description = ${words}\n}\n`;
    const { code, err } = await apply(seed('third') + fake);
    expect([code === 0, err]).toEqual([false, expect.stringContaining('error[ledger-declared]')]);
    expect((await ask(`GET sys/mounts/${SECOND}`)).status).not.toBe(200);
    await fine(apply(`${seed('third')}auth "nobodys" {\n  type = "userpass"\n}\n`));
    await fine(stage.vaultseed('destroy --auto-approve', env));
  });

  it.runIf(server.product === 'openbao')('is not made for who runs in a namespace', async () => {
    await ask('POST sys/namespaces/nobodys');
    const { code, err } = await apply(`${seed('third')}namespace "nobodys" {\n  existing = true\n${store(LEDGER)}}\n`);
    expect([code, err]).toEqual([3, expect.stringContaining('error[ledger-declared]')]);
    await ask('DELETE sys/namespaces/nobodys');
  });

  it('is refused before there is one, and without a memory where it bears its words', async () => {
    const first = await apply(seed('first') + policy + store(LEDGER));
    expect([first.code, first.err]).toEqual([3, expect.stringContaining('error[ledger-declared]')]);
    expect((await ask('GET sys/policies/acl/nobodys')).status).toBe(404);
    await fine(apply(seed('first') + policy));
    stage.seed(seed('second') + store(LEDGER));
    for (const line of ['apply --auto-approve --no-ledger', 'destroy --auto-approve --no-ledger']) {
      const { code, err } = await stage.vaultseed(line, env);
      expect([line, code, err]).toEqual([line, 3, expect.stringContaining('error[ledger-declared]')]);
    }
    expect((await ask(`GET sys/mounts/${LEDGER}/tune`)).status).toBe(200);
  });

  it('is not pruned, wherever it is', async () => {
    await fine(apply(seed('first') + policy));
    await fine(apply(seed('second') + policy.replace('nobodys', 'nobodys-b'), { VAULTSEED_LEDGER: SECOND }));
    await ask(`POST sys/mounts/${LEDGER.toUpperCase()}`, { type: 'transit' });
    stage.seed(seed('first', 'prune = ["mount"]') + policy);
    const planned = await stage.json('plan --max-deletions 99', env);
    expect(actionsOf(planned)).toContain(`delete mount.${LEDGER.toUpperCase()}`);
    expect(actionsOf(planned).join('\n')).not.toMatch(new RegExp(`${LEDGER}|${SECOND}`));
    expect(planned.diagnostics.filter(({ code }) => code === 'ledger-declared')).toEqual([]);
    await ask('DELETE sys/policies/acl/nobodys-b');
  });

  it('is something else in other letters: the server tells them apart', async () => {
    await fine(apply(seed('first') + policy + store(LEDGER.toUpperCase())));
    stage.seed(seed('first') + policy);
    await fine(stage.vaultseed('apply --auto-approve --allow data-destroying', env));
    await fine(stage.vaultseed('plan --detailed-exitcode', env));
  });

  it.runIf(server.product === 'openbao')('stays in a namespace, and keeps it', async () => {
    const space = (inner = '') => `namespace "nobodys-team" {\n${inner}\n}\n`;
    await fine(apply(seed('root') + policy + space()));
    const inner = stageFor(server, seed('team') + policy);
    const within = { ...env, VAULT_NAMESPACE: 'nobodys-team' };
    await fine(inner.vaultseed('apply --auto-approve', within));
    const declared = await apply(seed('root') + policy + space(store(LEDGER)));
    expect([declared.code, declared.err]).toEqual([3, expect.stringContaining('error[ledger-declared]')]);
    stage.seed(seed('root') + policy);
    for (const line of ['apply --auto-approve --allow data-destroying', 'destroy --auto-approve']) {
      const { code, err } = await stage.vaultseed(line, env);
      const said = expect.stringMatching(/the\s+seed\s+nobodys-team\s+keeps\s+its\s+ledger\s+in\s+it/);
      expect([line, code, err]).toEqual([line, 3, said]);
    }
    await fine(inner.vaultseed('destroy --auto-approve', within));
    await fine(stage.vaultseed('destroy --auto-approve', env));
    stage.seed(seed('root') + policy + space());
    inner.remove();
  });
});

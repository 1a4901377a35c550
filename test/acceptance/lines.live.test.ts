import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * Lines of policies that messages print: whoever pastes them gets on, and meets no refusal half-way later.
 */

const LEDGER = 'lines-ledger';
const POLICIES = ['a', 'b', 'c'];
const policy = (name: string) => `policy "lines-${name}" {\n  path "x" { capabilities = ["read"] }\n}\n`;
const KEYS = 'mount "lines-keys" {\n  type = "transit"\n  key "k" {}\n}\n';

describe.each(servers())('what a token lacks, on $name', (server) => {
  let stage: Stage;
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const tokenWith = async (rules: string): Promise<string> => {
    await ask('POST sys/policies/acl/lines-token', { policy: rules });
    return (await ask('POST auth/token/create', { policies: ['lines-token'] })).auth?.client_token ?? '';
  };
  const env = { VAULTSEED_LEDGER: LEDGER };
  /** The lines of a message that are meant to be pasted. */
  const pasted = (err: string): string => (err.match(/^ +path ".*$/gm) ?? []).join('\n');

  beforeEach(() => {
    stage = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'lines-keys']) await ask(`DELETE sys/mounts/${mount}`);
    for (const name of [...POLICIES, 'token']) await ask(`DELETE sys/policies/acl/lines-${name}`);
    stage.remove();
  });

  it('is one block to paste, with which the same command goes through', async () => {
    stage.seed(POLICIES.map(policy).join('') + KEYS);
    const blind =
      'path "sys/policies/acl/*" { capabilities = ["read"] }\npath "lines-keys/*" { capabilities = ["read"] }\n';
    const reading = `${blind}path "sys/mounts" { capabilities = ["read"] }\npath "${LEDGER}/*" { capabilities = ["read", "list"] }\n`;
    const first = await stage.vaultseed('apply --auto-approve', { ...env, VAULT_TOKEN: await tokenWith(reading) });
    expect([first.code, first.err.match(/right-missing/g)]).toEqual([3, ['right-missing']]);
    const VAULT_TOKEN = await tokenWith(`${reading}${pasted(first.err)}`);
    await fine(stage.vaultseed('apply --auto-approve', { ...env, VAULT_TOKEN }));
    expect(await stage.vaultseed('plan --detailed-exitcode', { ...env, VAULT_TOKEN })).toMatchObject({ code: 0 });
  });

  it('is told before the first write, also of documents that the ledger does not have yet', async () => {
    stage.seed(`seed { name = "lines" }\n${policy('a')}`);
    await fine(stage.vaultseed('apply --auto-approve', env));
    const today = ['index', 'lock', 'shard-1-0'].map((name) => `${LEDGER}/data/seeds/lines/${name}`);
    const rules = [...today, `${LEDGER}/data/keys/lines`, 'sys/policies/acl/*'].map(
      (path) => `path "${path}" { capabilities = ["create", "read", "update"] }`,
    );
    stage.seed(`seed { name = "lines" }\n${policy('a')}${policy('b')}`);
    const refused = await stage.vaultseed('apply --auto-approve', {
      ...env,
      VAULT_TOKEN: await tokenWith(rules.join('\n')),
    });
    expect([refused.code, pasted(refused.err).trim()]).toEqual([
      3,
      `path "${LEDGER}/data/seeds/lines/*" { capabilities = ["create", "read", "update"] }`,
    ]);
    const VAULT_TOKEN = await tokenWith([...rules, pasted(refused.err)].join('\n'));
    await fine(stage.vaultseed('apply --auto-approve', { ...env, VAULT_TOKEN }));
  });
});

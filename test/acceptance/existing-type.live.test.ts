import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, type Stage, stageFor } from './stage.ts';

/*
 * What a seed says of a mount that it only refers to decides what the paths in it are taken for: it has to be so. A role of one
 * auth method has the path of a role of another.
 */

describe.each(products())('a mount of others that is referred to, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: 'existing-type-ledger' };
  const { ask } = asRoot(server);
  const role = async () => (await ask('GET auth/existing-type/role/ci')).data as Record<string, unknown>;

  beforeAll(async () => {
    stage = stageFor(server, '');
    await ask('POST sys/auth/existing-type', { type: 'approle' });
    await ask('POST auth/existing-type/role/ci', { token_policies: ['theirs'] });
    await ask('POST sys/mounts/existing-type', { type: 'kv', options: { version: '1' } });
    await ask('POST existing-type/data', { password: 'canary-theirs' });
  });
  afterAll(async () => {
    for (const path of ['auth/existing-type', 'mounts/existing-type', 'mounts/existing-type-ledger']) {
      await ask(`DELETE sys/${path}`);
    }
    stage.remove();
  });

  it.each([
    [
      'auth',
      'jwt',
      'role "ci" {\n    role_type = "jwt"\n    user_claim = "x"\n    bound_audiences = ["x"]\n    token_policies = ["mine"]\n  }',
      'type approle',
    ],
    ['auth', 'userpass', 'user "ci" { password = "canary-mine" }', 'type approle'],
    [
      'mount',
      'kv',
      'options = { version = "2" }\n  secret "x" { data = { password = "canary-mine" } }',
      'options.version 1',
    ],
    ['mount', 'transit', 'key "data" { }', 'type kv'],
  ])('%s "existing-type" is not taken for a %s', async (block, type, inside, found) => {
    stage.seed(
      `seed { name = "existing-type" }\n${block} "existing-type" {\n  type = "${type}"\n  existing = true\n  ${inside}\n}\n`,
    );
    for (const line of ['plan', 'apply --auto-approve']) {
      const { code, err } = await stage.vaultseed(line, env);
      expect([line, code, err]).toEqual([
        line,
        3,
        expect.stringContaining(`another-form]: ${block}.existing-type has ${found}`),
      ]);
    }
    expect((await role()).token_policies).toEqual(['theirs']);
    expect((await ask('GET existing-type/data')).data).toEqual({ password: 'canary-theirs' });
  });
});

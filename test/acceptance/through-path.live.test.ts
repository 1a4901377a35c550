import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnServer, ownServer, servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * A server with namespaces takes `through/kv/x` for `kv/x` in the namespace `through`. There a seed gets nowhere by a path: neither to what
 * others have, nor to what is refused at the root.
 */

const LEDGER = 'through-ledger';
const endpoint = (path: string, body: string): string =>
  `seed { name = "through" }\nendpoint "${path}" {\n  ${body}\n}\n`;
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe.each(servers().map(({ name }) => name))('%s', (name) => {
  const hasNamespaces = name.startsWith('openbao');
  let server: OwnServer;
  let stage: Stage;
  const ask = (line: string, body?: unknown, namespace = '') => byHand(server, line, { body, namespace });
  const run = (line: string) => stage.vaultseed(line, { VAULTSEED_LEDGER: LEDGER });

  beforeAll(async () => {
    server = await ownServer(name);
    stage = stageFor(server, '');
    if (!hasNamespaces) return;
    await ask('POST sys/namespaces/through');
    await ask('POST sys/namespaces/inner', {}, 'through');
    for (const namespace of ['through', 'through/inner']) {
      await ask('POST sys/mounts/kv', { type: 'kv' }, namespace);
      await ask('POST kv/theirs', { value: 'canary' }, namespace);
      await ask('POST sys/auth/people', { type: 'userpass' }, namespace);
    }
  });
  afterAll(async () => {
    stage?.remove();
    await server?.stop();
  });

  it('writes into a mount whose path has folders, also where the last is the path of another', async () => {
    for (const path of ['deep/er/kv', 'er/kv', 'kv']) await ask(`POST sys/mounts/${path}`, { type: 'kv' });
    stage.seed(endpoint('deep/er/kv/x', 'data = { a = "b" }'));
    await fine(run('apply --auto-approve'));
    expect((await ask('GET deep/er/kv/x')).data).toEqual({ a: 'b' });
    await fine(run('plan --detailed-exitcode'));
    await fine(run('destroy --auto-approve --allow data-destroying'));
  });

  describe.runIf(hasNamespaces)('a path that leads into a namespace', () => {
    it.each([
      ['what somebody has there', 'through/kv/theirs', 'data = { value = "mine" }', 'through', 'kv/theirs'],
      ['what is new', 'through/kv/new', 'data = { value = "mine" }', 'through', 'kv/new'],
      ['a namespace in it', 'through/inner/kv/theirs', 'data = { value = "mine" }', 'through/inner', 'kv/theirs'],
      [
        'its auth methods',
        'through/auth/people/users/ada',
        'write_only = { password = "p" }',
        'through',
        'auth/people/users/ada',
      ],
      [
        'its identities',
        'through/identity/group/name/g',
        'data = { policies = ["p"] }',
        'through',
        'identity/group/name/g',
      ],
    ])('is refused: %s', async (_, path, body, namespace, inside) => {
      stage.seed(endpoint(path, body));
      for (const line of ['plan', 'apply --auto-approve --allow data-destroying --allow secret-revealing']) {
        const { code, err } = await run(line);
        expect([line, code, flat(err)]).toEqual([
          line,
          3,
          expect.stringContaining(`leads into the namespace ${namespace} by its path`),
        ]);
        expect(flat(err)).toContain(`: endpoint "${inside}" { … }`);
      }
      for (const space of ['through', 'through/inner'])
        expect((await ask('GET kv/theirs', undefined, space)).data).toEqual({ value: 'canary' });
    });

    it('moves no mount, whoever may look', async () => {
      stage.seed(endpoint('through/sys/remount', 'write_only = { from = "kv", to = "mine" }'));
      const { code, err } = await run('validate');
      expect([code, flat(err)]).toEqual([1, expect.stringContaining('moves a mount')]);
    });

    it('is refused a token that may do nothing but that', async () => {
      await ask('POST sys/policies/acl/just', {
        policy: 'path "through/kv/*" { capabilities = ["create", "update", "read"] }',
      });
      const made = await ask('POST auth/token/create', { policies: ['just'] });
      stage.seed(endpoint('through/kv/new', 'data = { value = "mine" }'));
      const limited = { VAULT_TOKEN: made.auth?.client_token ?? '', VAULTSEED_LEDGER: LEDGER };
      const { code, err } = await stage.vaultseed('plan --no-ledger', limited);
      expect([code, flat(err)]).toEqual([3, expect.stringContaining('leads into the namespace through by its path')]);
    });

    it('is refused where a mount is said to be there that the token may not see', async () => {
      await ask('POST sys/policies/acl/inside', {
        policy: 'path "through/kv/*" { capabilities = ["create", "update", "read"] }',
      });
      const made = await ask('POST auth/token/create', { policies: ['inside'] });
      const secrets = ['theirs', 'new']
        .map((one) => `  secret "${one}" {\n    data = { value = "mine" }\n  }\n`)
        .join('');
      stage.seed(`mount "through/kv" {\n  type = "kv"\n  existing = true\n${secrets}}\n`);
      const limited = { VAULT_TOKEN: made.auth?.client_token ?? '' };
      const { code, err } = await stage.vaultseed('apply --auto-approve --no-ledger', limited);
      expect([code, flat(err)]).toEqual([
        3,
        expect.stringContaining('mount["through/kv"] leads into the namespace through by its path'),
      ]);
      expect(flat(err)).toContain('inside of namespace "through" { … }: mount "kv" { … }');
      expect(err.match(/namespace-in-path/g)).toHaveLength(1);
      expect((await ask('GET kv/theirs', undefined, 'through')).data).toEqual({ value: 'canary' });
    });

    it('is written in a block for the namespace', async () => {
      stage.seed(
        'seed { name = "through" }\nnamespace "through" {\n  existing = true\n  endpoint "kv/new" {\n    data = { value = "mine" }\n  }\n}\n',
      );
      await fine(run('apply --auto-approve'));
      expect((await ask('GET kv/new', undefined, 'through')).data).toEqual({ value: 'mine' });
      await fine(run('destroy --auto-approve --allow data-destroying'));
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, type Stage, stageFor } from './stage.ts';

/*
 * A seed may call a mount what it is not. Where the token may not read the settings of mounts, nobody contradicts it but the answer that
 * tells of what type the mount is in which a path lies: that one counts.
 */

const LEDGER = 'called-ledger';

describe.each(products())('a mount that the token may not look at, on $name', (server) => {
  const { ask } = asRoot(server);
  let stage: Stage;
  let blind: Record<string, string>;

  beforeEach(async () => {
    stage = stageFor(server, '');
    await ask('POST sys/mounts/called-tr', { type: 'transit' });
    await ask('POST called-tr/keys/a');
    await ask('POST sys/mounts/called-kv', { type: 'kv', options: { version: '2' } });
    for (const v of [1, 2, 3]) await ask('POST called-kv/data/h', { data: { pw: `canary-live-${v}` } });
    const all = '["create", "read", "update", "delete", "list"]';
    const policy = ['called-tr/*', 'called-kv/*', `${LEDGER}/*`, `sys/mounts/${LEDGER}`]
      .map((path) => `path "${path}" { capabilities = ${all} }`)
      .join('\n');
    await ask('POST sys/policies/acl/called', { policy });
    const { auth } = await ask('POST auth/token/create', { policies: ['called'] });
    blind = { VAULTSEED_LEDGER: LEDGER, VAULT_TOKEN: auth?.client_token ?? '' };
  });
  afterEach(async () => {
    for (const mount of ['called-tr', 'called-kv', LEDGER]) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/policies/acl/called');
    stage.remove();
  });

  const called = (mount: string, existing: string, fields: string): void =>
    stage.seed(`seed { name = "called" }\nmount "${mount}" {\n  type = "ssh"\n${existing}}\n${fields}`);

  describe.each([
    ["somebody else's", '  existing = true\n'],
    ['its own', ''],
  ])('and that the seed calls %s', (_, existing) => {
    it.each([
      [
        'makes no key that can be exported',
        'config" {\n  data = { auto_rotate_period = 90000 }\n  write_only = { exportable = true }',
        '--allow secret-revealing',
      ],
      ['does not act', 'trim" {\n  data = { min_available_version = 1 }', 'error[acting-endpoint]'],
    ])('%s', async (__, written, says) => {
      called('called-tr', existing, `endpoint "called-tr/keys/a/${written}\n  read_path = "called-tr/keys/a"\n}\n`);
      const { code, err } = await stage.vaultseed('apply --auto-approve', blind);
      expect([code, err]).toEqual([3, expect.stringContaining(says)]);
      expect((await ask('GET called-tr/keys/a')).data.exportable).toBe(false);
    });

    it('shows nothing of what people keep in it', async () => {
      called('called-kv', existing, 'endpoint "called-kv/data/h" {\n  data = { data = { pw = "a" } }\n}\n');
      for (const line of ['plan', 'plan -v', 'plan --json', 'drift --json']) {
        const { out, err } = await stage.vaultseed(line, blind);
        expect(`${out}${err}`).not.toContain('canary-live');
        expect(out).toContain('called-kv/data/h');
      }
    });

    it('loses no versions', async () => {
      for (const number of ['1', '"1"']) {
        called('called-kv', existing, `endpoint "called-kv/metadata/h" {\n  data = { max_versions = ${number} }\n}\n`);
        const { code, err } = await stage.vaultseed('apply --auto-approve', blind);
        expect([code, err]).toEqual([3, expect.stringContaining('--allow data-destroying')]);
      }
    });

    it('shows no ledger, and writes none', async () => {
      stage.seed('seed { name = "called-first" }\npolicy "called-x" {\n  path "x" { capabilities = ["read"] }\n}\n');
      await stage.vaultseed('apply --auto-approve', { VAULTSEED_LEDGER: 'called-other' });
      await ask('POST sys/policies/acl/called-more', {
        policy: 'path "called-other/*" { capabilities = ["create", "read", "update", "list"] }',
      });
      const { auth } = await ask('POST auth/token/create', { policies: ['called', 'called-more'] });
      try {
        called(
          'called-other',
          existing,
          'endpoint "called-other/data/keys/called-first" {\n  data = { data = { key = "mine" } }\n}\n',
        );
        const { code, out, err } = await stage.vaultseed('plan', { ...blind, VAULT_TOKEN: auth?.client_token ?? '' });
        const { key } = (await ask('GET called-other/data/keys/called-first')).data.data as { key: string };
        expect(`${out}${err}`).not.toContain(key);
        expect([code, err]).toEqual([3, expect.stringContaining('ledger-declared')]);
      } finally {
        await ask('DELETE sys/mounts/called-other');
        await ask('DELETE sys/policies/acl/called-more');
        await ask('DELETE sys/policies/acl/called-x');
      }
    });
  });
});

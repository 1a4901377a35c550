import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

/* An endpoint is written by its path, and still knows where it lies, whose that is and what it risks. */

const LEDGER = 'ep-ledger';
const MOUNTS = [LEDGER, 'ep-pki', 'ep-kv', 'auth/ep-people'];

/** Lines are broken to fit a terminal. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

atOnce(products(), 'endpoints, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const isThere = async (path: string): Promise<boolean> => (await ask(`GET ${path}`)).status === 200;
  const run = (line: string, more = {}) => stage.vaultseed(line, { ...env, ...more });
  const planned = (text: string, line = 'plan') => {
    stage.seed(text);
    return stage.json(line, env);
  };
  const apply = (text: string, line = 'apply --auto-approve') => {
    stage.seed(text);
    return run(line);
  };
  const seed = (name: string, text: string): string => `seed { name = "ep-${name}" }\n${text}`;
  const endpoint = (path: string, data: string, more = ''): string =>
    `endpoint "${path}" {\n  data = { ${data} }\n  ${more}\n}\n`;

  beforeEach(() => {
    stage = stageFor(server, '');
    other = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of MOUNTS) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/ep-people');
    await ask('DELETE sys/policies/acl/ep-a');
    await ask('DELETE identity/group/name/ep-team');
    stage.remove();
    other.remove();
  });

  const PKI = 'mount "ep-pki" {\n  type = "pki"\n}\n';
  const ROLE = endpoint(
    'ep-pki/roles/web',
    'max_ttl = "72h", allow_localhost = "true", key_bits = "2048"',
    'delete = true',
  );
  const URLS = endpoint('ep-pki/config/urls', 'issuing_certificates = "http://a,http://b"');
  const [ROLE_AT, URLS_AT] = ['endpoint["ep-pki/roles/web"]', 'endpoint["ep-pki/config/urls"]'];

  it('show what they write, and nothing that is secret', async () => {
    const data = (kind: string, ttl: string) =>
      endpoint('ep-pki/roles/web', `max_ttl = "${ttl}", key_type = sensitive("${kind}"), ext_token = "canary-token"`);
    stage.seed(seed('shown', PKI + data('rsa', '72h')));
    const plans = [await run('plan'), await run('plan -v'), await run('plan --json')];
    expect(plans[0]?.out).toContain('data  { ext_token = (sensitive), key_type = (sensitive), max_ttl = "72h" }');
    await fine(apply(seed('shown', PKI + data('rsa', '72h').replace(/, ext_token = "[^"]*"/, ''))));
    expect((await run('plan --detailed-exitcode')).code).toBe(0);
    stage.seed(seed('shown', PKI + data('ec', '71h').replace(/, ext_token = "[^"]*"/, '')));
    const change = await run('plan');
    expect(change.out).toContain('+   "key_type": "(sensitive) changes"');
    expect(change.out).toContain('+   "max_ttl": "71h"');
    plans.push(change, await run('plan --json'), await run('drift'));
    for (const { out, err } of plans) expect(out + err).not.toMatch(/canary|"ec"|"rsa"/);
  });

  describe('in a mount of the same seed', () => {
    it('are made after it by one apply, healed with it, and go with it', async () => {
      const text = seed('pki', PKI + ROLE + URLS);
      expect(actionsOf(await planned(text))).toEqual(['create mount.ep-pki', `create ${URLS_AT}`, `create ${ROLE_AT}`]);
      await fine(apply(text));
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
      await ask('DELETE sys/mounts/ep-pki');
      await fine(run('apply --auto-approve'));
      expect((await ask('GET ep-pki/roles/web')).data.max_ttl).toBe(259_200);
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
      expect((await fine(run('destroy --auto-approve'))).err).toContain('went with mount.ep-pki');
      expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
    });

    it('are made again with a mount that is replaced', async () => {
      await fine(apply(seed('pki', PKI + ROLE)));
      const plan = await planned(seed('pki', PKI.replace('\n}', '\n  local = true\n}') + ROLE));
      expect(actionsOf(plan)).toEqual(['replace mount.ep-pki', `create ${ROLE_AT}`]);
      await fine(run('apply --auto-approve --allow data-destroying'));
      expect(await isThere('ep-pki/roles/web')).toBe(true);
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
    });
  });

  it('make a root once, and never again', async () => {
    const root = `endpoint "ep-pki/root/generate/internal" {
  write_only = { common_name = "example.com" }
  read_path  = "ep-pki/cert/ca"
}\n`;
    const issuers = async () => Object.values((await ask('LIST ep-pki/issuers')).data.key_info ?? {}).length;
    await fine(apply(seed('root', PKI + root)));
    await fine(run('apply --auto-approve --resend-secrets'));
    expect(await issuers()).toBe(1);
    expect((await run('plan --detailed-exitcode')).code).toBe(0);
    // What stays on the server anyhow is forgotten without a look at it.
    expect(actionsOf(await planned(seed('root', PKI)))).toEqual(['forget endpoint["ep-pki/root/generate/internal"]']);
    await fine(run('apply --auto-approve'));
    expect(await issuers()).toBe(1);
    await fine(run('destroy --auto-approve --allow data-destroying'));
  });

  it('are read where the ledger says when they leave the seed', async () => {
    const key = `endpoint "ep-pki/keys/generate/internal" {
  write_only = { key_name = "ep-key" }
  read_path  = "ep-pki/key/ep-key"
  delete     = true
}\n`;
    await fine(apply(seed('left', PKI + key)));
    expect(actionsOf(await planned(seed('left', PKI)))).toEqual(['delete endpoint["ep-pki/keys/generate/internal"]']);
  });

  it('wait for a mount that they name, wherever it answers', async () => {
    const late = endpoint('ep-nowhere/config', 'a = 1', 'depends_on = [mount.ep-pki]');
    expect(actionsOf(await planned(seed('late', PKI + late)))).toContain('create endpoint["ep-nowhere/config"]');
    await fine(apply(seed('late', PKI)));
    const { diagnostics } = await planned(seed('late', PKI + late));
    expect(diagnostics).toMatchObject([{ code: 'not-supported' }, { code: 'cannot-see' }]);
  });

  describe('and what belongs to others', () => {
    const THEIRS = `policy "ep-a" {\n  path "x" { capabilities = ["read"] }\n}
auth "userpass" {
  path = "ep-people"
  user "joe" { password = "canary-endpoint" }
}
mount "ep-kv" {
  type    = "kv"
  options = { version = "2" }
  secret "x" { data = { a = "1" } }
}
`;
    beforeEach(async () => {
      other.seed(seed('theirs', THEIRS));
      await fine(other.vaultseed('apply --auto-approve', env));
    });

    it.each([
      ['ep-kv/metadata/x', 'max_versions = 0', ''],
      ['ep-kv/data/x', 'options = {}', ''],
      ['ep-kv/destroy/x', 'versions = [1]', 'read_path = "ep-kv/metadata/x"'],
      ['auth/ep-people/users/joe', 'token_policies = ["ep-a"]', ''],
      ['auth/ep-people/users/JOE', 'token_policies = ["ep-a"]', ''],
      ['auth/ep-people/users/joe/policies', 'token_policies = ["ep-a"]', 'read_path = "auth/ep-people/users/joe"'],
      ['auth/ep-people/users/joe/anything', 'a = 1', 'read_path = "auth/ep-people/users/joe"'],
      ['auth/ep-people/users/joe', 'a = 1', 'read_path = "auth/ep-people/users/nobody"'],
    ])('refuse %s { %s %s }', async (path, data, more) => {
      const { diagnostics } = await planned(seed('mine', endpoint(path, data, `delete = true\n  ${more}`)));
      expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'owned-elsewhere', severity: 'error' }));
    });

    it('are refused in what they own, unless it is said to be there', async () => {
      await ask('POST ep-kv/metadata/y', { max_versions: 3 });
      await ask('POST auth/ep-people/users/eve', { password: 'canary-endpoint' });
      const beside = endpoint('ep-kv/metadata/y', 'max_versions = 3') + endpoint('ep-kv/config', 'max_versions = 1');
      const { code, diagnostics } = await planned(
        seed('mine', beside + endpoint('auth/ep-people/users/eve', 'token_ttl = "1h"')),
      );
      const refused = diagnostics.filter((one) => one.code === 'owned-elsewhere').map(({ address }) => address);
      expect([code, ...refused.sort()]).toEqual([
        3,
        'endpoint["auth/ep-people/users/eve"]',
        'endpoint["ep-kv/config"]',
      ]);
      const { err } = await run('plan');
      expect(flat(err)).toContain(
        'endpoint["ep-kv/config"] and 1 more stand in mount "ep-kv", which belongs to the seed ep-theirs: endpoint["ep-kv/config"], endpoint["ep-kv/metadata/y"]',
      );
      expect(flat(err)).toContain('mount "ep-kv" { type = "kv", existing = true }, and inside of it secret "y" { … }');
      const inside = `auth "userpass" {\n  path = "ep-people"\n  existing = true\n  user "eve" {\n    password = "canary-endpoint"\n    token_ttl = "1h"\n  }\n}\n`;
      await fine(apply(seed('mine', inside)));
      expect((await planned(seed('mine', inside))).diagnostics).toEqual([]);
    });

    it('may stand where nobody owns anything, with a word on what it is and what it risks', async () => {
      await ask('POST sys/mounts/ep-pki', { type: 'kv', options: { version: '2' } });
      const limit = (number: number) => seed('mine', endpoint('ep-pki/config', `max_versions = ${number}`));
      const first = await planned(limit(12));
      expect(first.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(first.diagnostics.map(({ code }) => code)).toContain('undeclared-mount');
      await fine(apply(limit(12)));
      const refused = await apply(limit(1));
      expect([refused.code, flat(refused.err)]).toEqual([3, expect.stringContaining('--allow data-destroying')]);
      await fine(apply(limit(20)));
    });

    it("hold for the whole of a place: that is its owner's, as a block and by its path", async () => {
      other.seed(seed('theirs', THEIRS + PKI));
      await fine(other.vaultseed('apply --auto-approve', env));
      const there = 'mount "ep-pki" {\n  type = "pki"\n  existing = true\n}\n';
      await fine(apply(seed('mine', there + ROLE)));
      const { code, diagnostics } = await planned(seed('mine', there + ROLE + URLS));
      expect([code, diagnostics]).toMatchObject([3, [{ code: 'owned-elsewhere', address: URLS_AT }]]);
    });

    it('find settings of the whole in a block, too', async () => {
      const store = (max: number) =>
        `mount "ep-kv" {\n  type = "kv"\n  existing = true\n  options = { version = "2" }\n  config { max_versions = ${max} }\n  secret "z" { data = { a = "1" } }\n}\n`;
      const { code, diagnostics } = await planned(seed('mine', store(1)));
      expect([code, diagnostics]).toMatchObject([3, [{ code: 'owned-elsewhere', address: 'mount.ep-kv.config' }]]);
      expect((await run('plan --no-ledger')).code).toBe(3);
    });

    it('refuse the ledger', async () => {
      for (const more of ['', 'read_path = "ep-kv/config"']) {
        const { diagnostics } = await planned(
          seed('mine', endpoint(`${LEDGER}/data/seeds/ep-theirs/index`, 'a = 1', more)),
        );
        expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'ledger-declared' }));
      }
      const blind = await run('plan --no-ledger');
      expect([blind.code, blind.err]).toEqual([3, expect.stringContaining('ledger-declared')]);
    });

    it('refuse what another seed writes by its path', async () => {
      await ask('POST sys/mounts/ep-pki', { type: 'kv', options: { version: '2' } });
      await ask('POST ep-pki/data/mine', { data: { a: '1' } });
      await fine(apply(seed('mine', endpoint('ep-pki/data/mine', 'data = { a = "1" }'))));
      const store = 'mount "ep-pki" {\n  type = "kv"\n  existing = true\n  options = { version = "2" }\n';
      other.seed(seed('theirs', `${THEIRS}${store}  secret "mine" { data = { a = "1" } }\n}\n`));
      expect((await other.json('plan', env)).diagnostics).toMatchObject([{ code: 'owned-elsewhere' }]);
    });
  });

  describe('that leave the seed', () => {
    const TEAM = endpoint('identity/group/name/ep-team', 'type = "internal"', 'delete = true');
    const REST = 'policy "ep-a" {\n  path "x" { capabilities = ["read"] }\n}\n';

    it('destroy data, which needs a word where nobody looks', async () => {
      await fine(apply(seed('left', REST + TEAM)));
      const refused = await apply(seed('left', REST));
      expect([refused.code, flat(refused.err)]).toEqual([3, expect.stringContaining('--allow data-destroying')]);
      expect(await isThere('identity/group/name/ep-team')).toBe(true);
      await fine(run('apply --auto-approve --allow data-destroying'));
      expect(await isThere('identity/group/name/ep-team')).toBe(false);
    });

    it('stay where they do not say delete = true, and that is said', async () => {
      await fine(apply(seed('left', REST + TEAM.replace('delete = true', ''))));
      const { out } = await fine(apply(seed('left', REST)));
      expect(flat(out)).toContain('stays on the server: its block does not say delete = true');
      expect(await isThere('identity/group/name/ep-team')).toBe(true);
    });

    it('stay where a block takes their place', async () => {
      await ask('POST sys/mounts/ep-kv', { type: 'kv', options: { version: '2' } });
      await ask('POST ep-kv/metadata/x', { max_versions: 3 });
      await ask('POST ep-kv/data/x', { data: { a: '1' } });
      await fine(apply(seed('move', endpoint('ep-kv/metadata/x', 'max_versions = 3', 'delete = true'))));
      const block = `mount "ep-kv" {\n  type     = "kv"\n  existing = true\n  options  = { version = "2" }
  secret "x" {\n    data         = { a = "1" }\n    max_versions = 3\n  }\n}\n`;
      expect(actionsOf(await planned(seed('move', block)))).toEqual(['adopt mount.ep-kv.secret.x']);
      await fine(run('apply --auto-approve'));
      expect((await ask('GET ep-kv/data/x')).data.data).toEqual({ a: '1' });
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
      expect((await run('ledger show')).out).not.toContain('endpoint');
    });
  });

  describe('and logins', () => {
    const people = async (policy: string): Promise<Record<string, string>> => {
      await ask('POST sys/auth/ep-people', { type: 'userpass' });
      await ask('POST sys/policies/acl/ep-a', { policy });
      await ask('POST auth/ep-people/users/op', { password: 'canary-endpoint', token_policies: 'ep-a' });
      const { auth } = await ask('POST auth/ep-people/login/op', { password: 'canary-endpoint' });
      return { VAULT_TOKEN: auth?.client_token ?? 'none' };
    };
    const ALL = 'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }';

    it.each([
      endpoint(
        'auth/ep-people/users/op/policies',
        'token_policies = ["nothing"]',
        'read_path = "auth/ep-people/users/op"',
      ),
      endpoint('auth/ep-people/users/op', 'token_policies = ["nothing"]'),
    ])('are not taken from under the token that writes: %s', async (text) => {
      const op = await people(ALL);
      const ran = apply(seed('lock', text), 'plan');
      expect((await ran).code).toBe(0);
      const refused = await run('apply --auto-approve', op);
      expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('lockout-unknown')]);
      await fine(run('apply --auto-approve --allow login-affecting', op));
    });

    it('are said to be at stake below auth/ and identity/, and nowhere else', async () => {
      await ask('POST sys/auth/ep-people', { type: 'userpass' });
      const plan = await apply(
        seed(
          'risk',
          endpoint('identity/group/name/ep-team', 'type = "internal"') +
            endpoint('sys/config/ui/headers/X-Ep', 'values = ["a"]'),
        ),
        'plan',
      );
      expect(plan.out.split('\n').filter((line) => line.includes('affects logins'))).toHaveLength(2);
      const giving = await apply(seed('risk', endpoint('identity/group/name/ep-team', 'policies = ["root"]')), 'plan');
      expect(giving.out).toContain('gives the policy root: everything');
    });
  });

  describe('compared with what the server shows', () => {
    const own = (more = '') =>
      endpoint('ep-pki/roles/web', `max_ttl = "72h", allow_localhost = "true", key_bits = "2048"${more}`);
    beforeEach(async () => {
      await ask('POST sys/mounts/ep-pki', { type: 'pki' });
      await ask('POST ep-pki/roles/web', { max_ttl: '72h', allowed_domains: 'a.test,b.test' });
    });

    it('are adopted without a change where only the spelling differs', async () => {
      const text = seed('spelt', own(', allowed_domains = "a.test, b.test"'));
      expect((await planned(text)).summary).toMatchObject({ adopt: 1 });
      expect((await apply(text, 'plan')).out).not.toContain('is changed');
      await fine(run('apply --auto-approve'));
      expect((await run('plan --detailed-exitcode')).code).toBe(0);
    });

    it('show of a difference nothing but the keys of data', async () => {
      const { out } = await apply(seed('spelt', own().replace('72h', '24h')), 'plan');
      expect(out.split('\n').filter((line) => /^\s+[-+] {3}/.test(line))).toEqual([
        expect.stringContaining('-   "max_ttl": 259200'),
        expect.stringContaining('+   "max_ttl": "24h"'),
      ]);
    });

    it('name what the server did not take, and how it spells it', async () => {
      const domains = await apply(
        seed('spelt', own(', allowed_domains = ["b.test", "a.test"], key_usage = "Nothing"')),
      );
      const missing = await apply(seed('spelt', own(', max_tll = "1h"')));
      expect(missing.code).toBe(1);
      expect(flat(missing.err)).toContain('did not take max_tll of data');
      expect(flat(missing.err)).toContain('a read does not show max_tll');
      expect(domains.code).toBe(0);
    });

    it('tell where a path that cannot be read may be read', async () => {
      const { err } = await apply(
        seed('spelt', endpoint('ep-pki/intermediate/set-signed', 'certificate = "x"')),
        'plan',
      );
      expect(flat(err)).toContain('read_path = "PATH"');
    });
  });
});

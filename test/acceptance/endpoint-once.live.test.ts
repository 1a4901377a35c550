import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import { atOnce, products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

/* What was made once is never made again, and in the mount of another seed it is not made at all. */

const LEDGER = 'eo-ledger';

atOnce(products(), 'what is made once, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const apply = (text: string, line = 'apply --auto-approve') => {
    stage.seed(text);
    return stage.vaultseed(line, env);
  };

  beforeEach(() => {
    stage = stageFor(server, '');
    other = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'eo-ssh', 'eo-pki']) await ask(`DELETE sys/mounts/${mount}`);
    stage.remove();
    other.remove();
  });

  const SSH = 'seed { name = "eo-a" }\nmount "eo-ssh" {\n  type = "ssh"\n}\n';
  const ca = (more: string) =>
    `${SSH}endpoint "eo-ssh/config/ca" {\n  write_only = { generate_signing_key = true }\n${more}}\n`;

  it('keeps the key of ssh, also when all secrets are sent again', async () => {
    await fine(apply(ca('  read_path = "eo-ssh/config/ca"\n')));
    const { public_key: made } = (await ask('GET eo-ssh/config/ca')).data;
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    await ask(`DELETE sys/mounts/${LEDGER}`);
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    expect((await ask('GET eo-ssh/config/ca')).data.public_key).toBe(made);
    expect((await stage.vaultseed('plan --detailed-exitcode', env)).code).toBe(0);
  });

  it.runIf(server.name.startsWith('openbao'))('keeps an issuer of ssh that has a name', async () => {
    const issuer = 'endpoint "eo-ssh/issuers/import/one" {\n  write_only = { generate_signing_key = true }\n';
    await fine(apply(`${SSH}${issuer}  read_path = "eo-ssh/issuer/one"\n}\n`));
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    expect(Object.keys((await ask('LIST eo-ssh/issuers')).data.key_info ?? {})).toHaveLength(1);
    expect((await stage.vaultseed('plan --detailed-exitcode', env)).code).toBe(0);
    const { code, err } = await apply(`${SSH}${issuer}}\n`, 'validate');
    expect([code, err]).toEqual([1, expect.stringContaining('read_path = "eo-ssh/issuer/NAME"')]);
  });

  it('is not counted among what was never sent, as nothing sends it', async () => {
    const made = [
      ca('  read_path = "eo-ssh/config/ca"\n'),
      'mount "eo-pki" {\n  type = "pki"\n}\n',
      'endpoint "eo-pki/root/generate/internal" {\n  write_only = { common_name = "eo" }\n  read_path = "eo-pki/issuer/default"\n}\n',
      'auth "eo-people" {\n  type = "userpass"\n  user "ada" { password = "canary-1" }\n}\n',
    ].join('');
    await fine(apply(made));
    await ask(`DELETE ${LEDGER}/metadata/keys/eo-a`);
    await fine(stage.vaultseed('ledger rekey --auto-approve', env));
    const user = { address: 'auth.eo-people.user.ada' };
    for (const line of ['plan', 'drift'])
      expect(await stage.json(line, env)).toMatchObject({ never_sent: [{ ...user, field: 'password' }] });
    for (const line of ['plan', 'drift', 'apply --auto-approve'])
      expect(await stage.vaultseed(line, env)).toMatchObject({
        code: line === 'drift' ? 1 : 0,
        out: expect.stringContaining('1 write-only field'),
      });
    const shown = (await fine(stage.vaultseed('ledger show', env))).out;
    expect(shown.match(/never sent/g)).toEqual(['never sent']);
    const { objects } = await stage.json('ledger show', env);
    expect(objects.filter((one) => 'never_sent' in one)).toMatchObject([user]);
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    expect(await stage.json('plan', env)).not.toHaveProperty('never_sent');
    expect((await fine(stage.vaultseed('ledger show', env))).out).not.toContain('never sent');
    await fine(stage.vaultseed('destroy --auto-approve', env));
  });

  it('is refused where nothing says whether it is there', async () => {
    const { code, err } = await apply(ca(''), 'validate');
    expect([code, err]).toEqual([1, expect.stringContaining('read_path = "eo-ssh/config/ca"')]);
  });

  it.each([
    ['issuers/generate/root/internal', 'write_only = { common_name = "x" }\n  read_path = "eo-pki/roles/nope"'],
    ['issuer/default', 'data = { issuer_name = "x" }'],
    ['key/default', 'data = { key_name = "x" }'],
    ['keys/generate/internal', 'write_only = { key_name = "x" }\n  read_path = "eo-pki/key/x"'],
  ])('is for the owner of a mount to write: %s', async (path, written) => {
    other.seed('seed { name = "eo-a" }\nmount "eo-pki" {\n  type = "pki"\n}\n');
    await fine(other.vaultseed('apply --auto-approve', env));
    await ask('POST eo-pki/root/generate/internal', { common_name: 'eo' });
    stage.seed(
      `seed { name = "eo-b" }\nmount "eo-pki" {\n  type = "pki"\n  existing = true\n}\nendpoint "eo-pki/${path}" {\n  ${written}\n}\n`,
    );
    const { diagnostics } = await stage.json('plan', env);
    expect(diagnostics).toMatchObject([{ code: 'owned-elsewhere', severity: 'error' }]);
  });

  it.each(['', 'type = "my-pki"'])('is so whatever type a guest says that the mount has: %s', async (type) => {
    other.seed('seed { name = "eo-a" }\nmount "eo-pki" {\n  type = "pki"\n}\n');
    await fine(other.vaultseed('apply --auto-approve', env));
    await ask('POST eo-pki/root/generate/internal', { common_name: 'eo' });
    stage.seed(
      `seed { name = "eo-b" }\nmount "eo-pki" {\n  ${type}\n  existing = true\n}\nendpoint "eo-pki/issuer/default" {\n  data = { issuer_name = "x" }\n}\n`,
    );
    const { diagnostics } = await stage.json('plan', env);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'owned-elsewhere', severity: 'error' }));
  });

  it('is not made in a mount of another type than a guest says', async () => {
    await ask('POST sys/mounts/eo-pki', { type: 'pki' });
    const guest = (path: string, data: string) =>
      `seed { name = "eo-b" }\nmount "eo-pki" {\n  type = "my-pki"\n  existing = true\n}\nendpoint "eo-pki/${path}" {\n  ${data}\n}\n`;
    for (const [path, data, code] of [
      ['root/generate/internal', 'data = { common_name = "x" }\n  read_path = "eo-pki/roles/none"', 'acting-endpoint'],
      ['issuer/one', 'data = { issuer_name = "two" }', 'another-object'],
    ] as const) {
      stage.seed(guest(path, data));
      const { diagnostics } = await stage.json('plan', env);
      expect(diagnostics).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
    }
  });

  it.each([
    ['identity/group/name/eo-g', 'identity/group/name/EO-G', 'data = { policies = ["eo"] }'],
    ['identity/entity/name/eo-e', 'identity/entity/name/EO-E', 'data = { policies = ["eo"] }'],
    ['sys/config/ui/headers/X-Eo', 'sys/config/ui/headers/x-eo', 'write_only = { values = ["a"] }'],
  ])('is owned in capital and small letters alike: %s', async (path, again, data) => {
    const written = (name: string, at: string) => `seed { name = "${name}" }\nendpoint "${at}" {\n  ${data}\n}\n`;
    other.seed(written('eo-a', path));
    await fine(other.vaultseed('apply --auto-approve', env));
    stage.seed(written('eo-b', again));
    const { diagnostics } = await stage.json('plan', env);
    expect((await ask(`GET ${again}`)).status).toBe(200);
    await ask(`DELETE ${path}`);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'owned-elsewhere', severity: 'error' }));
  });

  it('is owned in capital and small letters alike where a mount of some type takes them so', async () => {
    const pem = openCatalog().plugin('auth/kubernetes')?.kinds[0]?.samples.first.kubernetes_ca_cert;
    const written = (name: string, at: string) =>
      `seed { name = "${name}" }\nendpoint "auth/eo-cert/certs/${at}" {\n  data = { display_name = "eo" }\n  write_only = { certificate = ${JSON.stringify(pem)} }\n}\n`;
    await ask('POST sys/auth/eo-cert', { type: 'cert' });
    try {
      other.seed(written('eo-a', 'Web'));
      await fine(other.vaultseed('apply --auto-approve', env));
      expect((await ask('GET auth/eo-cert/certs/WEB')).status).toBe(200);
      stage.seed(written('eo-b', 'web'));
      const { diagnostics } = await stage.json('plan', env);
      expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'owned-elsewhere', severity: 'error' }));
    } finally {
      await ask('DELETE sys/auth/eo-cert');
    }
  });

  it.each(['entity', 'group'])('is not taken from another seed by an id: %s', async (kind) => {
    const path = `identity/${kind}/name/eo-theirs`;
    other.seed(`seed { name = "eo-a" }\nendpoint "${path}" {\n  data = { policies = ["eo"] }\n  delete = true\n}\n`);
    await fine(other.vaultseed('apply --auto-approve', env));
    const { id } = (await ask(`GET ${path}`)).data;
    const mine = (body: string) =>
      `seed { name = "eo-b" }\nendpoint "identity/${kind}/name/eo-mine" {\n  ${body}\n}\noutput "o" {\n  value = 1\n}\n`;
    for (const body of [
      `data = { id = "${id}", policies = ["evil"] }`,
      `data = { policies = ["evil"] }\n  write_only = { id = "${id}" }`,
      `data = { policies = ["evil"] }\n  write_only = sensitive({ id = "${id}" })`,
      'data = { name = "eo-theirs" }',
    ]) {
      const { code, err } = await apply(mine(body));
      expect([code, err]).toEqual([1, expect.stringContaining('another-object')]);
    }
    expect((await ask(`GET ${path}`)).data).toMatchObject({ id, name: 'eo-theirs', policies: ['eo'] });
    await fine(other.vaultseed('destroy --auto-approve --allow data-destroying', env));
  });

  it('is not taken by an id that is known only once something is made', async () => {
    await ask('POST identity/entity/name/eo-theirs', { policies: ['eo'] });
    const { id } = (await ask('GET identity/entity/name/eo-theirs')).data;
    const late = `mount "eo-pki" {\n  type = "pki"\n}
endpoint "identity/entity/name/eo-mine" {
  data = jsondecode(mount.eo-pki.uuid == "" ? "{}" : "{\\"id\\": \\"${id}\\", \\"policies\\": [\\"evil\\"]}")
}\n`;
    const { code, err } = await apply(`seed { name = "eo-late" }\n${late}`);
    const now = (await ask('GET identity/entity/name/eo-theirs')).data;
    await ask('DELETE identity/entity/name/eo-theirs');
    expect([code, err]).toEqual([1, expect.stringContaining('another-object')]);
    expect(now).toMatchObject({ id, policies: ['eo'] });
  });

  it.each(['identity/group/id/x', 'identity/entity/id/x', 'identity/group', 'identity/entity'])(
    'is told its name at %s',
    async (path) => {
      const { code, err } = await apply(`endpoint "${path}" {\n  data = { policies = ["eo"] }\n}\n`, 'validate');
      expect([code, err]).toEqual([1, expect.stringContaining('/name/NAME')]);
    },
  );

  describe('with a read_path that shows nothing', () => {
    const OWN = 'seed { name = "eo-a" }\nmount "eo-pki" {\n  type = "pki"\n}\n';
    const root = (at: string): string =>
      `endpoint "eo-pki/root/generate/internal" {\n  write_only = { common_name = "eo" }\n  read_path = "${at}"\n}\n`;
    const [WRONG, RIGHT] = [OWN + root('eo-pki/issuer/nope'), OWN + root('eo-pki/cert/ca')];
    const roots = async () => Object.keys((await ask('LIST eo-pki/issuers')).data.key_info ?? {}).length;
    const told = async (line = 'apply --auto-approve') => {
      const { code, err } = await stage.vaultseed(line, env);
      return [code, err.replaceAll(/\s+/g, ' ')];
    };
    const madeOnce = async () => {
      stage.seed(WRONG);
      expect(await told()).toEqual([1, expect.stringContaining('was made, but read_path "eo-pki/issuer/nope"')]);
      expect(await roots()).toBe(1);
    };

    it('is made one time, and goes on when that is mended', async () => {
      await madeOnce();
      for (const line of ['apply --auto-approve', 'plan', 'drift', 'apply --auto-approve --resend-secrets']) {
        const [code, err] = await told(line);
        expect([line, code === 0, err]).toEqual([line, false, expect.stringContaining('was made already')]);
      }
      expect(await roots()).toBe(1);
      stage.seed(RIGHT);
      await fine(stage.vaultseed('apply --auto-approve', env));
      expect([await roots(), (await stage.vaultseed('plan --detailed-exitcode', env)).code]).toEqual([1, 0]);
      await fine(stage.vaultseed('destroy --auto-approve --allow data-destroying', env));
    });

    it.each(['eo-pki/nothing/here', 'eo-nowhere/x', 'eo-pki/root/generate/internal'])(
      'is made one time, wherever it is looked for: %s',
      async (at) => {
        stage.seed(OWN + root(at));
        for (const line of ['apply --auto-approve', 'apply --auto-approve']) expect((await told(line))[0]).not.toBe(0);
        expect(await roots()).toBe(1);
        stage.seed(RIGHT);
        await fine(stage.vaultseed('apply --auto-approve', env));
        expect(await roots()).toBe(1);
      },
    );

    it('is told where nothing is remembered', async () => {
      stage.seed(WRONG);
      const told = await stage.vaultseed('apply --auto-approve --no-ledger', env);
      expect([told.code, told.err]).toEqual([1, expect.stringContaining('--no-ledger')]);
    });

    it('is made again in a mount that was made anew', async () => {
      stage.seed(RIGHT);
      await fine(stage.vaultseed('apply --auto-approve', env));
      for (const again of [async () => undefined, () => ask('POST sys/mounts/eo-pki', { type: 'pki' })]) {
        await ask('DELETE sys/mounts/eo-pki');
        await again();
        expect(await roots()).toBe(0);
        await fine(stage.vaultseed('apply --auto-approve', env));
        expect(await roots()).toBe(1);
      }
    });

    it('is made again once it is let go of', async () => {
      stage.seed(RIGHT);
      await fine(stage.vaultseed('apply --auto-approve', env));
      await ask('DELETE eo-pki/root');
      const line = `ledger forget --target endpoint["eo-pki/root/generate/internal"]`;
      expect(await told()).toEqual([3, expect.stringContaining(line.replace('endpoint', `'endpoint`))]);
      expect(await roots()).toBe(0);
      await fine(stage.vaultseed(`${line} --auto-approve`, env));
      await fine(stage.vaultseed('apply --auto-approve', env));
      expect(await roots()).toBe(1);
    });
  });
});

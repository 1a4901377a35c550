import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPlugin, type Moto, moto, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { vaultseed } from './command.ts';
import { ask } from './contents.ts';
import { makeKey, makeUser } from './iam.ts';

const names = servers()
  .filter((server) => hasPlugin(server, 'secrets', 'aws'))
  .map(({ name }) => name);
const cloud = moto();

/** The credentials of an engine, in a seed that gets its secrets from the environment. */
const seedFor = ({ address }: Moto): string => `
seed { name = "rotation" }
mount "aws" {
  type = "aws"
  config "root" {
    access_key   = env("CANARY_ACCESS_KEY")
    secret_key   = env("CANARY_SECRET_KEY")
    region       = "us-east-1"
    iam_endpoint = "${address}"
    sts_endpoint = "${address}"
  }
}
`;

describe.skipIf(cloud === undefined).each(names)('the root credentials of an engine on %s', (name) => {
  const aws = cloud as Moto;
  let server: OwnServer;
  let folder: string;
  let keys: { access: string; secret: string };
  beforeAll(async () => {
    server = await ownServer(name);
    folder = mkdtempSync(join(tmpdir(), 'vaultseed-rotation-'));
    writeFileSync(join(folder, 'main.seed.hcl'), seedFor(aws));
    await makeUser(aws, `root-of-${name}`);
    keys = await makeKey(aws, `root-of-${name}`);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.stop();
  });

  const run = async (line: string, given: Readonly<Record<string, string>> = {}) => {
    const env = { CANARY_ACCESS_KEY: keys.access, CANARY_SECRET_KEY: keys.secret, VAULTSEED_LEDGER: 'vaultseed' };
    const ran = await vaultseed([...line.split(' '), folder], { server, env: { ...env, ...given } });
    expect(ran.out + ran.err).not.toContain(keys.secret);
    return ran;
  };

  it('are set, and then there is nothing to do', async () => {
    expect((await run('apply --auto-approve')).code).toBe(0);
    expect((await run('plan --detailed-exitcode')).code).toBe(0);
  });

  it('are sent together when the secret one changes in the seed', async () => {
    const other = { CANARY_SECRET_KEY: 'canary-other-secret-key' };
    const { out } = await run('plan', other);
    expect(out).toMatch(/~ mount\.aws\.config\.root +changed in the seed/);
    expect(out).toMatch(/secret_key +\(sensitive, write-only\)/);
    const { changes } = JSON.parse((await run('plan --json', other)).out);
    const sent = changes.flatMap(({ fields }: { fields: { name: string }[] }) => fields.map((field) => field.name));
    expect(sent.sort()).toEqual(['access_key', 'secret_key']);
  });

  it('are left alone once the server has rotated them', async () => {
    const rotated = await ask(server, 'aws/config/rotate-root', {});
    expect(rotated.status).toBe(200);
    const { out, code } = await run('plan --detailed-exitcode');
    expect(out).toContain('Rotated by the server: mount.aws.config.root (access_key, secret_key); left as it is.');
    expect(code).toBe(0);
    const before = await ask(server, 'aws/config/root');
    // Also not where all that is write-only is to be sent: the seed's are the ones that the server has thrown away.
    for (const line of ['apply --auto-approve', 'apply --auto-approve --resend-secrets']) {
      expect((await run(line)).code).toBe(0);
      expect((await ask(server, 'aws/config/root')).data.access_key).toBe(before.data.access_key);
    }
  });

  it('are sent again, both, when the seed gets new ones after that', async () => {
    const next = await makeKey(aws, `root-of-${name}`);
    keys = next;
    expect((await run('apply --auto-approve --resend-secrets')).out).toContain('Applied: 1 changed.');
    expect((await ask(server, 'aws/config/root')).data.access_key).toBe(next.access);
    expect((await run('plan --detailed-exitcode')).code).toBe(0);
  });
});

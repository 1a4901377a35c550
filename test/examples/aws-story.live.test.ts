import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPlugin, type Moto, moto, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { vaultseed } from './command.ts';
import { ask } from './contents.ts';
import { groupsOf, inlinePolicies, makeGroup, managedPolicies, ownerOf, users } from './iam.ts';
import { type Lesson, lessons, lineFor } from './lessons.ts';

const lesson = (folder: string): Lesson => {
  const found = lessons.find((one) => one.folder === folder);
  if (found === undefined) throw new Error(`no lesson ${folder}`);
  return found;
};

const EVERYTHING_IN_EC2 = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'EverythingInEc2', Effect: 'Allow', Action: ['ec2:*'], Resource: ['*'] }],
};

const names = servers()
  .filter((server) => hasPlugin(server, 'secrets', 'aws'))
  .map(({ name }) => name);
const cloud = moto();

describe.skipIf(cloud === undefined).each(names)('%s with an AWS that answers', (name) => {
  const aws = cloud as Moto;
  let server: OwnServer;

  beforeAll(async () => {
    server = await ownServer(name);
  });
  afterAll(() => server.stop());

  const run = (command: string, folder: string, ...flags: string[]) => {
    const around = { server, moto: aws, postgres: undefined };
    const one = lesson(folder);
    return vaultseed([...lineFor(command, one, around), ...flags], { server, env: one.env(around) });
  };

  /** Asks for credentials. @returns the name of the IAM user that was made for them, and the lease. */
  const credentials = async (path: string): Promise<{ user: string; lease: string }> => {
    const { data, lease_id: lease = '' } = await ask(server, path);
    return { user: (await ownerOf(aws, String(data.access_key))) ?? 'nobody', lease };
  };

  const revoke = (lease: string) => ask(server, 'sys/leases/revoke', { lease_id: lease, sync: true });

  it.each(['hcl', 'json'])('hands out a user with the policy of the role, and takes it back (%s)', async (language) => {
    const folder = `aws-dynamic-secrets/${language}`;
    expect(await run('apply', folder, '--auto-approve')).toMatchObject({ code: 0 });

    const { user, lease } = await credentials('aws/creds/deploy');
    expect(user).toContain('deploy');
    expect(await inlinePolicies(aws, user)).toEqual([EVERYTHING_IN_EC2]);

    expect(await revoke(lease)).toMatchObject({ status: 204 });
    expect(await users(aws)).not.toContain(user);
    expect(await run('destroy', folder, '--auto-approve')).toMatchObject({ code: 0 });
  });

  it('plans the same from HCL and from JSON', async () => {
    const digests = ['hcl', 'json'].map(async (language) => {
      const { out } = await run('plan', `aws-dynamic-secrets/${language}`, '--json');
      return JSON.parse(out).digest;
    });
    const [hcl, json] = await Promise.all(digests);
    expect(hcl).toMatch(/./);
    expect(json).toBe(hcl);
  });

  it('gives a user what each kind of role says: a document, a managed policy, a group', async () => {
    await makeGroup(aws, 'ec2');
    expect(await run('apply', 'aws-by-region', '--auto-approve')).toMatchObject({ code: 0 });

    const inline = await credentials('aws-us-west-2/creds/ec2');
    expect(await inlinePolicies(aws, inline.user)).toMatchObject([{ Statement: [{ Action: 'ec2:*' }] }]);
    const managed = await credentials('aws-us-west-2/creds/ec2-read-only');
    expect(await managedPolicies(aws, managed.user)).toEqual(['arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess']);
    const grouped = await credentials('aws-eu-central-1/creds/iam-ec2');
    expect(await groupsOf(aws, grouped.user)).toEqual(['ec2']);

    for (const { lease } of [inline, managed, grouped]) expect(await revoke(lease)).toMatchObject({ status: 204 });
    expect(await run('destroy', 'aws-by-region', '--auto-approve')).toMatchObject({ code: 0 });
  });
});

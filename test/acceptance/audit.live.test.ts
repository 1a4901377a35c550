import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAllowed, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

const SEED = (mode: string): string => `
audit "trail" {
  type        = "file"
  description = "who did what"
  options     = { file_path = "discard", mode = "${mode}", log_raw = true }
}

policy "audit-reader" {
  path "secret/a" { capabilities = ["read"] }
}

mount "audit-kv" {
  type = "kv"
}

auth "audit-people" {
  type = "userpass"
  user "ada" {
    password = "canary-ada"
  }
}
`;

const names = servers().map(({ name }) => name);
const bao = names.filter((name) => name.startsWith('openbao'));

describe.each(bao)('%s, whose configuration says nothing about audit devices', (name) => {
  let server: OwnServer;
  let stage: Stage;

  beforeAll(async () => {
    server = await ownServer(name);
    stage = stageFor(server, SEED('0600'));
  });
  afterAll(async () => {
    stage?.remove();
    await server?.stop();
  });

  const everything = async (): Promise<unknown> =>
    Promise.all(
      ['GET sys/audit', 'GET sys/mounts', 'GET sys/auth', 'LIST sys/policies/acl'].map(
        async (line) => (await byHand(server, line)).data,
      ),
    );

  it('refuses a seed with one before anything is written, with the lines to paste', async () => {
    const before = await everything();
    const { code, out, err } = await stage.vaultseed('apply --auto-approve');
    expect(code).toBe(3);
    expect(err).toContain('error[audit-api-off]');
    expect(err).toContain('unsafe_allow_api_audit_creation = true');
    expect(out).not.toContain('created');
    expect(await everything()).toEqual(before);
  });

  it('says so in the plan already, for machines too', async () => {
    const { code, diagnostics } = await stage.json('plan');
    expect(code).toBe(3);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'audit-api-off', address: 'audit.trail' }]);
  });

  it('has the device as it is declared once those lines are in its configuration', async () => {
    const { err } = await stage.vaultseed('plan');
    const lines = err.split('\n').map((line) => line.replace(/^ *= /, ''));
    const first = lines.findIndex((line) => line.startsWith('audit "file"'));
    const stanza = lines.slice(first, lines.indexOf('}', first) + 1).join('\n');
    const pasted = await ownServer(name, { config: stanza });
    const other = stageFor(pasted, SEED('0600'));
    try {
      const plan = await other.json('plan');
      expect([plan.code, actionsOf(plan).filter((one) => one.includes('audit.'))]).toEqual([0, []]);
      await fine(other.vaultseed('apply --auto-approve'));
    } finally {
      other.remove();
      await pasted.stop();
    }
  });

  it('takes the rest of the seed', async () => {
    stage.seed(SEED('0600').replace(/audit (.*\n)*?\}\n/, ''));
    await fine(stage.vaultseed('apply --auto-approve'));
    await fine(stage.vaultseed('destroy --auto-approve'));
  });
});

describe.each(names)('%s that takes audit devices', (name) => {
  let server: OwnServer;
  let stage: Stage;

  beforeAll(async () => {
    server = await ownServer(name, name.startsWith('openbao') ? { config: auditAllowed } : {});
    stage = stageFor(server, SEED('0600'));
  });
  afterAll(async () => {
    stage?.remove();
    await server?.stop();
  });

  const device = async (): Promise<unknown> => (await byHand(server, 'GET sys/audit')).data['trail/'];

  it('gets one before everything else', async () => {
    const { out, err } = await fine(stage.vaultseed('apply --auto-approve --allow secret-revealing'));
    expect(out).toContain('Applied: 5 created.');
    const done = [...err.matchAll(/^ *\+ (\S+) +created in/gm)].map(([, address]) => address);
    expect([done[0], done.length]).toEqual(['audit.trail', 5]);
    expect(await device()).toMatchObject({ options: { file_path: 'discard', mode: '0600', log_raw: 'true' } });
    expect(await stage.json('plan')).toMatchObject({ code: 0, changes: [], unseen: [] });
  });

  it('makes it anew when an option of it changes, and nothing else', async () => {
    stage.seed(SEED('0640'));
    const plan = await stage.json('plan --detailed-exitcode');
    expect([plan.code, actionsOf(plan)]).toEqual([2, ['replace audit.trail']]);
    expect((await fine(stage.vaultseed('apply --auto-approve --allow irreversible,secret-revealing'))).out).toContain(
      '1 replaced',
    );
    expect(await device()).toMatchObject({ options: { mode: '0640' } });
    expect(await stage.json('plan')).toMatchObject({ code: 0, changes: [] });
  });

  it('loses it, and all else, when the seed is destroyed', async () => {
    const { out } = await fine(stage.vaultseed('destroy --auto-approve'));
    expect(out).toContain('Applied: 5 deleted.');
    expect(await device()).toBeUndefined();
    const left = await Promise.all(['GET sys/mounts', 'GET sys/auth'].map((line) => byHand(server, line)));
    expect(left.flatMap(({ data }) => Object.keys(data)).filter((path) => path.startsWith('audit-'))).toEqual([]);
  });
});

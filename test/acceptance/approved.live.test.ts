import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judge } from '../report/judge.ts';
import { servers } from '../servers/index.ts';
import { Aviary } from './canaries.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = { VAULTSEED_LEDGER: 'approved-ledger' };

const seedText = ({ ttl = '1h', more = '' } = {}): string => `
variable "password" { sensitive = true }
variable "colour" { default = "red" }

policy "approved-reader" {
  path "approved-kv/data/*" { capabilities = ["read"] }
}

mount "approved-kv" {
  type        = "kv"
  description = "for \${var.colour}"
  options     = { version = "2" }
  secret "database" {
    data = { user = "app", password = var.password }
  }
}

auth "approved-people" {
  type = "userpass"
  user "ada" {
    password       = var.password
    token_policies = [policy.approved-reader.name]
    token_ttl      = "${ttl}"
  }
}
${more}`;

const NEW = 'policy "approved-new" {\n  path "x" { capabilities = ["read"] }\n}\n';

const cases = servers().flatMap((server) =>
  ['off', LEDGER.VAULTSEED_LEDGER].map((ledger) => ({ server, ledger, title: `${server.name}, ledger ${ledger}` })),
);

describe.each(cases)('approved plans on $title', ({ server, ledger }) => {
  const aviary = new Aviary();
  const keyed = ledger !== 'off';
  let stage: Stage;
  let env: Record<string, string>;

  beforeAll(() => {
    stage = stageFor(server, seedText());
    env = { VAULTSEED_LEDGER: ledger, SEED_VAR_password: aviary.wild('password') };
  });
  afterAll(async () => {
    stage.seed(seedText({ more: NEW }));
    await fine(run('destroy --auto-approve'));
    stage.remove();
  });
  beforeEach(async () => {
    stage.seed(seedText());
    await fine(run('apply --auto-approve'));
    await byHand(server, 'DELETE sys/policies/acl/approved-new');
  });

  const run: Stage['vaultseed'] = (line, more = {}) => stage.vaultseed(line, { ...env, ...more });
  const file = (): string => readFileSync(join(stage.folder, 'plan.json'), 'utf8');
  /** Plans into plan.json; no secret may be in the file, nor in what is said. */
  const plan = async (flags = ''): Promise<string> => {
    const { out, err } = await fine(run(`plan --out plan.json${flags}`));
    expect(aviary.in(out + err + file())).toEqual([]);
    return out;
  };
  const refused = async (line = 'apply plan.json', more = {}) => {
    const { code, err, out } = await run(line, more);
    expect([code, out]).toEqual([3, '']);
    expect(aviary.in(err)).toEqual([]);
    return err.replaceAll(/\s+/g, ' ');
  };
  const user = async () => (await byHand(server, 'GET auth/approved-people/users/ada')).data;

  it('are carried out exactly, asking nobody, and are shown as they were planned', async () => {
    stage.seed(seedText({ ttl: '2h', more: NEW }));
    const planned = await plan();
    expect(judge('plan-file', JSON.parse(file()))).toEqual([]);
    expect(statSync(join(stage.folder, 'plan.json')).mode & 0o777).toBe(0o600);
    expect((await fine(run('show plan.json', { VAULT_ADDR: 'http://127.0.0.1:1' }))).out).toBe(planned);
    expect(JSON.parse((await fine(run('show plan.json --json'))).out)).toEqual(JSON.parse(file()).plan);
    const { out } = await fine(run('apply plan.json --parallelism 2'));
    expect(out).toContain('Applied: 1 created, 1 changed.');
    expect(await user()).toMatchObject({ token_ttl: 7200 });
    expect((await fine(run('plan'))).out).toContain('No changes.');
    const again = await refused();
    expect(again).toContain('none of the 2 changes need be made any more: policy.approved-new, auth.approved-people');
    expect(again).toContain('this plan was carried out already');
  });

  it('that change nothing change nothing', async () => {
    expect(await plan()).toContain('No changes.');
    expect((await fine(run('apply plan.json'))).out).toContain('No changes.');
  });

  it('are refused when the server has changed, and the change is named', async () => {
    stage.seed(seedText({ ttl: '2h' }));
    await plan();
    stage.seed(`# Another layout is not why.\n${seedText({ ttl: '2h' })}\n`);
    await byHand(server, 'POST auth/approved-people/users/ada', { body: { token_ttl: '8h' } });
    await byHand(server, 'DELETE sys/policies/acl/approved-reader');
    const err = await refused();
    expect(err).toContain('policy.approved-reader was not to be touched, and would be created now');
    expect(err).toContain('token_ttl: 8h → 2h; approved was 1h → 2h');
    expect(err).not.toContain('the seed was changed');
    expect(await user()).toMatchObject({ token_ttl: 28_800 });
  });

  it('are refused when the seed has changed, and the file is named where it can be told', async () => {
    stage.seed(seedText({ ttl: '2h' }));
    await plan();
    stage.seed(seedText({ ttl: '3h', more: NEW }));
    const err = await refused();
    expect(err).toContain('policy.approved-new was not to be touched, and would be created now');
    expect(err).toContain('token_ttl: 1h → 3h; approved was 1h → 2h');
    expect(err.includes('the seed was changed: main.seed.hcl')).toBe(keyed);
    expect(await user()).toMatchObject({ token_ttl: 3600 });
  });

  it('go on when the seed was only laid out otherwise', async () => {
    stage.seed(seedText({ ttl: '2h' }));
    await plan();
    stage.seed(`# a remark\n${seedText({ ttl: '120m' })}`);
    expect((await fine(run('apply plan.json'))).out).toContain('Applied: 1 changed.');
  });

  it('are refused when a secret is another one: without a ledger only what is compared says so', async () => {
    await plan();
    const more = { SEED_VAR_password: aviary.wild('another password') };
    const err = await refused('apply plan.json', more);
    expect(err).toContain('mount.approved-kv.secret.database was not to be touched');
    expect(err.includes('auth.approved-people.user.ada was not to be touched')).toBe(keyed);
  });

  it.runIf(keyed)('are refused when a secret that was to be sent is another one', async () => {
    await fine(run('plan --out plan.json', { SEED_VAR_password: aviary.wild('approved') }));
    expect(aviary.in(file())).toEqual([]);
    const err = await refused('apply plan.json', { SEED_VAR_password: aviary.wild('slipped in') });
    expect(err).toContain('password: another secret than was approved');
    expect(err).toContain('data: another secret than was approved');
  });

  it.runIf(keyed)('say so when the key of the ledger cannot be read', async () => {
    stage.seed(seedText({ ttl: '2h' }));
    await plan();
    const rules = 'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }\n';
    const deny = 'path "approved-ledger/data/keys/*" { capabilities = ["deny"] }\n';
    await byHand(server, 'POST sys/policies/acl/approved-keyless', { body: { policy: rules + deny } });
    const { auth } = await byHand(server, 'POST auth/token/create', { body: { policies: ['approved-keyless'] } });
    const err = await refused('apply plan.json', { VAULT_TOKEN: auth?.client_token ?? '' });
    expect(err).toContain('the key of the ledger cannot be read');
    await byHand(server, 'DELETE sys/policies/acl/approved-keyless');
  });

  it('remember targets, files of values and which values were given', async () => {
    writeFileSync(join(stage.folder, 'blue.seedvars'), 'colour = "blue"\n');
    stage.seed(seedText({ ttl: '2h', more: NEW }));
    await plan(' --target mount.approved-kv --var-file blue.seedvars');
    expect((await fine(run('apply plan.json'))).out).toContain('Applied: 1 changed.');
    expect(await user()).toMatchObject({ token_ttl: 3600 });
    stage.seed(seedText());
    await plan(' --var colour=green');
    expect(file()).not.toContain('"colour=');
    expect(await refused()).toContain('the plan was made with --var colour=…, which is not given now');
    await fine(run('apply plan.json --var colour=green'));
    const { data } = await byHand(server, 'GET sys/mounts/approved-kv/tune');
    expect(data).toMatchObject({ description: 'for green' });
  });

  it('without secrets: are for looking at, and carried out when the secrets change nothing', async () => {
    const none = { SEED_VAR_password: undefined } as unknown as Record<string, string>;
    expect(await run('plan', none)).toMatchObject({ code: 1, err: expect.stringContaining('variable-missing') });
    stage.seed(seedText({ ttl: '2h' }));
    const { out } = await fine(run('plan --without-secrets --out plan.json', none));
    expect(out).toContain('Plan: 0 to create, 1 to change');
    expect(out).toContain('Not checked without its secrets: auth.approved-people.user.ada (password).');
    expect(out).toContain('Not checked without its secrets: mount.approved-kv.secret.database (data).');
    expect((await fine(run('show plan.json'))).out).toBe(out);
    expect(judge('plan-file', JSON.parse(file()))).toEqual([]);
    const err = await refused('apply plan.json', { SEED_VAR_password: aviary.wild('changed') });
    expect(err).toContain('the plan was made without secrets: what they change was not approved');
    expect(await run('apply plan.json', none)).toMatchObject({ code: 1 });
    expect((await fine(run('apply plan.json'))).out).toContain('Applied: 1 changed.');
  });

  it('without secrets: show what would be made, and are refused when it needs them', async () => {
    const none = { SEED_VAR_password: undefined } as unknown as Record<string, string>;
    await byHand(server, 'DELETE auth/approved-people/users/ada');
    const { out, err } = await fine(run('plan --without-secrets --out plan.json', none));
    expect(out).toMatch(/password +\(sensitive, not given\)/);
    expect(err).toContain('Written to plan.json, to be looked at. No apply carries it out:');
    expect(err).toContain('without the secrets of what it creates, auth.approved-people.user.ada (password).');
    expect((await fine(run('show plan.json'))).out).toBe(out);
    expect(await refused()).toContain(
      'auth.approved-people.user.ada would be created in another way than was approved',
    );
    const names = seedText({ more: `policy "x" {\n  for_each = toset([env("APPROVED_NO")])\n  name = each.key\n}\n` });
    stage.seed(names);
    const keyless = await run('plan --without-secrets', none);
    expect(keyless).toMatchObject({ code: 1, err: expect.stringContaining('what env() lacks counts as one') });
    stage.seed(`server "\${env("APPROVED_NO")}" {\n}\n${seedText()}`);
    expect(await run('plan --without-secrets', none)).toMatchObject({ code: 1 });
  });

  it('are not used when they were tampered with, cut short, or are none', async () => {
    await plan();
    const whole = file();
    const put = (text: string): void => writeFileSync(join(stage.folder, 'plan.json'), text);
    for (const [text, said] of [
      [whole.replace('"seed": "."', '"seed": "/"'), 'error[plan-tampered]: plan.json was changed'],
      [whole.slice(0, -40), 'error[plan-file]: plan.json is a plan file that was cut short'],
      ['', 'error[plan-file]: plan.json is not a plan file'],
      ['{}', 'error[plan-file]: plan.json is not a plan file'],
      [whole.replace('"plan_file": 1', '"plan_file": 2'), 'install the version that wrote it'],
    ] as const) {
      put(text);
      for (const line of ['show plan.json', 'apply plan.json'])
        expect(await run(line)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(said) });
    }
    put(JSON.stringify(JSON.parse(whole)));
    const { checksum } = JSON.parse(whole);
    expect(await refused(`apply plan.json --checksum ${checksum.replace(/.$/, '_')}`)).toContain('plan-tampered');
    expect(await run(`apply . --checksum ${checksum}`)).toMatchObject({ code: 1, out: '' });
    await fine(run(`apply plan.json --checksum ${checksum}`));
  });

  it('are for one server', async () => {
    await plan();
    for (const other of servers().filter(({ name }) => name !== server.name)) {
      const err = await refused('apply plan.json', { VAULT_ADDR: other.address, VAULT_TOKEN: other.token });
      expect(err).toContain(`and this is ${other.product === 'vault' ? 'Vault' : 'OpenBao'} ${other.version}`);
    }
    expect(await run('apply plan.json --resend-secrets')).toMatchObject({ code: 1 });
    for (const line of ['plan plan.json', 'destroy plan.json --auto-approve', 'validate plan.json'])
      expect(await run(line)).toMatchObject({
        code: 1,
        err: expect.stringContaining('is a plan file, and this command'),
      });
  });

  it('are never written over something else, nor half', async () => {
    writeFileSync(join(stage.folder, 'notes.txt'), 'mine\n');
    mkdirSync(join(stage.folder, 'sub'), { recursive: true });
    for (const path of ['notes.txt', 'sub', 'nowhere/plan.json', 'a.seed.json', 'x.auto.seedvars'])
      expect(await run(`plan --out ${path}`)).toMatchObject({
        code: 1,
        err: expect.stringContaining('plan-unwritten'),
      });
    expect(readFileSync(join(stage.folder, 'notes.txt'), 'utf8')).toBe('mine\n');
    chmodSync(join(stage.folder, 'sub'), 0o700);
    await fine(run('plan --out sub/plan.json'));
    await fine(run('plan --out sub/plan.json'));
  });
});

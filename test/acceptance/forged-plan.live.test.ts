import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlanFile } from '../../src/report/approved.ts';
import { servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * Who may write a plan file, on its way through a pipeline, can make its checksum anew, and make the digests of a plan without a key.
 */

const LEDGER = 'forged-ledger';

const seedText = (ttl: string): string => `
seed {
  name = "forged"
}

variable "password" { sensitive = true }

auth "forged-people" {
  type = "userpass"
  user "ada" {
    password  = var.password
    token_ttl = "${ttl}"
  }
}
`;

/** The same for every layout, as the documents say. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
};

describe.each(servers())('forged plan files on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER, SEED_VAR_password: 'approved' };
  const swapped = { ...env, SEED_VAR_password: 'slipped in' };

  beforeAll(() => {
    stage = stageFor(server, seedText('1h'));
  });
  afterAll(async () => {
    await fine(stage.vaultseed('destroy --auto-approve', env));
    await byHand(server, `DELETE sys/mounts/${LEDGER}`);
    stage.remove();
  });
  beforeEach(async () => {
    stage.seed(seedText('1h'));
    await fine(stage.vaultseed('apply --auto-approve', { ...env, SEED_VAR_password: 'before' }));
    stage.seed(seedText('2h'));
  });

  const read = (name: string): PlanFile => JSON.parse(readFileSync(join(stage.folder, name), 'utf8'));
  /** Writes it with a checksum that fits. */
  const put = ({ checksum: _, ...rest }: PlanFile): void => {
    const checksum = `sha256:${createHash('sha256').update(canonical(rest)).digest('hex')}`;
    writeFileSync(join(stage.folder, 'plan.json'), JSON.stringify({ ...rest, checksum }));
  };
  const refused = async (line: string, more: Readonly<Record<string, string>>, says: string): Promise<void> => {
    const { code, err } = await stage.vaultseed(line, more);
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([3, expect.stringContaining(says)]);
    const { data } = await byHand(server, 'GET auth/forged-people/users/ada');
    expect(data).toMatchObject({ token_ttl: 3600 });
  };
  const alter = async (how: (file: PlanFile) => PlanFile, planning = 'plan --out plan.json'): Promise<void> => {
    await fine(stage.vaultseed(planning, env));
    put(how(read('plan.json')));
  };
  /** A token that may do anything but read the key. */
  const keyless = async (): Promise<string> => {
    const rules = 'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }\n';
    const policy = `${rules}path "${LEDGER}/data/keys/*" { capabilities = ["deny"] }\n`;
    await byHand(server, 'POST sys/policies/acl/forged-keyless', { body: { policy } });
    const { auth } = await byHand(server, 'POST auth/token/create', { body: { policies: ['forged-keyless'] } });
    return auth?.client_token ?? '';
  };

  it('are refused when they say that nothing tells secrets apart', async () => {
    // The digests of a plan that was made without the key: anybody can work them out.
    await fine(stage.vaultseed('plan --out alike.json', { ...env, VAULT_TOKEN: await keyless() }));
    const alike = read('alike.json');
    const strip = ({ seal: _, ...file }: PlanFile) => ({
      ...file,
      secrets: {},
      files: file.files.map(({ path }) => ({ path })),
      marks: alike.marks,
      plan: { ...file.plan, digest: alike.plan.digest },
    });
    await alter(strip);
    await refused(
      'apply plan.json',
      swapped,
      'error[plan-unsigned]: plan.json is not sealed with the key of the ledger',
    );
    await refused('apply plan.json', env, 'plan again with a token that may read the key');
    // With the seal of the true plan it is no better.
    await fine(stage.vaultseed('plan --out true.json', env));
    const { seal = '', secrets } = read('true.json');
    put({ ...strip(read('true.json')), seal, secrets });
    await refused('apply plan.json', swapped, 'error[plan-tampered]: plan.json is forged');
    // Nor is one that was honestly planned without the key.
    writeFileSync(join(stage.folder, 'plan.json'), JSON.stringify(alike));
    await refused('apply plan.json', env, 'error[plan-unsigned]');
  });

  it('are refused whatever was altered, and show says what it cannot tell', async () => {
    await alter((file) => ({ ...file, source: { ...file.source, allow: ['irreversible'], max_deletions: 100 } }));
    const { err } = await fine(stage.vaultseed('show plan.json', env));
    expect(err).toContain('Whether somebody forged it only apply can tell, with the key of the ledger.');
    await refused('apply plan.json', env, 'error[plan-tampered]: plan.json is forged');
  });

  it('cannot choose where the ledger is, nor that there is none', async () => {
    const without = 'plan --no-ledger --resend-secrets --out plan.json';
    await alter((file) => file, without);
    await refused('apply plan.json', swapped, 'plan.json is a plan with no ledger, and this run uses the ledger at');
    await alter(({ seal: _, ...file }) => ({ ...file, secrets: {}, source: { ...file.source, ledger: 'forged-own' } }));
    await refused(
      'apply plan.json',
      swapped,
      'error[plan-elsewhere]: plan.json is a plan with the ledger at forged-own',
    );
  });

  it('are not what an altered key makes of a plan', async () => {
    await fine(stage.vaultseed('plan --out plan.json', env));
    await fine(stage.vaultseed('ledger rekey --auto-approve', env));
    await refused('apply plan.json', env, 'the key of the ledger is another one by now');
  });

  it('are told from true ones', async () => {
    await alter((file) => file);
    const { out, err } = await fine(stage.vaultseed('apply plan.json', env));
    expect(out).toContain('Applied: 1 changed.');
    expect(err).not.toMatch(/ seal|warning|error/);
  });

  it('cannot be told from true ones before there is a key, which is said', async () => {
    const first = { ...env, VAULTSEED_LEDGER: 'forged-first' };
    stage.seed(seedText('1h').replaceAll('forged', 'forged-first'));
    const planned = await fine(stage.vaultseed('plan --out plan.json', first));
    expect(planned.err).toContain('warning[plan-secrets-alike]');
    expect((await fine(stage.vaultseed('show plan.json', first))).err).toContain('Nothing can tell whether');
    const { checksum } = read('plan.json');
    const { err } = await fine(stage.vaultseed('apply plan.json', first));
    expect(err).toContain('plan.json has no seal, as there is no key to make one with');
    const again = await stage.vaultseed(`apply plan.json --checksum ${checksum}`, first);
    expect([again.code, again.err]).toEqual([3, expect.stringContaining('error[plan-unsigned]')]);
    await fine(stage.vaultseed('destroy --auto-approve', first));
  });

  it('choose no seed, no values and no files outside of the working folder without a seal, unless --checksum vouches for them', async () => {
    const none = { VAULTSEED_LEDGER: 'off' };
    const away = mkdtempSync(join(tmpdir(), 'forged-away-'));
    writeFileSync(join(away, 'main.seed.hcl'), 'policy "forged-away" {\n  path "x" { capabilities = ["read"] }\n}\n');
    writeFileSync(join(away, 'a.seedvars'), '');
    symlinkSync(away, join(stage.folder, 'link'));
    await fine(stage.vaultseed(`plan ${away} --out plan.json`, none));
    const file = read('plan.json');
    const named = (source: Partial<PlanFile['source']>): void =>
      put({ ...file, source: { ...file.source, ...source } });
    for (const source of [
      {},
      { seed: relative(stage.folder, away) },
      { seed: 'link' },
      { seed: '.', variables: [{ file: join(away, 'a.seedvars') }] },
      { seed: '.', allow_files: [away] },
    ]) {
      named(source);
      await refused('apply plan.json', none, 'error[plan-outside]: plan.json names');
    }
    named({});
    const { out } = await fine(stage.vaultseed(`apply plan.json --checksum ${read('plan.json').checksum}`, none));
    expect(out).toContain('Applied: 1 created.');
    await fine(stage.vaultseed(`destroy ${away} --auto-approve`, none));
    rmSync(away, { recursive: true });
  });

  it('show a member that is no secret beside one that is, and it cannot be another one afterwards, key or none', async () => {
    const none = { VAULTSEED_LEDGER: 'off' };
    const role = (ttl: string, domain: string): string =>
      `seed { name = "forged-role" }\nendpoint "forged-pki/roles/web" {\n  data = { max_ttl = "${ttl}", allowed_domains = sensitive("${domain}") }\n}\n`;
    await byHand(server, 'POST sys/mounts/forged-pki', { body: { type: 'pki' } });
    try {
      stage.seed(role('72h', 'a.example'));
      const planned = await fine(stage.vaultseed('plan --out plan.json', none));
      expect([planned.out, planned.err]).toEqual([
        expect.stringMatching(/max_ttl\s+= "72h"/),
        expect.stringContaining('plan-secrets-alike'),
      ]);
      stage.seed(role('7200h', 'a.example'));
      await refused('apply plan.json', none, 'error[plan-moved]');
      stage.seed(role('72h', 'a.example'));
      await fine(stage.vaultseed('apply plan.json', none));
      // What the server has is shown as well, and so is what of it would change.
      stage.seed(role('73h', 'a.example'));
      await fine(stage.vaultseed('plan --out plan.json', none));
      await byHand(server, 'POST forged-pki/roles/web', { body: { max_ttl: '9000h', allowed_domains: 'a.example' } });
      await refused('apply plan.json', none, 'error[plan-moved]');
    } finally {
      await byHand(server, 'DELETE sys/mounts/forged-pki');
    }
  });
});

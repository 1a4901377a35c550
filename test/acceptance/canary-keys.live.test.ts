import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../cmd/world.ts';
import { servers } from '../servers/index.ts';
import { Aviary } from './canaries.ts';
import { ledgerTexts } from './ledger-documents.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * A secret in the place of a name: as the key of an object, made in every way that makes one.
 */

const WAYS: Readonly<Record<string, string>> = {
  written: '{ (var.s) = "v", n = "w" }',
  template: '{ "a-${var.s}" = "v" }',
  for: '{ for k in [var.s, "n"] : k => "v" }',
  grouping: '{ for k, v in { n = var.s, m = var.s } : v => k... }',
  product: '{ for p in setproduct([var.s], ["n"]) : "${p[0]}-${p[1]}" => "v" }',
  zipmap: 'zipmap([var.s, "n"], ["v", "w"])',
  merge: 'merge({ (var.s) = "v" }, { n = "w" })',
  transpose: 'transpose({ n = [var.s] })',
  json: 'jsondecode("{\\"${var.s}\\": 1}")',
  yaml: 'yamldecode("${var.s}: 1")',
  map: 'tomap({ (var.s) = "v" })',
  conditional: 'true ? { (var.s) = "v" } : { n = "w" }',
  variable: 'var.m',
  member: '[{ (var.s) = "v" }][0]',
};

const seedOf = (mount: string): string => `
variable "s" { sensitive = true }
variable "m" {
  type      = map(string)
  sensitive = true
}

mount "${mount}" {
  type    = "kv"
  options = { version = "2" }
${Object.entries(WAYS)
  .map(([name, text]) => `  secret "${name}" { data = ${text} }`)
  .join('\n')}
  secret "nested" { data = { inside = { (var.s) = "v" } } }
  secret "noted" {
    data            = { n = "v" }
    custom_metadata = { (var.s) = "v" }
  }
}

endpoint "${mount}-raw/data/raw" {
  write_only = { data = { (var.s) = "v" } }
}

output "all" {
  value     = { (var.s) = [keys(var.m), { for k, v in var.m : k => v }] }
  sensitive = true
}
`;

/** What is wrong with each of these is told, and nothing of the key. */
const WRONG: readonly string[] = [
  '{ (var.s) = nobody }',
  '{ for k in [var.s, var.s] : k => 1 }',
  '{ (var.s) = 1 }.missing',
  '{ (var.s) = 1 }["missing"]',
  'tonumber({ (var.s) = 1 })',
  'tomap({ (var.s) = 1, n = [] })',
  'tolist([{ (var.s) = 1 }, 1])',
  'jsondecode({ (var.s) = 1 })',
  'lookup({ (var.s) = 1 }, "x")',
  'one([{ (var.s) = 1 }, {}])',
  '[{ (var.s) = 1 }, "x"] + 1',
  '"a${{ (var.s) = 1 }}"',
  'true ? { (var.s) = 1 } : 5',
  'sum({ (var.s) = 1 })',
  'merge({ (var.s) = 1 }, 1)',
  'zipmap([var.s], [])',
  '{ for k, v in { (var.s) = 1 } : k => v.x }',
  '[for v in { (var.s) = 1 } : v.x]',
];

describe.each(servers())('secrets in the place of names on $name', (server) => {
  const aviary = new Aviary();
  const found: string[] = [];
  let stage: Stage;
  let env: Record<string, string>;

  const secrets = (): Record<string, string> => ({
    SEED_VAR_s: aviary.plain('a key'),
    SEED_VAR_m: `{ ${`k${aviary.plain('a key of a variable')}`} = "v" }`,
  });
  const told = async (line: string, more: Readonly<Record<string, string>> = {}) => {
    const ran = await run(line.split(' '), { cwd: stage.folder, env: { ...env, ...more } });
    found.push(...aviary.in(ran.out + ran.err).map((name) => `${line}: ${name}`));
    return ran;
  };
  const nothingLeaked = (): void => {
    expect(found.splice(0)).toEqual([]);
  };
  const notInLedger = async (): Promise<void> => {
    const texts = await ledgerTexts(server, 'canary-keys-ledger');
    expect(texts.filter((text) => text.includes('canary-keys')).length).toBeGreaterThan(1);
    expect(texts.flatMap((text) => aviary.in(text))).toEqual([]);
  };

  beforeAll(async () => {
    await byHand(server, 'POST sys/mounts/canary-keys-raw', { body: { type: 'kv', options: { version: '2' } } });
    stage = stageFor(server, seedOf('canary-keys'));
    env = {
      VAULT_ADDR: server.address,
      VAULT_TOKEN: server.token,
      VAULTSEED_LEDGER: 'canary-keys-ledger',
      ...secrets(),
    };
  });
  afterAll(async () => {
    await byHand(server, 'DELETE sys/mounts/canary-keys');
    await byHand(server, 'DELETE sys/mounts/canary-keys-raw');
    await byHand(server, 'DELETE sys/mounts/canary-keys-ledger');
    stage.remove();
  });

  it('are not told by any command, nor in a plan file', async () => {
    for (const flags of ['', ' -vv', ' --json -vv']) await fine(told(`plan${flags}`));
    await fine(told('apply --auto-approve -vv'));
    expect((await byHand(server, 'GET canary-keys/data/written')).data).toMatchObject({
      data: { [String(env.SEED_VAR_s)]: 'v', n: 'w' },
    });
    expect((await fine(told('plan'))).out).toContain('No changes.');
    await fine(told('ledger show -vv'));
    await fine(told('ledger show --json'));
    nothingLeaked();
    const others = secrets();
    await fine(told('plan --out plan.json -vv', others));
    found.push(...aviary.in(readFileSync(join(stage.folder, 'plan.json'), 'utf8')));
    await fine(told('show plan.json -vv'));
    await fine(told('show plan.json --json'));
    await told('drift -vv', others);
    await told('drift --json', others);
    nothingLeaked();
    await fine(told('apply --auto-approve --allow irreversible,secret-revealing --json -vv', others));
    env = { ...env, ...others };
    nothingLeaked();
    await notInLedger();
  });

  it('are not told where there is no key to compare with, nor when they are taken away', async () => {
    const more = { VAULTSEED_LEDGER: 'off', ...secrets() };
    for (const flags of ['', ' --json -vv', ' --resend-secrets -vv']) await fine(told(`plan${flags}`, more));
    await notInLedger();
    await fine(told('destroy --auto-approve -vv'));
    nothingLeaked();
  });

  it('are not told by mistakes around them', async () => {
    const head = seedOf('canary-keys').split('mount')[0];
    for (const [at, text] of WRONG.entries()) {
      const folder = join(stage.folder, `wrong-${at}`);
      mkdirSync(folder);
      writeFileSync(join(folder, 'a.seed.hcl'), `${head}\nmount "kv" {\n  description = jsonencode(${text})\n}\n`);
      expect([text, (await told(`validate wrong-${at} -vv`)).code]).toEqual([text, 1]);
    }
    const wrongMap = { SEED_VAR_m: `{ k${aviary.plain('a key of a wrong value')} = ["v"] }` };
    expect(await told('validate -vv', wrongMap)).toMatchObject({ code: 1 });
    nothingLeaked();
  });

  it('are not told of a seed in JSON', async () => {
    const folder = join(stage.folder, 'json');
    mkdirSync(folder);
    const document = {
      variable: { s: { sensitive: true }, m: {} },
      mount: { 'canary-keys': { type: 'kv', options: { version: '2' }, secret: { a: { data: { '${var.s}': 'v' } } } } },
    };
    writeFileSync(join(folder, 'a.seed.json'), JSON.stringify(document));
    for (const flags of ['', ' -vv', ' --json']) await fine(told(`plan json${flags}`));
    nothingLeaked();
  });
});

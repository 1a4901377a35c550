import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import { run } from '../cmd/world.ts';
import { type Case, casesOf, isOn } from '../roundtrip/cases.ts';
import { type State, seedText } from '../roundtrip/document.ts';
import { type Surroundings, startSurroundings } from '../roundtrip/surroundings.ts';
import { fill } from '../roundtrip/values.ts';
import { servers } from '../servers/index.ts';
import { type Mood, startBadServer } from './bad-server.ts';
import { Aviary, secretStates, withCanaries } from './canaries.ts';
import { ledgerTexts } from './ledger-documents.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

const catalog = openCatalog();
const cases = casesOf(catalog);

// The canaries are no passwords of any database, so connecting must not be tried.
const ALSO: Readonly<Record<string, State>> = { 'secrets/database#config': { verify_connection: false } };

/** Secrets are replaced in stores that keep no earlier ones. */
const ALLOWED = '--allow irreversible --allow data-destroying --allow secret-revealing';

const INPUTS = `
variable "flag" { sensitive = true }
variable "file" { sensitive = true }
variable "environment" { sensitive = true }

mount "canary-inputs" {
  type        = "kv-v2"
  description = "made of \${var.flag}"
  secret "flag" {
    data = { value = var.flag, document = jsonencode({ inside = var.file }) }
  }
  secret "environment" {
    data            = { value = env("CANARY_ENV"), other = "-\${var.environment}-" }
    custom_metadata = { note = base64encode(var.file) }
  }
}

policy "canary-inputs" {
  rules = <<-EOT
    # \${var.file}
    path "secret/\${var.environment}" {
      capabilities = ["read"]
    }
  EOT
}

auth "canary-inputs" {
  type = "userpass"
  user "ada" {
    password = env("CANARY_ENV")
  }
}

output "flag" {
  value     = { deep = [var.flag, urlencode(var.file)] }
  sensitive = true
}
`;

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.stop());

const [NOWHERE, CALL] = ['@nowhere@', '@call@'];

/** Expressions in the place of the marks: one leads nowhere, one fails on what comes after it. */
const withMistakes = (json: string): string =>
  json
    .replaceAll(NOWHERE, '${nobody.there}')
    .replaceAll(/@call@(?:c\\")?([\w-]*)/g, (_, word) => `\${tonumber(\\"${word}\\")}`);

/** Changes every text in a value. */
const deep = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, deep(item, change)]));
};

describe('the search', () => {
  it('finds a canary in every spelling', () => {
    const aviary = new Aviary();
    const secret = aviary.wild('a');
    const spelt = [
      secret,
      secret.slice(4, 20),
      JSON.stringify({ x: JSON.stringify(secret) }),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('hex'),
      ...['', '1', '22', '333'].map((before) => Buffer.from(`${before}${secret}${before}`).toString('base64')),
    ];
    for (const text of spelt)
      expect(aviary.in(`before ${text} after`)).toEqual([expect.stringMatching(/^a in before /)]);
    expect(aviary.in('nothing of it (sensitive)')).toEqual([]);
  });
});

describe.each(servers())('secrets on $name', (server) => {
  // What does not depend on the server is tried once, with the one that has the most kinds.
  const hasMost = server === servers().at(-1);
  const identity = { product: server.product, version: server.version, edition: 'community' } as const;
  const aviary = new Aviary();
  const found: string[] = [];
  let stage: Stage;
  let env: Record<string, string>;
  let varied: readonly string[];

  const aviaryOf = (name: string): Record<string, string> => ({
    CANARY_ENV: aviary.wild(`${name}: env()`),
    SEED_VAR_environment: aviary.plain(`${name}: SEED_VAR`),
  });
  /** Words that hand over a canary by `--var` and one in a file. */
  const inputs = (name: string): readonly string[] => {
    writeFileSync(
      join(stage.folder, `${name}.seedvars`),
      `file = ${JSON.stringify(aviary.wild(`${name}: --var-file`))}\n`,
    );
    return ['--var', `flag=${aviary.wild(`${name}: --var`)}`, '--var-file', `${name}.seedvars`];
  };

  /** Runs a command and looks through all that it says. */
  const told = async (
    line: string,
    more: { env?: Record<string, string>; words?: readonly string[]; stdin?: string } = {},
  ) => {
    const world = { cwd: stage.folder, env: { ...env, ...more.env }, stdin: more.stdin };
    const allowed = line.replace(/^apply --auto-approve/, `$& ${ALLOWED}`);
    const ran = await run([...allowed.split(' '), ...(more.words ?? varied)], world);
    found.push(...aviary.in(ran.out + ran.err).map((name) => `${line}: ${name}`));
    return ran;
  };
  const nothingLeaked = (): void => {
    expect(found.splice(0)).toEqual([]);
  };

  /** One seed file for each secret of each sample. */
  const generate = (change: (one: Case, state: State) => State = (_, state) => state): number => {
    let count = 0;
    const here = cases.filter((one) => isOn(one, identity) && surroundings.lacks(one.kind.samples.needs) === undefined);
    for (const one of here) {
      for (const state of secretStates(one, identity)) {
        const id = `canary-${one.id.replaceAll(/[^a-z0-9]+/g, '-')}-${count++}`;
        const filled = fill(state, { ...surroundings.meanings, plugin: () => '' }) as State;
        const secret = change(one, { ...withCanaries(one.kind, filled, aviary), ...ALSO[one.id] });
        const name = one.parent === undefined ? (one.kind.samples.name ?? id) : 'canary';
        const place = { path: id, name };
        const text = seedText({
          case: one,
          place,
          state: secret,
          fill: (values) => fill(values, surroundings.meanings) as State,
        });
        // On one line: whatever is wrong with it, the excerpt is of a line with secrets.
        writeFileSync(join(stage.folder, `${id}.seed.json`), withMistakes(JSON.stringify(JSON.parse(text))));
      }
    }
    return count;
  };

  beforeAll(() => {
    stage = stageFor(server, INPUTS);
    aviary.watch('the token', server.token.slice(-24));
    const address = { VAULT_ADDR: server.address, VAULT_TOKEN: server.token };
    env = { ...address, VAULTSEED_DEBUG: '1', VAULT_MAX_RETRIES: '0', ...aviaryOf('first') };
    varied = inputs('first');
  });
  afterAll(async () => {
    await told('destroy --auto-approve');
    stage.remove();
  });

  it('are in every kind that has some', () => {
    const kinds = cases.filter((one) => isOn(one, identity) && one.kind.fields.some((f) => f.sensitive || f.writeOnly));
    expect(generate()).toBeGreaterThanOrEqual(kinds.length);
  });

  it('are not told while a seed is judged, planned and applied', async () => {
    await fine(told('validate -vv'));
    await fine(told('validate --json'));
    for (const flags of ['', ' -v', ' -vv', ' --json -vv', ' --resend-secrets -vv']) await fine(told(`plan${flags}`));
    await fine(told('apply --auto-approve -vv'));
    expect((await byHand(server, 'GET canary-inputs/data/environment')).data).toMatchObject({
      data: { value: env.CANARY_ENV },
    });
    const { out } = await fine(told('plan -vv'));
    expect(out).toContain('No changes.');
    await fine(told('apply --auto-approve --json -vv'));
    nothingLeaked();
  });

  it('are not in a plan file, nor in what is said of it', async () => {
    const file = join(stage.folder, 'plan.json');
    const looked = (what: string): void => {
      found.push(...aviary.in(readFileSync(file, 'utf8')).map((name) => `${what}: ${name}`));
    };
    for (const [ledger, flags] of [
      ['off', ' --resend-secrets'],
      ['canary-plans', ''],
    ] as const) {
      const more = { env: { VAULTSEED_LEDGER: ledger } };
      if (ledger !== 'off') await fine(told('apply --auto-approve', more));
      await fine(told(`plan --out plan.json${flags}`, more));
      looked('the same secrets');
      const other = { env: { ...more.env, ...aviaryOf(`planned, ledger ${ledger}`) } };
      const { out } = await fine(told(`plan --out plan.json -vv${flags}`, other));
      looked('other secrets');
      expect((await fine(told('show plan.json -vv', { words: [] }))).out).toBe(out);
      await fine(told('show plan.json --json', { words: [] }));
      expect(await told('apply plan.json -vv', more)).toMatchObject({ code: 3 });
      if (ledger === 'off') continue;
      const slipped = { env: { ...other.env, CANARY_ENV: aviary.wild('slipped in') } };
      expect(await told('apply plan.json --json -vv', slipped)).toMatchObject({ code: 3 });
    }
    nothingLeaked();
  });

  it('are in no document of the ledger, in no version of one, and in no name', async () => {
    const ledger = { VAULTSEED_LEDGER: 'canary-plans' };
    // Other secrets, some of them refused half-way, and the first ones again: what was remembered of each is kept as a version.
    const other = { env: { ...ledger, ...aviaryOf('remembered') } };
    await fine(told('apply --auto-approve', other));
    // It cannot give its lock back, so its lock has a short life.
    const broken = { env: { ...other.env, ...aviaryOf('half-way'), VAULTSEED_LOCK_LIFE: '3000' } };
    const bad = await startBadServer(server.address, 'echoes', 2);
    expect(await told('apply --auto-approve', { env: { ...broken.env, VAULT_ADDR: bad.address } })).toMatchObject({
      code: 1,
    });
    await bad.stop();
    await fine(told('apply --auto-approve', { env: ledger }));
    const texts = await ledgerTexts(server, 'canary-plans');
    expect(texts.filter((text) => text.includes('mount.canary-inputs')).length).toBeGreaterThan(2);
    expect(texts.flatMap((text) => aviary.in(text))).toEqual([]);
    await byHand(server, 'DELETE sys/mounts/canary-plans');
    nothingLeaked();
  });

  it('are not told when they were changed by hand, nor those that came instead', async () => {
    const mount = { description: `by hand ${aviary.wild('by hand: description')}` };
    await byHand(server, 'POST sys/mounts/canary-inputs/tune', { body: mount });
    await byHand(server, 'POST canary-inputs/data/flag', { body: { data: { value: aviary.wild('by hand: data') } } });
    await byHand(server, 'POST sys/policies/acl/canary-inputs', {
      body: { policy: `path "secret/${aviary.plain('by hand: policy')}" { capabilities = ["list"] }` },
    });
    for (const flags of ['', ' -vv', ' --json']) {
      expect(await told(`drift${flags}`)).toMatchObject({ code: 2 });
      expect(await told(`plan --detailed-exitcode${flags}`)).toMatchObject({ code: 2 });
    }
    nothingLeaked();
  });

  it('are not told when others take their place, neither the old nor the new', async () => {
    env = { ...env, ...aviaryOf('second') };
    varied = inputs('second');
    generate();
    for (const flags of ['', ' -vv', ' --json', ' --resend-secrets -vv']) await fine(told(`plan${flags}`));
    await fine(told('apply --auto-approve --json -vv'));
    await fine(told('apply --auto-approve --resend-secrets -vv'));
    nothingLeaked();
  });

  it.runIf(hasMost)('are not told of a seed that is wrong all around them', async () => {
    const each = (state: State, change: (name: string, value: unknown) => readonly [string, unknown]): State =>
      Object.fromEntries(Object.entries(state).map(([name, value]) => change(name, value)));
    const wrong: readonly (readonly [said: string, (one: Case, state: State) => State])[] = [
      ['unknown-field', (_, state) => ({ ...state, canary_unknown: 1, depends_on: 'nobody' })],
      [
        'wrong-type',
        ({ kind }, state) => each(state, (name, value) => [name, isSecret(kind, name) ? [[value]] : { a: [value] }]),
      ],
      [
        'unknown-field',
        ({ kind }, state) => each(state, (name, value) => [isSecret(kind, name) ? `${name}s` : name, value]),
      ],
      [
        'there is nothing called "nobody"',
        (_, state) => each(state, (name, value) => [name, deep(value, (text) => `${NOWHERE}${text}`)]),
      ],
      ['tonumber()', (_, state) => each(state, (name, value) => [name, deep(value, (text) => `${CALL}${text}`)])],
    ];
    for (const [said, change] of wrong) {
      generate(change);
      for (const line of ['validate', 'apply --auto-approve --json -vv'])
        expect(await told(line)).toMatchObject({ code: 1, err: expect.stringContaining(said) });
    }
    nothingLeaked();
  });

  it.runIf(hasMost).each(['drops', 'echoes', 'html', 'half'] as const)(
    'are not told when the server %s half-way',
    async (mood: Mood) => {
      generate();
      for (const [writes, flags] of [
        [0, '-vv'],
        [7, '--json'],
      ] as const) {
        const bad = await startBadServer(server.address, mood, writes);
        const more = { env: { VAULT_ADDR: bad.address } };
        const { code, out } = await told(`apply --auto-approve --resend-secrets ${flags}`, more);
        expect([code, out]).toEqual([1, expect.stringContaining('failed')]);
        await bad.stop();
      }
      nothingLeaked();
    },
  );

  it('are not told when they are taken away again', async () => {
    await fine(told('apply --auto-approve -v'));
    await fine(told('destroy --auto-approve -vv'));
    nothingLeaked();
    expect(await told('plan', { env: { VAULT_TOKEN: aviary.plain('a wrong token') } })).toMatchObject({ code: 1 });
    expect(await told('plan', { env: { VAULT_ADDR: 'http://127.0.0.1:1' } })).toMatchObject({ code: 1 });
    nothingLeaked();
  });
});

const isSecret = (kind: Case['kind'], name: string): boolean => {
  const field = kind.fields.find((one) => one.name === name);
  return field === undefined || field.sensitive || field.writeOnly;
};

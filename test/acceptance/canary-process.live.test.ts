import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardFunctions } from '../../src/language/index.ts';
import { CLI } from '../bench/program.ts';
import { bao272, servers, type TestServer } from '../servers/index.ts';
import { Aviary } from './canaries.ts';

/* The program as it is shipped, as a process of its own: what it prints, what it leaves on the disk, what it starts. */

const server = servers()[0] as TestServer;
const aviary = new Aviary();
aviary.watch('the token', server.token.slice(-24));
const secrets = {
  environment: aviary.wild('env()'),
  seedVar: aviary.plain('SEED_VAR'),
  file: aviary.wild('--var-file'),
};

const SEED = `
variable "given" {
  sensitive = true
}
variable "filed" {
  sensitive = true
}
mount "canary-process" {
  type = "kv-v2"
  secret "a" {
    data = { environment = env("CANARY_ENV"), given = var.given, filed = var.filed }
  }
}
auth "canary-process" {
  type = "userpass"
  user "ada" {
    password = env("CANARY_ENV")
  }
}
output "a" {
  value     = var.filed
  sensitive = true
}
`;

let scratch: string;
let env: Record<string, string>;
const at = (...parts: string[]): string => join(scratch, ...parts);
const put = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'vaultseed-canary-'));
  for (const folder of ['home', 'tmp', 'seed']) mkdirSync(at(folder));
  put('seed/main.seed.hcl', SEED);
  put('given/values.seedvars', `filed = ${JSON.stringify(secrets.file)}\n`);
  // A token helper writes down how it was called; what it prints is the token.
  put('helper.sh', `#!/bin/sh\necho "$0 $@" >> "$HOME/arguments"\ncat ${at('given/token')}\n`);
  chmodSync(at('helper.sh'), 0o755);
  put('given/token', server.token);
  put('home/.vault', `token_helper = "${at('helper.sh')}"\n`);
  env = {
    PATH: process.env.PATH ?? '',
    HOME: at('home'),
    TMPDIR: at('tmp'),
    VAULT_ADDR: server.address,
    VAULTSEED_LEDGER: 'off',
    VAULTSEED_DEBUG: '1',
    CANARY_ENV: secrets.environment,
    SEED_VAR_given: secrets.seedVar,
  };
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const run = (line: string, more: { env?: Record<string, string>; stdin?: string; words?: readonly string[] } = {}) =>
  new Promise<{ code: number | null; text: string }>((resolve) => {
    const words = [...line.split(' '), ...(more.words ?? ['--var-file', at('given/values.seedvars')])];
    const child = spawn(process.execPath, [CLI, ...words], { cwd: at('seed'), env: { ...env, ...more.env } });
    const pieces: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => pieces.push(text));
    child.on('close', (code) => resolve({ code, text: pieces.join('') }));
    child.stdin.on('error', () => {});
    child.stdin.end(more.stdin ?? '');
  });

const quiet = async (...given: Parameters<typeof run>): Promise<{ code: number | null; text: string }> => {
  const ran = await run(...given);
  expect(aviary.in(ran.text), given[0]).toEqual([]);
  return ran;
};

/** Everything that was written below HOME and TMPDIR. */
const written = (): string =>
  ['home', 'tmp']
    .flatMap((folder) => readdirSync(at(folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .join('\n');

describe('the process', () => {
  it.each([
    ['validate -vv', 0],
    ['plan --detailed-exitcode -v', 2],
    ['plan --json -vv', 0],
    ['apply --auto-approve -vv', 0],
    ['apply --auto-approve --json --resend-secrets', 0],
    ['drift -vv', 0],
    ['drift --json', 0],
    ['explain auth.userpass.user', 0],
    ['destroy --auto-approve --json -vv', 0],
  ])('keeps its secrets in %s', async (line, code) => {
    expect((await quiet(line, line.startsWith('explain') ? { words: [] } : {})).code).toBe(code);
  });

  it('keeps them when it is used wrongly', async () => {
    const wrong = aviary.wild('a word of the command line');
    for (const words of [
      ['--var', `given ${wrong}`],
      ['--var', `nobody=${wrong}`],
      [`--token=${wrong}`],
      ['--token', wrong],
    ])
      expect((await quiet('plan', { words })).code).toBe(1);
    for (const token of [aviary.plain('a token'), `${aviary.plain('a bad token')}\u0007é`])
      expect((await quiet('plan', { env: { VAULT_TOKEN: token } })).code).toBe(1);
    expect(
      (await quiet('plan', { env: { VAULT_ADDR: `http://u:${aviary.plain('in the address')}@127.0.0.1:1` } })).code,
    ).toBe(1);
    put('given/broken.seedvars', `filed = "${aviary.plain('in a broken file')}\nx = [`);
    expect((await quiet('plan', { words: ['--var-file', at('given/broken.seedvars')] })).code).toBe(1);
  });

  it('hands nothing to a server of its own, and that to nobody', async () => {
    const program = await bao272();
    if (!program.found) throw new Error(program.why);
    // What every process of this machine that belongs to us shows to everybody.
    const look =
      'for p in /proc/[0-9]*; do grep -qs vaultseed-dev $p/cmdline && tr "\\0" " " < $p/cmdline; done; echo looked; echo "$VAULT_TOKEN" > "$HOME/token-of-dev"';
    const words = ['--var-file', at('given/values.seedvars'), '--', 'sh', '-c', look];
    const { code, text } = await quiet('dev .', { words, env: { PATH: `${dirname(program.command)}:${env.PATH}` } });
    expect([code, text]).toEqual([0, expect.stringMatching(/server -dev(.|\n)*looked/)]);
    const token = readFileSync(at('home/token-of-dev'), 'utf8').trim();
    expect(token.length).toBeGreaterThan(10);
    expect(text).not.toContain(token);
  });

  it('has written none of them to the disk, nor given them to what it started', () => {
    const all = written();
    expect(all).toContain(`${at('helper.sh')} get`);
    expect(aviary.in(all)).toEqual([]);
  });
});

describe('the console', () => {
  // Each function with a secret in every place, of every shape: most of these calls are mistakes.
  const shapes = ['x', '[x]', '{ a = x }', '{ (x) = 1 }', '"-${x}-"', '[[x], [x]]'];
  const filler = ['"%s"', '1', 'x', '["a"]'];
  const calls = [...standardFunctions.keys()]
    .filter((name) => name !== 'nonsensitive')
    .flatMap((name) =>
      shapes.flatMap((shape) => [
        `${name}(${shape})`,
        ...filler.flatMap((other) => [`${name}(${shape}, ${other})`, `${name}(${other}, ${shape})`]),
        `${name}(${shape}, "a", "b")`,
        `${name}("a", ${shape}, ${shape})`,
      ]),
    );
  const others = shapes.flatMap((shape) => [
    shape,
    `${shape} + 1`,
    `${shape} == 1 ? 1 : ${shape}`,
    `!${shape}`,
    `{ a = 1 }[${shape}]`,
    `[1][${shape}]`,
    `[for one in ${shape} : one]`,
    `{ for one in [${shape}] : one => 1 }`,
    `${shape}.a.b`,
    `${shape}[0]`,
    `"\${${shape}}"`,
  ]);
  const lines = [...calls, ...others].map((line) => line.replaceAll(/\bx\b/g, 'var.filed'));

  it.each(['console --all', 'console --json', 'console --all -vv'])(
    'keeps a secret that any function was given: %s',
    async (line) => {
      const { text } = await run(line, { stdin: `${lines.join('\n')}\n` });
      expect(text.split('\n').length).toBeGreaterThan(lines.length);
      expect(aviary.in(text)).toEqual([]);
    },
  );
});

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Code, codes } from '../../../src/model/diagnostic.ts';
import type { Told } from '../../../src/report/examples.ts';
import { run } from '../../cmd/world.ts';
import { commandExamples } from './command.ts';
import type { Example, Examples, Played } from './example.ts';
import { kindsExamples } from './kinds.ts';
import { languageExamples } from './language.ts';
import { liveExamples } from './live.ts';
import { reasons } from './reasons.ts';
import { seedExamples } from './seed.ts';
import { serverExamples } from './server.ts';
import { watchExamples } from './watch.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Where what was played is recorded, for the terminal. */
export const EXAMPLES = 'schemas/errors.json';

export const examples: Examples = {
  ...reasons,
  ...languageExamples,
  ...kindsExamples,
  ...seedExamples,
  ...commandExamples,
  ...serverExamples,
  ...liveExamples,
  ...watchExamples,
};

/** Longer than anybody reads: the middle is left out. */
const LONGEST = 1200;
const cut = (text: string): string =>
  text.length <= LONGEST
    ? text
    : `${text.slice(0, 300).replace(/[^\n]*$/, '')}…\n${text.slice(-300).replace(/^[^\n]*\n/, '')}`;

const escaped = (text: string): string =>
  text.replace(/[\r\0\uFEFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** As a page can show it: what is invisible as an escape, what is no text as bytes. */
const readable = (content: string | Uint8Array): string =>
  typeof content === 'string'
    ? cut(content.length > 100_000 ? `${content.slice(0, 40)}… (${content.length} characters)\n` : escaped(content))
    : `(bytes) ${Buffer.from(content).toString('hex')}\n`;

const filesOf = ({ files = {} }: Played): Readonly<Record<string, string | Uint8Array>> =>
  typeof files === 'string' ? { 'main.seed.hcl': files } : files;

/** A server that an example meets. */
export interface Server {
  readonly address: string;
  readonly close: () => void;
  readonly env?: Readonly<Record<string, string>>;
}

const TOKEN = { VAULT_TOKEN: 'token', VAULT_MAX_RETRIES: '0', VAULTSEED_LEDGER: 'off' };

/** A listener on a free port of loopback. */
const listen = async (listener: RequestListener): Promise<Server> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${port}`, close };
};

/** Plays an example in a folder of its own. What stands in the answer of that folder is left out. */
const play = async (name: string, played: Played, server?: Server): Promise<Told> => {
  const cwd = join(realpathSync(mkdtempSync(join(tmpdir(), 'vaultseed-error-'))), name);
  const files = filesOf(played);
  const listening = played.meets === undefined ? server : await listen(played.meets);
  const command = played.command ?? (listening === undefined ? 'validate' : 'plan');
  const env =
    listening === undefined ? played.env : { VAULT_ADDR: listening.address, ...TOKEN, ...server?.env, ...played.env };
  const clean = (text: string): string =>
    text
      .replaceAll(cwd, '.')
      .replaceAll(listening?.address.slice('http://'.length) ?? cwd, '127.0.0.1:8200')
      // How long something took is another number every time.
      .replace(/\b(in|after) \d+ ms\n/g, '$1 3 ms\n');
  try {
    mkdirSync(cwd);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), content);
    }
    for (const line of played.before ?? []) await run(line.split(' '), { cwd, env: env ?? {} });
    const { err, out } = await run(command.split(' '), { cwd, env: env ?? {} });
    const before = Object.entries((server === undefined ? env : played.env) ?? {}).map(
      ([name, value]) => `${name}=${value} `,
    );
    return {
      files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, readable(content)])),
      command: clean(`${before.join('')}vaultseed ${command}`),
      output: cut(clean(err === '' ? out : err)),
    };
  } finally {
    listening?.close();
    rmSync(dirname(cwd), { recursive: true, force: true });
  }
};

const toldOf = async (example: Example | undefined): Promise<Told | undefined> => {
  if (example === undefined) return undefined;
  if (typeof example === 'string') return play('app', { files: example });
  if ('reason' in example) return example;
  return example.live === true ? undefined : play('app', example);
};

const isCode = (name: string): name is Code => Object.hasOwn(codes, name);

/** What was recorded: where it takes a server, nothing else can be told without one. */
const recorded = (): Readonly<Record<string, Told>> => JSON.parse(readFileSync(join(ROOT, EXAMPLES), 'utf8'));

/** Plays the examples that take a real server. */
export const playLive = async (server: Server): Promise<Readonly<Record<string, Told>>> => {
  const all: [string, Told][] = [];
  for (const [code, example] of Object.entries(examples)) {
    if (typeof example === 'object' && 'live' in example) all.push([code, await play(code, example, server)]);
  }
  return Object.fromEntries(all);
};

/** What is told of each code besides its remedy, by code: an example that was played, or why there is none. */
export const playAll = async (): Promise<Readonly<Record<string, Told>>> => {
  const all: [string, Told][] = [];
  for (const code of Object.keys(codes).filter(isCode).sort()) {
    const told = await toldOf(examples[code]);
    const one = told ?? recorded()[code];
    if (one !== undefined && examples[code] !== undefined) all.push([code, one]);
  }
  return Object.fromEntries(all);
};
export const examplesText = (told: Readonly<Record<string, Told>>): string => `${JSON.stringify(told, null, 2)}\n`;

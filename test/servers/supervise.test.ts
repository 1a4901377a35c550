import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { isolated, temporaryFolder } from './folder.ts';
import { allNames, pins, wanted } from './pins.ts';
import { vaultInGoMod } from './programs.ts';
import { supervise, untilReady } from './supervise.ts';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const until = async (done: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((wake) => setTimeout(wake, 50));
  expect(done()).toBe(true);
};

const spec = async (script: string) => {
  const folder = await temporaryFolder('supervise');
  return {
    name: 'sleeper',
    command: process.execPath,
    args: ['-e', script],
    options: { cwd: folder, env: isolated(folder) },
    log: join(folder, 'server.log'),
    signal: 'SIGTERM' as const,
    remove: [folder],
  };
};

const SLEEP = 'setInterval(() => {}, 1000)';

describe('a supervised server', () => {
  it('ends with its folder when it is stopped, twice if need be', async () => {
    const what = await spec(SLEEP);
    const running = await supervise(what);
    expect(isAlive(running.pid)).toBe(true);
    await Promise.all([running.stop(), running.stop()]);
    expect(isAlive(running.pid)).toBe(false);
    expect(existsSync(what.options.cwd)).toBe(false);
  });

  it('ends when the process that started it is killed', async () => {
    const what = await spec(SLEEP);
    const script = join(what.options.cwd, 'runner.mjs');
    const module = JSON.stringify(new URL('./supervise.ts', import.meta.url).href);
    const text = `const { supervise } = await import(${module});
      console.log((await supervise(${JSON.stringify(what)})).pid); setInterval(() => {}, 1000);`;
    await writeFile(script, text);
    const runner = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      createInterface({ input: runner.stdout }).once('line', (line) => resolve(Number(line)));
    });
    expect(isAlive(pid)).toBe(true);
    runner.kill('SIGKILL');
    await until(() => !isAlive(pid) && !existsSync(what.options.cwd));
  });

  it('is killed when it does not want to end', async () => {
    const running = await supervise(await spec(`process.on('SIGTERM', () => {}); console.log('up'); ${SLEEP}`));
    await until(() => running.output().includes('up'));
    await running.stop();
    expect(isAlive(running.pid)).toBe(false);
  });

  it('is reported with its last words when it ends by itself', async () => {
    const running = await supervise(await spec('console.log("no port for me"); process.exit(3)'));
    const failed = untilReady('sleeper', running, { ready: async () => false });
    await expect(failed).rejects.toThrow(/sleeper did not start \(3\):\nno port for me/);
  });
});

describe('the pins', () => {
  it('agree with the module file that Vault is built from', () => {
    expect(vaultInGoMod()).toBe(pins.vault);
  });

  it.each([
    ['', [...allNames]],
    ['openbao-2.7.2, moto', ['openbao-2.7.2', 'moto']],
  ])('%j asks for %j', (list, names) => expect(wanted(list)).toEqual(names));

  it('refuse a name that is none of them', () => {
    expect(() => wanted('openbao')).toThrow('no test server is named "openbao"; there are openbao-2.7.2, ');
  });
});

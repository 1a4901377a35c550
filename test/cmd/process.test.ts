import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const program = new URL('../../cmd/vaultseed.ts', import.meta.url).pathname;
const loader = new URL(import.meta.resolve('tsx')).href;

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawn(process.execPath, ['--import', loader, program, ...args], { env: { ...process.env, ...env } });

const text = async (stream: NodeJS.ReadableStream): Promise<string> => {
  let all = '';
  for await (const chunk of stream) all += chunk;
  return all;
};

describe('the process', () => {
  it('prints its version and ends well', async () => {
    const child = start(['--version']);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect([out, err, code]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\n$/), '', 0]);
  });

  it('ends quietly with the right code when nobody reads on', async () => {
    const child = start(['explain']);
    child.stdout.destroy();
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([err, code]).toEqual(['', 0]);
  });

  it('hands on the exit code of a mistake', async () => {
    const child = start(['nonsense']);
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([err, code]).toEqual([expect.stringContaining('unknown-command'), 1]);
  });
});

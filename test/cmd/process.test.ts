import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends with 130 after %s, whatever it waits for',
    { timeout: 30_000 },
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'vaultseed-process-'));
      writeFileSync(join(folder, 'a.seed.hcl'), 'mount "kv" {\n}\n');
      // A server that never answers.
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const child = start(['plan', folder], { VAULT_ADDR: `http://127.0.0.1:${port}`, VAULT_TOKEN: 'x', BAO_ADDR: '' });
      const [socket] = await once(server, 'connection');
      child.kill(signal);
      const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
      expect([err, code]).toEqual([expect.stringContaining('Interrupted.'), 130]);
      socket.destroy();
      server.close();
      rmSync(folder, { recursive: true });
    },
  );

  it('reads no variable by a name that only begins as its own', async () => {
    const child = start(['console', '--json'], { VAULTSEED_WEBHOOK_SECRET: 'canary' });
    child.stdin.end(`env("VAULTSEED_WEBHOOK_SECRET\\u0000")\n`);
    const [out] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(out).toContain('env-unset');
    expect(out).not.toContain('canary');
  });

  it('hands on the exit code of a mistake', async () => {
    const child = start(['nonsense']);
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([err, code]).toEqual([expect.stringContaining('unknown-command'), 1]);
  });
});

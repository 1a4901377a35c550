import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../cmd/world.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'vaultseed-watch-'));
  writeFileSync(join(cwd, 'main.seed.hcl'), 'policy "a" {\n  path "a" { capabilities = ["read"] }\n}\n');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('a watch that was asked for wrongly ends at once', () => {
  it.each<[string, string, Readonly<Record<string, string>>?]>([
    ['--interval 5', 'no http or https URL', { VAULTSEED_WEBHOOK: 'hooks.example' }],
    ['--interval soon', 'from 1s to 7d'],
    ['--interval 100ms', 'from 1s to 7d'],
    ['--interval 8d', 'from 1s to 7d'],
    ['--interval 5m --metrics-address everywhere', 'Give HOST:PORT'],
    ['--metrics-address off', 'none without --interval'],
    ['--webhook https://hooks.example', 'none without --interval'],
    ['--interval 5m --webhook ftp://hooks.example/key', 'no http or https URL'],
    ['--interval 5m --webhook https://a:key@hooks.example', 'a name or a password'],
    ['--interval 5m --webhook https://hooks.example/key', 'shorter than 16', { VAULTSEED_WEBHOOK_SECRET: 'key' }],
    ['--interval 5m nowhere', 'nowhere'],
  ])('%s', { timeout: 30_000 }, async (line, told, env = {}) => {
    const more = { VAULT_ADDR: 'http://127.0.0.1:1', ...env };
    const { err, out, code } = await run(`drift ${line}`.split(' '), { cwd, env: more });
    expect([code, err]).toEqual([1, expect.stringContaining(told)]);
    expect(out + err).not.toContain('key@');
    expect(err).not.toContain('/key');
  });
});

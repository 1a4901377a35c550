import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './world.ts';

const TOKEN = 'hvs.canary0123456789abcdef';

describe('what env() gives no seed', () => {
  let cwd = '';
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'withheld-'));
    writeFileSync(join(cwd, 'main.seed.hcl'), 'seed {\n  name = "withheld"\n}\n');
    // The home folder of a run in a test is where it stands.
    writeFileSync(join(cwd, '.vault-token'), `${TOKEN}\n`);
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  const answerTo = async (name: string, value: string) => {
    const { out } = await run(['console', '--json'], { cwd, env: { [name]: value }, stdin: `env("${name}")\n` });
    return JSON.parse(out);
  };

  it.each([
    ['the token of ~/.vault-token', 'CI_TOKEN', TOKEN, 'CI_TOKEN holds what is in ~/.vault-token'],
    ['that token among more', 'CI_HEADER', `Bearer ${TOKEN}`, 'CI_HEADER holds what is in ~/.vault-token'],
    ['a proxy with a password', 'HTTPS_PROXY', 'http://me:canary@proxy:3128', 'HTTPS_PROXY is a proxy with a user'],
    ['one without a scheme', 'http_proxy', 'me:canary@proxy:3128', 'http_proxy is a proxy with a user'],
    ['one with a user name only', 'all_proxy', 'socks5h://canary@proxy', 'all_proxy is a proxy with a user'],
  ])('%s', async (_, name, value, what) => {
    const answer = await answerTo(name, value);
    expect(answer).toMatchObject({ error: { code: 'env-withheld' } });
    expect(JSON.stringify(answer)).toContain(what);
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it.each([
    ['a proxy', 'HTTPS_PROXY', 'http://proxy:3128/'],
    ['a secret of its own', 'CI_TOKEN', 'me@another-secret-0123456789'],
  ])('%s is no such thing', async (_, name, value) => expect(await answerTo(name, value)).toBe(value));
});

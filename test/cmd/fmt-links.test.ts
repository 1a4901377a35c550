import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { run } from './world.ts';

const UGLY = 'locals {\n     a=1\n}\n';
const NEAT = 'locals {\n  a = 1\n}\n';

let root = mkdtempSync(join(tmpdir(), 'vaultseed-links-'));
const folders = [root];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vaultseed-links-'));
  folders.push(root);
  for (const name of ['seed', 'seed/parts', 'elsewhere']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'elsewhere/mine.seed.hcl'), UGLY);
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const fmt = (...args: readonly string[]) => run(['fmt', ...args], { cwd: join(root, 'seed') });
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

test('a link that leads out of the folder is told and not written through', async () => {
  symlinkSync('../elsewhere/mine.seed.hcl', join(root, 'seed/a.seed.hcl'));
  writeFileSync(join(root, 'seed/b.seed.hcl'), UGLY);
  const { code, err } = await fmt();
  expect(code).toBe(1);
  expect(err).toContain('error[file-outside]: a.seed.hcl is a link that leads out of the folder');
  expect(text('elsewhere/mine.seed.hcl')).toBe(UGLY);
  expect(text('seed/b.seed.hcl')).toBe(NEAT);
});

test('a link within the folder is written through, and stays a link', async () => {
  writeFileSync(join(root, 'seed/parts/b.seed.hcl'), UGLY);
  symlinkSync('parts/b.seed.hcl', join(root, 'seed/a.seed.hcl'));
  expect((await fmt()).code).toBe(0);
  expect(text('seed/parts/b.seed.hcl')).toBe(NEAT);
});

test('a file keeps its rights, and nothing is left beside it', async () => {
  writeFileSync(join(root, 'seed/b.seed.hcl'), UGLY, { mode: 0o640 });
  chmodSync(join(root, 'seed/b.seed.hcl'), 0o666);
  expect((await fmt()).code).toBe(0);
  expect([text('seed/b.seed.hcl'), statSync(join(root, 'seed/b.seed.hcl')).mode & 0o777]).toEqual([NEAT, 0o666]);
  expect(readdirSync(join(root, 'seed')).sort()).toEqual(['b.seed.hcl', 'parts']);
});

test('a file with a second name is one file afterwards as well', async () => {
  writeFileSync(join(root, 'seed/b.seed.hcl'), UGLY);
  linkSync(join(root, 'seed/b.seed.hcl'), join(root, 'elsewhere/b'));
  expect((await fmt()).code).toBe(0);
  expect(text('elsewhere/b')).toBe(NEAT);
});

test('a translation goes through no link that leads to nothing yet', async () => {
  writeFileSync(join(root, 'seed/b.seed.hcl'), NEAT);
  symlinkSync('../elsewhere/new.json', join(root, 'seed/b.seed.json'));
  const { code, err } = await fmt('--to', 'json', 'b.seed.hcl');
  expect([code, err]).toEqual([1, expect.stringContaining('translation-exists')]);
  expect(readdirSync(join(root, 'elsewhere'))).toEqual(['mine.seed.hcl']);
});

test('a link that is named is meant', async () => {
  symlinkSync('../elsewhere/mine.seed.hcl', join(root, 'seed/a.seed.hcl'));
  expect((await fmt('a.seed.hcl')).code).toBe(0);
  expect(text('elsewhere/mine.seed.hcl')).toBe(NEAT);
});

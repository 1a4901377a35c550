import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { codes } from '../../src/model/diagnostic.ts';
import type { Told } from '../../src/report/examples.ts';
import { run } from '../cmd/world.ts';
import { errorPages, PAGES } from './errors/pages.ts';
import { EXAMPLES, examples, examplesText, playAll } from './errors/play.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

let told: Readonly<Record<string, Told>> = {};
beforeAll(async () => {
  told = await playAll();
}, 60_000);

describe('the pages of errors', () => {
  it.each(Object.keys(codes))('%s has an example that was played, or the reason why it has none', (code) => {
    expect(Object.keys(examples)).toContain(code);
  });

  it.each(Object.keys(codes))('%s is what its example shows', (code) => {
    const one = told[code];
    if (one !== undefined && 'output' in one) expect(one.output).toContain(`[${code}]`);
  });

  it('are as the generator writes them', () => {
    const pages = errorPages(told);
    expect(readdirSync(join(root, PAGES)).sort()).toEqual(
      Object.keys(pages)
        .map((path) => path.slice(PAGES.length + 1))
        .sort(),
    );
    const stale = Object.entries(pages).filter(([path, text]) => read(path) !== text);
    expect(
      stale.map(([path]) => path),
      'stale: npm run docs',
    ).toEqual([]);
    expect(read(EXAMPLES) === examplesText(told), `${EXAMPLES} is stale: npm run docs`).toBe(true);
  });

  it('say what explain says', async () => {
    const { out } = await run(['explain', 'unknown-field'], { cwd: '/' });
    const page = read(`${PAGES}/unknown-field.md`);
    const lines = out.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.slice(4)] : []));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(page).toContain(line);
  });
});

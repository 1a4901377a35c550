import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { run } from '../cmd/world.ts';

const page = readFileSync(new URL('../../docs/kubernetes.md', import.meta.url), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'gs'))].map(([, text = '']) => text);

/** Every list of arguments in a manifest that begins with a command of ours. */
const linesIn = (value: unknown): readonly (readonly string[])[] => {
  if (typeof value === 'string')
    return [...value.matchAll(/vaultseed ([^>&]*)/g)].map(([, line = '']) => line.trim().split(/\s+/));
  if (Array.isArray(value)) return value[0] === 'apply' ? [value.map(String)] : value.flatMap(linesIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linesIn) : [];
};

it('shows manifests that can be read, with command lines that can be given', async () => {
  const manifests = blocks('yaml').map((text) => parse(text));
  const shells = blocks('sh').flatMap(linesIn);
  const lines = [...shells, ...manifests.flatMap(linesIn)];
  expect(lines.length).toBe(4);
  for (const words of lines) {
    // A folder that is not there comes after everything that can be wrong with the words.
    const { code, err } = await run(words, { cwd: '/' });
    expect([words, code, err]).toEqual([words, 1, expect.stringMatching(/^error\[no-seed\]/)]);
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validExpression, validFile } from './generate.ts';
import { mutated, PIECES } from './mutate.ts';
import { type Random, randomFrom } from './random.ts';

const read = (folder: string): readonly string[] => {
  const path = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hcl'))
    .sort()
    .map((name) => readFileSync(`${path}/${name}`, 'utf8'));
};

let files: readonly string[] | undefined;

/** What people write: the examples and the golden seeds. */
export const written = (): readonly string[] => {
  files ??= [...read('examples'), ...read('test/golden/seed')];
  return files;
};

/** Whole lines out of one of these files: at most `most` of them. */
const excerpt = (random: Random, most: number): string => {
  const all = written();
  const lines = (all[random.below(all.length)] ?? '').split('\n');
  const start = random.below(lines.length);
  return lines.slice(start, start + 1 + random.below(most)).join('\n');
};

const soup = (random: Random, most: number): string => {
  const start = random.chance(70) ? 'a = ' : '';
  return (
    start + Array.from({ length: 1 + random.below(most) }, () => random.pick(PIECES)).join('') + random.pick(['\n', ''])
  );
};

/** One or two pieces again and again, about 100 KB of them. */
const flood = (random: Random): string => {
  const unit = Array.from({ length: 1 + random.below(3) }, () => random.pick(PIECES)).join('');
  return `${random.pick(['a = ', '', 'a = "', 'a = [\n'])}${unit.repeat(Math.ceil(100_000 / unit.length))}\n`;
};

/** The input of this number: the same for the same seed, whatever was asked before. */
export const inputAt = (seed: number, index: number): string => {
  const random = randomFrom(seed, index);
  const kind = random.below(10_000);
  if (kind < 2) return flood(random);
  if (kind < 1000) return validFile(random, 'wild', 1 + random.below(3));
  if (kind < 4000) return mutated(validFile(random, random.chance(50) ? 'wild' : 'tidy', 1 + random.below(2)), random);
  if (kind < 6000) return mutated(`a = ${validExpression(random, 2)}\n`, random);
  if (kind < 8000) return mutated(excerpt(random, 8), random);
  return soup(random, 12);
};

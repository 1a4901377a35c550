/*
 * Asks `hashicorp/hcl/v2` what it thinks of texts, and records it in `test/golden/hcl/`: `tokens.jsonl` for the texts of
 * `test/golden/format/in/`, `verdicts.jsonl` for mutations of them, `shapes.jsonl` for the shapes of `shapes.txt`. Run it as
 * `npx tsx test/language/record-hcl.ts [shapes]`; it needs Go.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutations } from './mutate.ts';
import { shapes } from './shapes.ts';
import { golden as formatted } from './terraform-fmt.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Texts up to this length are mutated. */
const SHORT = 900;
const MUTATIONS = 2000;

const ask = (questions: readonly object[]): readonly Record<string, unknown>[] => {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const cwd = folder('../servers/hcl');
  const { stdout, stderr, status } = spawnSync('go', ['run', '.'], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

const write = (name: string, rows: readonly object[]): void =>
  writeFileSync(join(folder('../golden/hcl'), name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

const recordShapes = (): void => {
  const all = shapes();
  const answers = ask(all.map(({ source }) => ({ source, values: true })));
  write(
    'shapes.jsonl',
    all.map(({ name, source }, index) => {
      const { accepts, values } = answers[index] ?? {};
      return { name, source, accepts, values };
    }),
  );
};

const recordFiles = (): void => {
  const names = readdirSync(join(formatted, 'in'));
  const sources = names.map((name) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(formatted, 'in', name))),
  );

  const tokens = ask(sources.map((source) => ({ source, tokens: true })));
  write(
    'tokens.jsonl',
    names.map((name, index) => ({ name, tokens: tokens[index]?.tokens })),
  );

  const texts = mutations(
    sources.filter(({ length }) => length < SHORT),
    MUTATIONS,
  );
  const verdicts = ask(texts.map((source) => ({ source })));
  write(
    'verdicts.jsonl',
    texts.map((source, index) => ({ accepts: verdicts[index]?.accepts, source })),
  );
};

recordShapes();
if (process.argv[2] !== 'shapes') recordFiles();

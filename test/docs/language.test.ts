import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { play } from '../scripts/script.ts';
import { type Files, load, shown } from '../seed/load.ts';

/*
 * A section of the page is the folder of a seed: its blocks of HCL and JSON are the files, called as their first line says, and its
 * blocks of text are what commands print in that folder.
 */

const text = readFileSync(join(import.meta.dirname, '../../docs/language.md'), 'utf8');

interface Section {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

const FENCE = /^```(\w+)\n([\s\S]*?)^```$/gm;
const NAMED = /^# (\S+\.seed\.hcl)\n/;

const sections: readonly Section[] = text
  // Headings begin with a capital, the comments of examples do not.
  .split(/^(?=#+ [A-Z])/m)
  .map((part) => {
    const fences = [...part.matchAll(FENCE)].map(([, language = '', body = '']) => ({ language, body }));
    const files = fences.flatMap(({ language, body }) => {
      if (language === 'json') return [['main.seed.json', body] as const];
      return language === 'hcl' ? [[NAMED.exec(body)?.[1] ?? 'main.seed.hcl', body.replace(NAMED, '')] as const] : [];
    });
    const commands = fences.flatMap(({ language, body }) => (language === 'text' ? [body] : []));
    return { title: /^#+ (.*)/.exec(part)?.[1] ?? '', files: Object.fromEntries(files), commands };
  })
  .filter(({ files }) => Object.keys(files).length > 0);

/** The sections whose seed is wrong on purpose. */
const WRONG = 'When something is wrong';

const mistakesIn = async (files: Files): Promise<readonly string[]> => (await load(files)).diagnostics.map(shown);

const played = async ({ files, commands }: Section): Promise<string> => {
  const written = Object.entries(files).flatMap(([name, body]) => [
    `-- ${name} --`,
    ...body
      .trimEnd()
      .split('\n')
      .map((line) => `> ${line}`),
  ]);
  const asked = commands.flatMap((block) => block.split('\n').filter((line) => line.startsWith('$ ')));
  const run = asked.flatMap((line) => {
    const [, input, command] = /^\$ echo '(.*)' \| (.*)$/.exec(line) ?? [];
    return input === undefined ? [line] : [`$ ${command}`, `< ${input}`];
  });
  return play([...written, ...run, ''].join('\n'));
};

/** What a transcript prints, without the files, commands, input and exit codes in it. */
const printed = (transcript: string): readonly string[] =>
  transcript
    .split('\n')
    .filter((line) => !/^(?:-- |> ?|\$ |< |\[\d+\]$)/.test(line))
    .map((line) => line.replace(/^! ?/, '').replace(/^vaultseed-script-\w+ is/, 'hello is'))
    .filter((line) => line !== '');

describe('the examples of the language', () => {
  it('are there', () => expect(sections.length).toBeGreaterThan(12));

  it.each(sections.filter(({ title }) => title !== WRONG))('are seeds: $title', async ({ files }) => {
    expect(await mistakesIn(files)).toEqual([]);
  });

  it.each(sections.filter(({ commands }) => commands.length > 0))('print what they print: $title', async (section) => {
    const shownIn = (block: string): readonly string[] =>
      block.split('\n').filter((line) => line !== '' && !/^\$ /.test(line));
    expect(printed(await played(section))).toEqual(section.commands.flatMap(shownIn));
  });
});

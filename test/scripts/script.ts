import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Ran, run } from '../cmd/world.ts';

/*
 * A transcript is a text file that reads like a terminal:
 *
 *   # why this is here                 comments and empty lines stay as they are
 *   -- name/of.file --                 a file of the folder that the commands run in; the lines after it, up to the next
 *   > its lines                        thing that is none, each behind `> `
 *   $ NAME=value vaultseed plan 'a b'  a command, with variables in front
 *   < a line of standard input
 *   what it prints on standard output
 *   ! what it prints on standard error
 *   [1]                                its exit code, unless 0
 *
 * What it prints and would be read as one of these has a backslash in front.
 *
 * Running one writes it anew with what was really printed; a test compares the two.
 */

interface Command {
  readonly line: string;
  readonly stdin: readonly string[];
}

/** How a command, a file or a comment begins. */
const START = /^(\$|--|#) /;

const WORD = /'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+)/g;

/** The words of a command line: quotes as in a shell, no variables, and quotes in the middle of a word stay. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(WORD)].map(([, single, double, bare]) => single ?? double?.replace(/\\(.)/g, '$1') ?? bare ?? '');

const ASSIGNMENT = /^([A-Z_]+)=(.*)$/;

const runCommand = async ({ line, stdin }: Command, place: { cwd: string; fill: Fill }): Promise<Ran> => {
  const words = wordsOf(place.fill(line));
  const first = words.findIndex((word) => !ASSIGNMENT.test(word));
  const env = Object.fromEntries(words.slice(0, first).map((word) => ASSIGNMENT.exec(word)?.slice(1, 3) ?? []));
  const [program, ...argv] = words.slice(first);
  if (program !== 'vaultseed') throw new Error(`a transcript runs vaultseed, not ${program}`);
  return run(argv, { cwd: place.cwd, env, stdin: stdin.map((one) => `${one}\n`).join('') });
};

/** Puts what is known only now (an address, a token) in the place of its name. */
export type Fill = (text: string) => string;

const told = ({ told, code }: Ran, cwd: string, hide: Fill): readonly string[] => {
  const lines = told.flatMap(({ to, text }) => {
    const shown = hide(text.replaceAll(cwd, 'FOLDER')).replace(/\n$/, '').split('\n');
    return shown.map((line) => (to === 'err' ? `! ${line}`.trimEnd() : line.replace(START, '\\$&')));
  });
  return code === 0 ? lines : [...lines, `[${code}]`];
};

interface Places {
  readonly fill: Fill;
  readonly hide: Fill;
}

const same: Fill = (text) => text;

/** Runs a transcript. @returns its text with what was really printed. */
export const play = async (text: string, { fill, hide }: Places = { fill: same, hide: same }): Promise<string> => {
  const cwd = mkdtempSync(join(tmpdir(), 'vaultseed-script-'));
  const result: string[] = [];
  const lines = text.split('\n');
  try {
    for (let at = 0; at < lines.length; ) {
      const line = lines[at] ?? '';
      const block = blockAt(lines, at);
      at += block.length;
      if (line.startsWith('-- ')) {
        result.push(...block);
        writeTo(
          join(cwd, line.slice(3, -3)),
          fill(
            block
              .slice(1)
              .map((one) => `${one.slice(2)}\n`)
              .join(''),
          ),
        );
      } else if (line.startsWith('$ ')) {
        const stdin = block.filter((one) => one.startsWith('< '));
        const ran = await runCommand({ line: line.slice(2), stdin: stdin.map((one) => one.slice(2)) }, { cwd, fill });
        result.push(line, ...stdin, ...told(ran, cwd, hide), '');
      } else {
        result.push(line);
      }
    }
  } finally {
    rmSync(cwd, { recursive: true });
  }
  return `${result.join('\n').trimEnd()}\n`;
};

/** A file with its lines, a command with what it is expected to print, or a single line. */
const blockAt = (lines: readonly string[], at: number): readonly string[] => {
  const line = lines[at] ?? '';
  const rest = lines.slice(at + 1);
  const until = (stop: (one: string) => boolean): number => {
    const end = rest.findIndex(stop);
    return end < 0 ? rest.length : end;
  };
  if (line.startsWith('-- '))
    return [
      line,
      ...rest.slice(
        0,
        until((one) => !one.startsWith('>')),
      ),
    ];
  if (line.startsWith('$ '))
    return [
      line,
      ...rest.slice(
        0,
        until((one) => START.test(one)),
      ),
    ];
  return [line];
};

const writeTo = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

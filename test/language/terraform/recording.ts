import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const folder = join(import.meta.dirname, '../../golden/expressions');

/** A question and what Terraform says to it: a value with its type, or that it is none. */
export interface Recorded {
  readonly question: string;
  readonly answer: Answer | undefined;
}

export interface Answer {
  readonly refused: boolean;
  /** As `type()` writes it, on one line. */
  readonly type?: string | undefined;
  /** As `jsonencode()` writes it. */
  readonly json?: string | undefined;
  readonly sensitive?: boolean | undefined;
}

export const REFUSED: Answer = { refused: true };
export const NO_JSON = '(not JSON)';

/** The names of the recordings, without their ending. */
export const recordings = (): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length))
    .sort();

export const readRecording = (name: string): readonly Recorded[] =>
  parseRecording(readFileSync(join(folder, `${name}.txt`), 'utf8'));

/**
 * `? question`, further lines of it after `| `; then `: type`, `~ sensitive` and `= value`, or `! refused`.
 * Lines that begin with `#` say something to people.
 */
export const parseRecording = (text: string): readonly Recorded[] =>
  text
    .split(/^(?=\? )/m)
    .filter((part) => part.startsWith('? '))
    .map((part) => part.split('\n'))
    .map((lines) => ({ question: all(lines, /^[?|] /).join('\n'), answer: answerIn(lines) }));

const all = (lines: readonly string[], mark: RegExp): readonly string[] =>
  lines.filter((line) => mark.test(line) || /^\|$/.test(line)).map((line) => line.slice(2));

const answerIn = (lines: readonly string[]): Answer | undefined => {
  const after = (mark: string): string | undefined => lines.find((line) => line.startsWith(mark))?.slice(mark.length);
  if (after('! ') !== undefined) return REFUSED;
  const json = after('= ');
  if (json === undefined) return undefined;
  const sensitive = after('~ ') === undefined ? {} : { sensitive: true };
  return { refused: false, type: after(': '), json, ...sensitive };
};

export const recordedText = (head: readonly string[], recorded: readonly Recorded[]): string =>
  `${head.map((line) => `# ${line}\n`).join('')}${recorded
    .map(
      ({ question, answer }) =>
        `\n${[
          ...question.split('\n').map((line, index) => `${index === 0 ? '?' : '|'} ${line}`),
          ...answerLines(answer),
        ].join('\n')}\n`,
    )
    .join('')}`;

export const answerLines = (answer: Answer | undefined): readonly string[] => {
  if (answer === undefined) return [];
  if (answer.refused) return ['! refused'];
  return [`: ${answer.type}`, ...(answer.sensitive ? ['~ sensitive'] : []), `= ${answer.json}`];
};

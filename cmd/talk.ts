import type { Interface } from 'node:readline';
import type { Checked } from '../src/model/checked.ts';
import type { Data } from '../src/model/data.ts';
import { isKeepable } from '../src/report/index.ts';
import type { Completion, LoadedSeed } from '../src/seed/index.ts';
import { type Context, note } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import { type History, MOST_KEPT } from './history.ts';

/** What a dialogue is about. */
interface Talk {
  readonly context: Context;
  readonly seed: LoadedSeed;
  readonly screen: NodeJS.WritableStream;
  readonly history: History;
  /** Whether an input goes on in the next line. */
  readonly isUnfinished: (text: string) => boolean;
  /** How a function is called. */
  readonly callText: (name: string) => string;
  /** Does what a word of the console asks for. @returns false when it is none. */
  readonly obey: (word: string) => boolean | 'leave';
  /** Shows the answer to an expression. */
  readonly answer: (text: string) => Checked<Data>;
}

const HOW_TO_LEAVE = '(exit or Ctrl-D leaves)';

/** What Node's readline has and its types do not know. */
const startNewLine = (lines: Interface): void => {
  if ('clearLine' in lines && typeof lines.clearLine === 'function') lines.clearLine();
};

/** Reads lines from a terminal and answers them, until somebody leaves. */
export const talkOver = async (talk: Talk): Promise<ExitCode> => {
  const { createInterface } = await import('node:readline');
  const { context, seed, screen, history } = talk;
  const { stdin, signal } = context.io;
  const typed: string[] = [];
  /** Leaving was asked for by a line of its own: the cursor stands below it. */
  let said = false;
  const lines = createInterface({
    input: stdin,
    output: screen,
    terminal: true,
    history: [...history.lines],
    historySize: MOST_KEPT,
    removeHistoryDuplicates: true,
    completer: (line: string) => offered(seed.complete([...typed, line].join('\n')), talk.callText),
  });
  const goOn = (): void => {
    lines.setPrompt(typed.length === 0 ? '> ' : context.errStyle.unicode ? '… ' : '... ');
    lines.prompt();
  };
  lines.on('line', (line) => {
    if (take(talk, typed, line) === 'stay') return goOn();
    said = true;
    lines.close();
  });
  lines.on('SIGINT', () => {
    lines.write(null, { ctrl: true, name: 'e' });
    screen.write('^C');
    startNewLine(lines);
    typed.length = 0;
    note(context, HOW_TO_LEAVE);
    goOn();
  });
  goOn();
  return new Promise((resolve) => {
    const stop = (): void => lines.close();
    signal.addEventListener('abort', stop, { once: true });
    lines.on('close', () => {
      signal.removeEventListener('abort', stop);
      if (!said) screen.write('\n');
      resolve(signal.aborted ? exit.interrupted : exit.fine);
    });
  });
};

/** One line more. `typed` holds those before it that belong to the same input. */
const take = ({ seed, ...talk }: Talk, typed: string[], line: string): 'leave' | 'stay' => {
  if (typed.length === 0) {
    const obeyed = talk.obey(line.trim());
    if (obeyed !== false) return obeyed === 'leave' ? 'leave' : 'stay';
  }
  typed.push(line);
  const text = typed.join('\n');
  if (talk.isUnfinished(text)) return 'stay';
  const all = typed.splice(0);
  if (text.trim() === '') return 'stay';
  // The end of a heredoc is a whole line, with the newline behind it.
  const found = talk.answer(all.length > 1 ? `${text}\n` : text);
  if (found.ok && isKeepable(text, found.value)) talk.history.keep(all);
  return 'stay';
};

/** What the terminal is given for the tabulator key: the candidates, and the part of them that stands there. */
export const offered = ({ prefix, candidates, call }: Completion, callText: Talk['callText']): [string[], string] => {
  // With a second entry nothing is put in, and both are shown.
  if (call !== undefined && prefix === '') return [[callText(call), ' '], ''];
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return [[only.text], prefix];
  return [candidates.map((one) => (one.function ? callText(one.text.slice(0, -1)) : one.text)), prefix];
};

import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { severityOf } from '../../src/model/diagnostic.ts';
import { diagnosticsText, plainValue, valueText } from '../../src/report/index.ts';
import type { LoadedSeed } from '../../src/seed/index.ts';
import { type Context, note, say, tell } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { linesOf } from '../io.ts';
import type { CommandModule } from '../main.ts';
import { seedOptions } from '../options.ts';
import { withSeed } from '../session.ts';

const errorsOf = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter((one) => severityOf(one) === 'error');

/** One JSON line: the value, or what is wrong with the expression. */
const answerJson = (seed: LoadedSeed, text: string): { line: string; fine: boolean } => {
  const { value, diagnostics } = seed.evaluateExpression(text, new Map());
  const [error] = errorsOf(diagnostics);
  if (error === undefined) return { line: JSON.stringify(plainValue(value)), fine: true };
  return { line: JSON.stringify({ error: { code: error.code, summary: error.message } }), fine: false };
};

/** The value as text on standard output, or what is wrong on standard error. */
const answer = (context: Context, seed: LoadedSeed, text: string): boolean => {
  const { value, diagnostics } = seed.evaluateExpression(text, new Map());
  if (errorsOf(diagnostics).length > 0) {
    note(context, diagnosticsText(diagnostics, context.errStyle));
    return false;
  }
  tell(context, diagnostics);
  say(context, valueText(value));
  return true;
};

/** Every line of standard input is an expression; empty lines are passed over, but for machines each line has its answer. */
const answerAll = async (context: Context, seed: LoadedSeed): Promise<ExitCode> => {
  let fine = true;
  for await (const text of linesOf(context.io.stdin)) {
    if (context.json) context.io.out.write(`${answerJson(seed, text).line}\n`);
    else if (text.trim() !== '') fine = answer(context, seed, text) && fine;
  }
  return fine ? exit.fine : exit.failure;
};

const talk = async (context: Context, seed: LoadedSeed): Promise<ExitCode> => {
  const { createInterface } = await import('node:readline');
  note(context, `Expressions of ${seed.name}, one a line. exit or Ctrl-D leaves.`);
  const output = process.stderr;
  const lines = createInterface({ input: context.io.stdin, output, prompt: '> ' });
  lines.on('SIGINT', () => lines.close());
  lines.prompt();
  for await (const text of lines) {
    if (text.trim() === 'exit') break;
    if (text.trim() !== '') answer(context, seed, text);
    lines.prompt();
  }
  lines.close();
  return exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed console', `echo 'upper("a")' | vaultseed console --json`],
  define: (line) => {
    line.description(
      'Evaluates expressions in the context of a seed: its variables, locals and functions. Needs no server; what only a server knows is "known after apply". With --json, one line of JSON for each line of standard input.',
    );
    const seed = seedOptions(line);
    return () => (context) =>
      withSeed(context, seed(), async (opened) => {
        tell(context, opened.diagnostics);
        const interactive = context.io.stdin.isTTY === true && !context.json;
        return interactive ? talk(context, opened.seed) : answerAll(context, opened.seed);
      });
  },
};

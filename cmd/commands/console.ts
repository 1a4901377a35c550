import { severityOf } from '../../src/model/diagnostic.ts';
import { callText, toldFunctions } from '../../src/report/explained.ts';
import { plainValue, writtenText } from '../../src/report/index.ts';
import type { LoadedSeed } from '../../src/seed/index.ts';
import type { CommandModule } from '../command.ts';
import { type Context, note, say, tell } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { linesOf } from '../io.ts';
import { seedOptions } from '../options.ts';
import { withSeed } from '../session.ts';

/** One JSON line: the value, or what is wrong with the expression. */
const answerJson = (seed: LoadedSeed, text: string): string => {
  const found = seed.evaluateExpression(text);
  if (found.ok) return JSON.stringify(plainValue(found.value));
  const error = found.diagnostics.find((one) => severityOf(one) === 'error');
  return JSON.stringify({ error: { code: error?.code, summary: error?.message } });
};

const HELP = [
  'An expression, and Enter: var.region, local.teams, upper("a"), [for t in local.teams : upper(t)],',
  'policy.reader.name. What only a server knows is "known after apply". An open bracket, ${ or heredoc goes on',
  'in the next line. Tab completes, twice it lists; after "upper(" it shows what to give.',
  'functions lists the functions; Ctrl-C clears the input; exit or Ctrl-D leaves.',
].join('\n');

const ASKING = ['help', '.help', '?'];
const LEAVING = ['exit', 'quit', '.exit'];

/** Lines that are no expressions, unless the seed could mean something by them: none of these names anything. */
const obeying =
  (context: Context, functions: string) =>
  (word: string): boolean | 'leave' => {
    if (LEAVING.includes(word)) return 'leave';
    if (ASKING.includes(word)) note(context, HELP);
    else if (word === 'functions') say(context, functions);
    else return false;
    return true;
  };

/** For machines: each line of standard input has its answer in one line. */
const answerLines = async (context: Context, seed: LoadedSeed): Promise<ExitCode> => {
  for await (const text of linesOf(context.io.stdin)) context.io.out.write(`${answerJson(seed, text)}\n`);
  return exit.fine;
};

interface Flags {
  /** Every input is answered, not only the last one, and mistakes end nothing. */
  readonly all: boolean;
  readonly history: boolean;
}

/** Inputs of standard input: lines, or several where brackets, heredocs or templates are open. */
async function* inputsOf(context: Context): AsyncGenerator<string> {
  const { isUnfinished } = await import('../../src/language/index.ts');
  const typed: string[] = [];
  for await (const line of linesOf(context.io.stdin)) {
    typed.push(line);
    const text = typed.join('\n');
    if (isUnfinished(text)) continue;
    const several = typed.splice(0).length > 1;
    yield several ? `${text}\n` : text;
  }
  if (typed.length > 0) yield typed.join('\n');
}

/** A script's expressions, as `terraform console` takes them: the last one's answer is printed, a mistake ends it. */
const answerScript = async (context: Context, seed: LoadedSeed, { all }: Flags): Promise<ExitCode> => {
  const { standardFunctions } = await import('../../src/language/index.ts');
  const obey = obeying(context, toldFunctions(standardFunctions).text(context.style));
  let last: string | undefined;
  let fine = true;
  for await (const text of inputsOf(context)) {
    const obeyed = text.trim() === '' || obey(text.trim());
    if (obeyed === 'leave') break;
    if (obeyed) continue;
    const found = seed.evaluateExpression(text);
    tell(context, found.diagnostics);
    fine &&= found.ok;
    if (!found.ok && !all) return exit.failure;
    last = found.ok ? writtenText(found.value) : undefined;
    if (all && last !== undefined) say(context, last);
  }
  if (!all && last !== undefined) say(context, last);
  return fine ? exit.fine : exit.failure;
};

const talk = async (context: Context, seed: LoadedSeed, { history }: Flags): Promise<ExitCode | undefined> => {
  const { screen, stdin, env, home } = context.io;
  if (screen === undefined || stdin.isTTY !== true) return undefined;
  const [{ isUnfinished, standardFunctions }, { NO_HISTORY, openHistory }, { talkOver }] = await Promise.all([
    import('../../src/language/index.ts'),
    import('../history.ts'),
    import('../talk.ts'),
  ]);
  const isOff = !history || (env.VAULTSEED_NO_HISTORY ?? '') !== '';
  note(context, `Expressions of ${seed.name}. help says more; exit or Ctrl-D leaves.`);
  return talkOver({
    context,
    seed,
    screen,
    history: isOff ? NO_HISTORY : openHistory({ env, home }),
    isUnfinished,
    callText: (name) => callText(standardFunctions, name),
    obey: obeying(context, toldFunctions(standardFunctions).text(context.style)),
    answer: (text) => {
      const found = seed.evaluateExpression(text);
      tell(context, found.diagnostics);
      if (found.ok) say(context, writtenText(found.value));
      return found;
    },
  });
};

export const command: CommandModule = {
  examples: ['vaultseed console', `echo 'upper("a")' | vaultseed console --json`],
  define: (line) => {
    line.description(
      'Evaluates expressions in the context of a seed, or of none: its variables, locals, objects, modules and functions. Needs no server; what only a server knows is "known after apply". On a terminal with completion, and with a history that leaves out what may be secret ($XDG_STATE_HOME/vaultseed/console-history); from a pipe the answer to the last expression is printed, and a mistake ends it. With --json, one line of JSON for each line of standard input.',
    );
    const seed = seedOptions(line);
    line
      .option('--all', 'from a pipe: answer every expression, also after a mistake', false)
      .option('--no-history', 'on a terminal: keep no history (as with VAULTSEED_NO_HISTORY)');
    return () => (context) =>
      withSeed(context, { ...seed(), mayBeEmpty: true }, async (opened) => {
        tell(context, opened.diagnostics);
        if (context.json) return answerLines(context, opened.seed);
        const flags = line.opts<Flags>();
        return (await talk(context, opened.seed, flags)) ?? answerScript(context, opened.seed, flags);
      });
  },
};

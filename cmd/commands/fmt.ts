import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Diagnostic, hasErrors } from '../../src/model/diagnostic.ts';
import { diagnosticsJson, FORMAT_VERSION } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { type Context, sayJson, tell } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Change, Formatted, Syntax } from '../format-files.ts';

interface FmtFlags {
  readonly list: boolean;
  readonly write: boolean;
  readonly diff?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly recursive?: boolean | undefined;
  readonly to?: Syntax | undefined;
}

const yesOrNo = (text: string): boolean => {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new InvalidArgumentError('Give true or false.');
};

/** What is done with each text. */
interface Wanted {
  readonly list: boolean;
  readonly write: boolean;
  readonly diff: boolean;
  readonly check: boolean;
  readonly to: Syntax | undefined;
}

/** Nothing else was asked for: the result itself is. */
const showsResult = ({ list, write, diff, check }: Wanted): boolean => !list && !write && !diff && !check;

/** Ends with one newline more or less than the text has: exactly one, as in a pipe behind `terraform fmt`. */
const print = ({ io }: Context, text: string): void => io.out.write(text.endsWith('\n') ? text : `${text}\n`);

/** @returns why it could not be done. */
const act = async (context: Context, wanted: Wanted, formatted: Formatted): Promise<readonly Diagnostic[]> => {
  const { diffOf, replaceFile, writeFormatted } = await import('../format-files.ts');
  const { cwd } = context.io;
  const changed = isChange(formatted, wanted);
  let path = formatted.path;
  if (changed && wanted.write && wanted.to !== undefined) {
    const replaced = replaceFile(formatted, cwd, wanted.to);
    if (!replaced.ok) return replaced.diagnostics;
    path = `${formatted.path} ${context.style.unicode ? '→' : '->'} ${replaced.value}`;
  } else if (changed && wanted.write) writeFormatted(formatted, cwd);
  if (context.json) return [];
  if (changed && wanted.list) print(context, path);
  if (changed && wanted.diff) print(context, await diffOf(formatted));
  if (showsResult(wanted)) print(context, formatted.after);
  return [];
};

/** A translation is always one. */
const isChange = ({ before, after }: Formatted, { to }: Wanted): boolean => to !== undefined || before !== after;

interface Done {
  readonly changed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const end = (context: Context, { changed, diagnostics }: Done, check: boolean): ExitCode => {
  tell(context, diagnostics);
  const ok = !hasErrors(diagnostics);
  if (context.json) {
    sayJson(context, { format_version: FORMAT_VERSION, ok, changed, diagnostics: diagnosticsJson(diagnostics) });
  }
  if (!ok) return exit.failure;
  return check && changed.length > 0 ? exit.unformatted : exit.fine;
};

const readStdin = async ({ io }: Context): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

const PIPE = '-';

/** What diagnostics call standard input; the ending tells the syntax. */
const pipeName = (to: Syntax | undefined): string => (to === 'hcl' ? '<stdin>.json' : '<stdin>');

const changePath = async (context: Context, path: string, by: { change: Change; to: Syntax | undefined }) => {
  const { changeBytes, changeFile } = await import('../format-files.ts');
  if (path !== PIPE) return changeFile(path, context.io.cwd, by.change);
  return changeBytes(pipeName(by.to), await readStdin(context), by.change);
};

const formatAll = async (context: Context, paths: readonly string[], flags: FmtFlags): Promise<ExitCode> => {
  const { findFormattable } = await import('../formattable.ts');
  const { changeFor } = await import('../format-files.ts');
  const { diff = false, check = false, recursive = false, to } = flags;
  const isPipe = paths[0] === PIPE;
  const wanted: Wanted = { list: flags.list && !isPipe, write: flags.write && !isPipe && !check, diff, check, to };
  const where = { cwd: context.io.cwd, recursive, purpose: to ?? 'layout' } as const;
  const found = isPipe ? { files: [PIPE], diagnostics: [] } : findFormattable(paths, where);
  const change = await changeFor(to);
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  for (const file of found.files) {
    const formatted = await changePath(context, file, { change, to });
    diagnostics.push(...formatted.diagnostics);
    if (!formatted.ok) continue;
    const problems = await act(context, wanted, formatted.value);
    diagnostics.push(...problems);
    if (problems.length === 0 && isChange(formatted.value, wanted)) changed.push(formatted.value.path);
  }
  return end(context, { changed, diagnostics }, check);
};

const fmtOptions = (line: Command): Command =>
  line
    .argument('[FILES or FOLDERS...]', 'what to lay out; - is standard input (default: this folder)')
    .addOption(new Option('--list <true|false>', 'name the files that change').argParser(yesOrNo).default(true))
    .addOption(new Option('--write <true|false>', 'change the files').argParser(yesOrNo).default(true))
    .option('--diff', 'show what changes')
    .option('--check', 'change nothing; exit with 3 when something would change')
    .option('--recursive', 'also what is in folders further down')
    .addOption(
      new Option(
        '--to <SYNTAX>',
        'translate seeds and their *.seedvars: each file is replaced by one in the other syntax',
      ).choices(['json', 'hcl']),
    );

export const command: CommandModule = {
  examples: ['vaultseed fmt', 'vaultseed fmt -check -diff -recursive seeds', 'vaultseed fmt - < main.seed.hcl'],
  define: (line) => {
    line.description(
      'Lays out *.seed.hcl and *.seedvars in the one form that Terraform has for HCL. Policies and JSON stay as they are.',
    );
    fmtOptions(line);
    return () => (context) => {
      const paths: readonly string[] = line.processedArgs[0] ?? [];
      return formatAll(context, paths.length === 0 ? ['.'] : paths, line.opts<FmtFlags>());
    };
  },
};

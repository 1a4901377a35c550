import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Checked } from '../../src/model/checked.ts';
import { type Diagnostic, hasErrors } from '../../src/model/diagnostic.ts';
import { diagnosticsJson, FORMAT_VERSION } from '../../src/report/index.ts';
import { type Context, sayJson, tell } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Formatted } from '../format-files.ts';
import type { CommandModule } from '../main.ts';

interface FmtFlags {
  readonly list: boolean;
  readonly write: boolean;
  readonly diff?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly recursive?: boolean | undefined;
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
}

/** Nothing else was asked for: the result itself is. */
const showsResult = ({ list, write, diff, check }: Wanted): boolean => !list && !write && !diff && !check;

/** Ends with one newline more or less than the text has: exactly one, as in a pipe behind `terraform fmt`. */
const print = ({ io }: Context, text: string): void => io.out.write(text.endsWith('\n') ? text : `${text}\n`);

const act = async (context: Context, wanted: Wanted, formatted: Formatted): Promise<void> => {
  const { diffOf, writeFormatted } = await import('../format-files.ts');
  const changed = formatted.before !== formatted.after;
  if (changed && wanted.write) writeFormatted(formatted, context.io.cwd);
  if (context.json) return;
  if (changed && wanted.list) print(context, formatted.path);
  if (changed && wanted.diff) print(context, await diffOf(formatted));
  if (showsResult(wanted)) print(context, formatted.after);
};

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

const formatStdin = async (context: Context): Promise<Checked<Formatted>> => {
  const { formatBytes } = await import('../format-files.ts');
  const chunks: Buffer[] = [];
  for await (const chunk of context.io.stdin) chunks.push(Buffer.from(chunk));
  return formatBytes('<stdin>', Buffer.concat(chunks));
};

const formatAll = async (context: Context, paths: readonly string[], flags: FmtFlags): Promise<ExitCode> => {
  const [{ findFormattable }, { formatFile }] = await Promise.all([
    import('../formattable.ts'),
    import('../format-files.ts'),
  ]);
  const { diff = false, check = false, recursive = false } = flags;
  const isPipe = paths[0] === '-';
  const wanted: Wanted = { list: flags.list && !isPipe, write: flags.write && !isPipe && !check, diff, check };
  const { cwd } = context.io;
  const found = isPipe ? { files: ['-'], diagnostics: [] } : findFormattable(paths, { cwd, recursive });
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  for (const file of found.files) {
    const formatted = isPipe ? await formatStdin(context) : formatFile(file, cwd);
    diagnostics.push(...formatted.diagnostics);
    if (!formatted.ok) continue;
    await act(context, wanted, formatted.value);
    if (formatted.value.before !== formatted.value.after) changed.push(formatted.value.path);
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
    .option('--recursive', 'also what is in folders further down');

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

import { visibleJson } from '../src/model/clean.ts';
import { type Diagnostic, hasErrors } from '../src/model/diagnostic.ts';
import { diagnosticsJson, diagnosticsText, FORMAT_VERSION, type Style } from '../src/report/index.ts';
import { type ExitCode, exit } from './exit.ts';
import type { Io } from './io.ts';
import { styleFor } from './style.ts';

/** The outside world and the output style of one command. */
export interface Context {
  readonly io: Io;
  /** Write results as JSON (`--json`). */
  readonly json: boolean;
  /** How text on standard output looks. */
  readonly style: Style;
  /** How text on standard error looks. */
  readonly errStyle: Style;
}

/** A command that has been parsed and is ready to work. */
export type Job = (context: Context) => Promise<ExitCode>;

export interface OutputFlags {
  readonly json?: boolean | undefined;
  /** False with `--no-color`. */
  readonly color?: boolean | undefined;
  readonly verbose?: number | undefined;
}

export const contextOf = (io: Io, flags: OutputFlags): Context => {
  const look = { color: flags.color ?? true, verbose: flags.verbose ?? 0 };
  return {
    io,
    json: flags.json ?? false,
    style: styleFor(io.out, io, look),
    errStyle: styleFor(io.err, io, look),
  };
};

/** A result for people. */
export const say = ({ io }: Context, text: string): void => io.out.write(`${text}\n`);

/** Anything that is no result. */
export const note = ({ io }: Context, text: string): void => io.err.write(`${text}\n`);

/** A result for machines: one document. */
export const sayJson = ({ io }: Context, value: unknown): void => io.out.write(`${visibleJson(value)}\n`);

/** Shows diagnostics on standard error. */
export const tell = (context: Context, diagnostics: readonly Diagnostic[]): void => {
  if (diagnostics.length > 0) note(context, diagnosticsText(diagnostics, context.errStyle));
};

/** Shows what is said about a plan that was shown already: what could not be looked at stands in it, with the reason. */
export const tellBeside = (context: Context, diagnostics: readonly Diagnostic[]): void =>
  tell(context, context.json ? diagnostics : diagnostics.filter(({ code }) => code !== 'cannot-see'));

/** Ends a command that has no result to show: the reasons on standard error, and for machines as a document as well. */
export const fail = (context: Context, diagnostics: readonly Diagnostic[], code: ExitCode = exit.failure): ExitCode => {
  tell(context, diagnostics);
  if (context.json) {
    const ok = !hasErrors(diagnostics) && code === exit.fine;
    sayJson(context, { format_version: FORMAT_VERSION, ok, diagnostics: diagnosticsJson(diagnostics) });
  }
  return code;
};

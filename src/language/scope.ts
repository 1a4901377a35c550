import type { Code, Diagnostic } from '../model/diagnostic.ts';
import type { Source, Span } from '../model/span.ts';
import type { Expression } from './ast.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/** What an expression may see. Functions that reach outside get only what stands here. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Value>;
  readonly functions: FunctionTable;
  /** Left out: functions that read files are refused. */
  readonly files?: FileAccess | undefined;
  /** What `env()` reads. Left out: nothing is set. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The place of a credential of the run, outside of the environment, that stands in a text: `env()` refuses it. */
  readonly credentialIn?: ((text: string) => string | undefined) | undefined;
  /** What `env()` reads and is not set is a secret that is not known, and no mistake. */
  readonly mayLackSecrets?: boolean | undefined;
}

/** A file's bytes, or why there are none, ready to be put into a diagnostic. */
export type FileAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: Code; readonly message: string; readonly help?: readonly string[] };

/** Reads files for expressions. `from` is the source in which the call stands: paths are relative to it. */
export interface FileAccess {
  read(path: string, from: Source): FileAnswer<Uint8Array>;
  /** False for what is not there; refused only when the path leaves the folder. */
  exists(path: string, from: Source): FileAnswer<boolean>;
  /** Paths of the regular files below `folder`, relative to it, with `/` between steps, in any order. */
  list(folder: string, from: Source): FileAnswer<readonly string[]>;
  /** What `~` stands for in `pathexpand`. */
  readonly home?: string | undefined;
}

export type FunctionTable = ReadonlyMap<string, FunctionRow | SpecialForm>;

export interface Param {
  readonly name: string;
  /** Arguments are converted to it first; `any` takes them as they are. */
  readonly type: Type;
  /** `null` is let through. */
  readonly nullable?: boolean | undefined;
  /** The function looks at unknown values and marks itself; otherwise they pass to the result. */
  readonly raw?: boolean | undefined;
  /** Only a name, or something in it, may stand here: what a template is made of is not itself made of templates. */
  readonly reference?: boolean | undefined;
}

export interface FunctionRow {
  readonly name: string;
  readonly params: readonly Param[];
  /** Takes any number of further arguments (none as well). */
  readonly rest?: Param | undefined;
  /** How many of `params` may be left out, counted from the end. */
  readonly optional?: number | undefined;
  /** What an unknown result is known to be. */
  readonly returns?: Type | undefined;
  readonly fn: (args: readonly Value[], call: CallContext) => Value;
}

/** A function that sees its arguments before they are evaluated (`try`, `can`). */
export interface SpecialForm {
  readonly name: string;
  readonly params: readonly Param[];
  readonly rest?: Param | undefined;
  readonly form: (args: readonly Expression[], attempt: (expression: Expression) => Evaluated) => Evaluated;
}

export interface Evaluated {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a function may ask of the place where it was called. */
export interface CallContext {
  readonly scope: Scope;
  /** The call's name; its source says which folder file paths are relative to. */
  readonly at: Span;
  /** Evaluates a whole text as a template. */
  readonly template: (source: Source, scope: Scope) => Evaluated;
}

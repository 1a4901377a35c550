import { resolve } from 'node:path';
import {
  type Attribute,
  type Block,
  type Expression,
  evaluate,
  parseSource,
  type Scope,
  type Value,
} from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source, Span } from '../../model/span.ts';
import { readSources } from '../files/files.ts';
import { isNamedInside, type Limits } from '../files/text-file.ts';
import { split } from '../parts/split.ts';
import { notAllowed } from '../references/unknown-name.ts';
import { usesOf } from '../references/uses.ts';
import type { Tell } from '../tell.ts';
import { aboutValues, QUOTES } from './value-messages.ts';

/** One value that somebody gives a variable: a text to be read by the variable's type, or a value from a file. */
export interface Assignment {
  readonly name: string;
  readonly given: { readonly text: string } | { readonly value: Value };
  /** What messages call the giver: `--var`, `SEED_VAR_region`, a file. */
  readonly from: string;
  /** Where a file gives it. */
  readonly at?: Span | undefined;
  /** What a file has written there. */
  readonly expression?: Expression | undefined;
  /** Whether it is an error when the seed has no such variable. */
  readonly strict: boolean;
}

/** A value from the command line: as text, or a whole file at this point of the order. */
export type VariableInput =
  | {
      readonly name: string;
      readonly text: string;
      readonly from: string;
      /** `false`: the seed need not have such a variable. */
      readonly strict?: boolean | undefined;
    }
  | { readonly file: string };

interface InputsRequest {
  /** Files that are read without being asked for. */
  readonly autoFiles: readonly string[];
  /** The folder of the seed, as typed, which no file in it leads out of; one that somebody names may be anywhere. */
  readonly folder: string;
  /** Files and values of the command line, in its order: later ones win. */
  readonly given: readonly VariableInput[];
  readonly cwd: string;
  readonly limits: Limits;
  /** Functions for expressions in files; no variables. */
  readonly scope: Scope;
}

/** Every assignment from files and the command line, weakest first, and the files that were read. */
export const readAssignments = (
  { autoFiles, folder, given, cwd, limits, scope }: InputsRequest,
  tell: Tell,
): { assignments: readonly Assignment[]; sources: readonly Source[] } => {
  const sources: Source[] = [];
  const fromFile = (path: string): readonly Assignment[] => {
    // Of a file in the seed's folder whoever writes the seed decides where it leads.
    const inside = isNamedInside(resolve(cwd, path), resolve(cwd, folder)) ? folder : undefined;
    const read = readSources({ paths: [path], cwd, limits, inside });
    for (const one of read.diagnostics) tell(one.code === 'file-outside' ? { ...one, help: NAMED } : one);
    const found = read.sources.map((source): Source => ({ ...source, values: true }));
    sources.push(...found);
    return found.flatMap((source) => assignmentsIn(source, scope, tell));
  };
  const assignments = [
    ...autoFiles.flatMap((path) => fromFile(path)),
    ...given.flatMap((one) =>
      'file' in one
        ? fromFile(one.file)
        : [{ name: one.name, given: { text: one.text }, from: one.from, strict: one.strict ?? true }],
    ),
  ];
  return { assignments, sources };
};

const NAMED = ['copy the file into the folder, or name the file that the link leads to: --var-file FILE'];

const assignmentsIn = (source: Source, scope: Scope, tell: Tell): readonly Assignment[] => {
  const { body, diagnostics } = parseSource(source);
  for (const one of diagnostics) tell(aboutValues(one));
  const { attributes, blocks } = split(body, {}, tell);
  for (const block of blocks) tell(blockAmongValues(block));
  // What could not be read has been told: what was read of it is no value.
  const isBroken = ({ span: { start, end } }: Attribute): boolean =>
    diagnostics.some(({ at }) => at !== undefined && at.start >= start && at.start <= lineEnd(source.text, end));
  return [...attributes.values()].map((attribute) => ({
    name: attribute.name,
    given: { value: isBroken(attribute) ? NOT_KNOWN : valueIn(attribute, scope, tell) },
    from: source.path,
    at: attribute.nameSpan,
    expression: attribute.expression,
    strict: false,
  }));
};

export const blockAmongValues = ({ type, labels: [label], head }: Block): Diagnostic => ({
  code: 'variable-file',
  message: `a variable file holds values only, and "${type}" is a block`,
  at: head,
  help: [
    `a value is written ${(type === 'variable' && label?.text) || type} = …; blocks belong into a *.seed.hcl file`,
  ],
});

const NOT_KNOWN: Value = { kind: 'unknown', type: { kind: 'any' }, sensitive: false };

const lineEnd = (text: string, from: number): number => {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
};

const valueIn = ({ expression }: Attribute, scope: Scope, tell: Tell): Value => {
  const uses = usesOf(expression);
  for (const { span } of uses) {
    tell({ ...notAllowed(span, 'a variable file holds values only, and this is a reference'), help: QUOTES });
  }
  if (uses.length > 0) return NOT_KNOWN;
  const { value, diagnostics } = evaluate(expression, scope);
  for (const one of diagnostics) tell(aboutValues(one));
  return value;
};

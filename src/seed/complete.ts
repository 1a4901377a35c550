import { parseExpression, standardFunctions, type Typing, typingAt, type Value } from '../language/index.ts';
import { visible } from '../model/clean.ts';
import { evaluateFree } from './evaluate/outputs.ts';
import type { Evaluation } from './evaluate/scope.ts';
import type { Declaration } from './parts/written.ts';
import { childrenOf } from './references/nested.ts';
import { PATHS } from './references/targets.ts';
import { type Use, usesOf } from './references/uses.ts';

/** The completions at the end of a text that somebody is typing. */
export interface Completion {
  /** What has been typed of the last word; every candidate begins with it. */
  readonly prefix: string;
  /** Names, never values; in order. */
  readonly candidates: readonly Candidate[];
  /** The function whose argument list has just been opened. */
  readonly call?: string | undefined;
}

interface Candidate {
  readonly text: string;
  readonly function?: true;
}

/** The names of a seed that completions may use. */
export const completionOf = (text: string, evaluation: Evaluation): Completion => {
  const typing = typingAt(text);
  if (typing.kind === 'other') return { prefix: '', candidates: [] };
  const { prefix } = typing;
  const found = candidatesOf(typing, evaluation).filter(({ text: one }) => one.startsWith(prefix));
  const candidates = found.toSorted((a, b) => (a.text < b.text ? -1 : 1));
  return { prefix, candidates, call: typing.kind === 'word' ? typing.call : undefined };
};

const candidatesOf = (typing: Exclude<Typing, { kind: 'other' }>, evaluation: Evaluation): readonly Candidate[] => {
  if (typing.kind === 'word') return typing.prefix === '' ? rootsIn(evaluation) : wordsIn(evaluation);
  const names = membersOf(typing.base, evaluation).filter((name) => visible(name) === name);
  if (typing.kind === 'key') return names.filter(isPlainKey).map((text) => ({ text: `${text}"]` }));
  return names.filter((name) => NAME.test(name)).map((text) => ({ text }));
};

const NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** True for a key that needs no escapes inside quotes. */
const isPlainKey = (name: string): boolean => !/["\\]|[$%]\{/.test(name);

const WORDS = ['true', 'false', 'null'];

const wordsIn = (evaluation: Evaluation): readonly Candidate[] => [
  ...rootsIn(evaluation),
  ...WORDS.map((text) => ({ text })),
  ...[...standardFunctions.keys()].map((name): Candidate => ({ text: `${name}(`, function: true })),
];

/** The first words of references. Functions are left out: there are too many. */
const rootsIn = ({ program: { names } }: Evaluation): readonly Candidate[] => {
  const { variables, locals } = names.written;
  const own = [...(variables.size > 0 ? ['var'] : []), ...(locals.size > 0 ? ['local'] : []), 'path'];
  return [...own, ...names.tops.keys()].map((root) => ({ text: `${root}.` }));
};

const membersOf = (base: string, evaluation: Evaluation): readonly string[] => {
  const { names } = evaluation.program;
  if (base === 'var') return [...names.written.variables.keys()];
  if (base === 'local') return [...names.written.locals.keys()];
  if (base === 'path') return PATHS;
  return [...new Set([...declaredIn(base, evaluation), ...keysOf(base, evaluation)])];
};

/** Labels of blocks and types of blocks: what a seed declares, whether it has a value or not. */
const declaredIn = (base: string, { program: { names } }: Evaluation): readonly string[] => {
  const { expression, diagnostics } = parseExpression({ path: 'console', text: base });
  const [use] = diagnostics.length === 0 ? usesOf(expression) : [];
  const tops = use && names.tops.get(use.root);
  if (use === undefined || tops === undefined) return [];
  return insideOf(tops, use.steps);
};

type Labels = ReadonlyMap<string | undefined, Declaration>;

const insideOf = (labels: Labels, steps: Use['steps']): readonly string[] => {
  const single = labels.get('') ?? labels.get(undefined);
  const [label, ...rest] = steps;
  if (single !== undefined) return inDeclaration(single, steps);
  if (label === undefined) return [...labels.keys()].flatMap((name) => name ?? []);
  const declaration = label.kind === 'name' ? labels.get(label.name) : undefined;
  return declaration === undefined ? [] : inDeclaration(declaration, rest);
};

const inDeclaration = (declaration: Declaration, steps: Use['steps']): readonly string[] => {
  const many = declaration.meta.forEach !== undefined;
  if (many && steps.length === 0) return [];
  const [type, ...rest] = many ? steps.slice(1) : steps;
  const inside = childrenOf(declaration);
  if (type === undefined) return [...inside.keys()];
  const labels = type.kind === 'name' ? inside.get(type.name) : undefined;
  return labels === undefined ? [] : insideOf(labels, rest);
};

/** Names of the members of a value, as far as it is known; those of a secret are part of it. */
const keysOf = (base: string, evaluation: Evaluation): readonly string[] => {
  const { expression, diagnostics } = parseExpression({ path: 'console', text: base });
  if (diagnostics.length > 0) return [];
  const { value } = evaluateFree(expression, evaluation);
  return hasKeys(value) ? [...value.entries.keys()] : [];
};

const hasKeys = (value: Value): value is Extract<Value, { entries: unknown }> => 'entries' in value && !value.sensitive;

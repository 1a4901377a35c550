import { nameWord } from '../../kinds/index.ts';
import type { Evaluated } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import { hasField, isShown } from '../evaluate/resource-value.ts';
import type { Instance, Program } from '../evaluate/state.ts';
import { explainingWholes } from '../evaluate/whole.ts';
import { didYouMean } from '../tell.ts';
import type { ObjectTarget, Target } from './targets.ts';

/** Fields that are asked for and that an object of this kind cannot have, whatever its values are. */
export const fieldProblems = (targets: readonly Target[], program: Program): readonly Diagnostic[] => {
  const problems: Diagnostic[] = [];
  for (const target of targets) {
    const problem = target.kind === 'object' ? fieldProblem(target, program) : undefined;
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
};

const fieldProblem = ({ declaration, field, keys, span }: ObjectTarget, program: Program): Diagnostic | undefined => {
  const [table] = program.instances.get(declaration)?.values() ?? [];
  const [first] = table?.values() ?? [];
  if (field === undefined || first === undefined) return undefined;
  const { kind, resource } = first;
  const none = hasField(kind, field.name) ? undefined : noInstance({ declaration, keys, span }, program);
  if (none !== undefined) return none;
  if (!hasField(kind, field.name)) return unknownField({ declaration, first, field, span });
  const known = kind.fields.find(({ name }) => name === field.name);
  if (known === undefined || isShown(known) || Object.hasOwn(resource.fields, field.name)) return undefined;
  return {
    code: 'unknown-reference',
    message: `${declaration.key} does not declare "${field.name}", and the server never shows it`,
    at: span,
  };
};

interface Unknown extends Pick<ObjectTarget, 'declaration' | 'span'> {
  readonly first: Instance;
  readonly field: NonNullable<ObjectTarget['field']>;
}

const unknownField = ({ declaration, span, first: { kind }, field: { name, span: step } }: Unknown): Diagnostic => {
  const inBrackets = step.source.text.charAt(step.start) === '[';
  const inside = declaration.children.map(({ block }) => block.type);
  const labelled = declaration.children.find(({ label }) => label === name)?.key;
  const called = name === 'id' && kind.named ? nameWord(kind) : undefined;
  const near =
    labelled ?? called ?? suggest(name, ['name', 'path', ...kind.fields.map((field) => field.name), ...inside]);
  if (inBrackets && declaration.meta.forEach === undefined && labelled === undefined) {
    return {
      code: 'unknown-reference',
      message: `${declaration.key} has no for_each, so it has no instance ${JSON.stringify(name)}`,
      at: span,
      help: [`write ${declaration.key}.name, without the key`],
    };
  }
  return {
    code: 'unknown-reference',
    message: `${kind.title} has no "${name}"`,
    at: span,
    help: [...didYouMean(near), `vaultseed explain ${kind.handle} lists what it has`],
  };
};

/** What an evaluation says of a step that leads nowhere. */
const STEPS = ['bad-index', 'unknown-attribute'];

/** Adds to diagnostics what the evaluation does not know: which instances there are, and what to write for a whole object. */
export const withObjects = (evaluated: Evaluated, targets: readonly Target[], program: Program): Evaluated => {
  if (evaluated.diagnostics.length === 0) return evaluated;
  const { diagnostics } = withInstances(evaluated, targets, program);
  return {
    ...evaluated,
    diagnostics: explainingWholes(diagnostics, targets, program).map((one) => starred(one, targets)),
  };
};

/** `policy.team[*].name`: the instances are a map, and a splat is for lists. */
const starred = (one: Diagnostic, targets: readonly Target[]): Diagnostic => {
  const { at } = one;
  if (at === undefined || one.code !== 'unknown-attribute') return one;
  const meant = targets.flatMap((target) => (target.kind === 'object' ? (splatOf(target, at) ?? []) : []));
  return meant.length === 0 ? one : { ...one, ...meant[0] };
};

const splatOf = ({ declaration, span }: ObjectTarget, at: Span): Pick<Diagnostic, 'message' | 'help'> | undefined => {
  if (declaration.meta.forEach === undefined || at.source !== span.source) return undefined;
  if (at.start < span.start || at.end > span.end) return undefined;
  const { key } = declaration;
  const written = span.source.text.slice(span.start, span.end);
  const [star] = /^(?:\[\*\]|\.\*)/.exec(written.startsWith(key) ? written.slice(key.length) : '') ?? [];
  if (star === undefined) return undefined;
  const message = `${key} has for_each: its instances are a map, and ${star} goes through a list`;
  return { message, help: [`write values(${key})[*]${written.slice(key.length + star.length)}`] };
};

const withInstances = (evaluated: Evaluated, targets: readonly Target[], program: Program): Evaluated => {
  if (!evaluated.diagnostics.some(({ code }) => STEPS.includes(code))) return evaluated;
  const problems = targets.flatMap((target) => (target.kind === 'object' ? (noInstance(target, program) ?? []) : []));
  if (problems.length === 0) return evaluated;
  const others = evaluated.diagnostics.filter(({ code }) => !STEPS.includes(code));
  return { ...evaluated, diagnostics: [...problems, ...others] };
};

const noInstance = (
  { declaration, keys, span }: Pick<ObjectTarget, 'declaration' | 'keys' | 'span'>,
  program: Program,
): Diagnostic | undefined => {
  const { instances, calls } = program;
  const tables = [instances, calls].flatMap((all) => [...(all.get(declaration)?.values() ?? [])]);
  const key = keys.get(declaration);
  if (key?.kind !== 'name' || tables.length === 0 || tables.some((one) => one.has(key.name))) return undefined;
  const known = tables.flatMap((one) => [...one.keys()].flatMap((other) => other ?? []));
  return {
    code: 'unknown-reference',
    message: `${declaration.key} has for_each, and no instance ${JSON.stringify(key.name)}`,
    at: span,
    help: known.length === 0 ? ['its for_each is empty'] : instead({ declaration, span, key: key.name, known }),
  };
};

interface Wanted extends Pick<ObjectTarget, 'declaration' | 'span'> {
  readonly key: string;
  readonly known: readonly string[];
}

/** More keys than that are not listed. */
const LISTED = 6;

/** A key that is misspelt, or that is not there at all: then what is asked for stands where it belongs. */
const instead = ({ declaration, span, key, known }: Wanted): readonly string[] => {
  const near = suggest(key, known);
  const written = span.source.text.slice(span.start, span.end);
  const meant = `${declaration.key}[${JSON.stringify(near ?? known[0])}]`;
  const all = known.slice(0, LISTED).map((one) => JSON.stringify(one));
  const keys = known.length > LISTED ? [...all, '…'] : all;
  return [
    `an instance is written ${meant}${askedOf(written.slice(declaration.key.length), near !== undefined)}`,
    ...(known.length > 1 ? [`its keys are ${keys.join(', ')}`] : []),
  ];
};

/** What a reference asks an instance for: all that stands behind its key, or without a key all that stands there. */
const askedOf = (rest: string, misspelt: boolean): string => {
  const [bracket] = /^\[(?:"[^"]*"|\d+)\]/.exec(rest) ?? [];
  if (bracket !== undefined) return rest.slice(bracket.length);
  const [name] = /^\.[\p{L}\p{Nd}_-]+/u.exec(rest) ?? [];
  return misspelt && name !== undefined ? rest.slice(name.length) : rest.startsWith('.') ? rest : '';
};

import type { Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import type { Access, AccessStep } from '../ast.ts';
import { ANY, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { list, tuple, unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { typeOf, valueWords } from '../values/types.ts';
import { apart, type Environment, wrong } from './environment.ts';
import { evaluateIn } from './evaluate.ts';
import { evaluateIndex } from './index-step.ts';

/** `base.name[key].*.name …`, step by step. */
export const evaluateAccess = (environment: Environment, { base, steps }: Access): Value =>
  walk(environment, evaluateIn(environment, base), steps);

const walk = (environment: Environment, from: Value, steps: readonly AccessStep[]): Value => {
  let value = from;
  for (const step of steps) {
    value = withMark(takeStep(environment, value, step), value.sensitive);
  }
  return value;
};

const takeStep = (environment: Environment, value: Value, step: AccessStep): Value => {
  if (step.kind === 'splat') return evaluateSplat(environment, value, step);
  if (step.kind === 'index') return evaluateIndex(environment, value, step);
  return evaluateName(environment, value, step);
};

const evaluateName = (environment: Environment, value: Value, { name, span }: { name: string; span: Span }): Value => {
  switch (value.kind) {
    case 'object':
    case 'map':
      return value.entries.get(name) ?? wrong(environment, span, missing(value, name));
    case 'unknown':
      return unknownMember(environment, value, { name, span });
    case 'null':
      return wrong(environment, span, { code: 'null-value', message: `null has no "${name}"`, help: [ASK] });
    case 'list':
    case 'tuple':
    case 'set':
      return wrong(environment, span, {
        code: 'unknown-attribute',
        message: `a list has no "${name}"`,
        help: listHelp(value.kind, name),
      });
    default:
      return wrong(environment, span, {
        code: 'unknown-attribute',
        message: `${valueWords(value)} has no "${name}"`,
        help: scalarHelp(span, name),
      });
  }
};

/** What stands in front of a step is the value already. */
const scalarHelp = ({ source, start }: Span, name: string): readonly string[] => {
  const [base = ''] = /[\w.-]+$/.exec(source.text.slice(Math.max(start - 100, 0), start)) ?? [];
  if (base === '') return [`take .${name} away`];
  const [, variable] = /^var\.([\w-]+)$/.exec(base) ?? [];
  const typed = variable === undefined ? [] : [`or give variable "${variable}" an object: { ${name} = … }`];
  return [`write ${base}, without .${name}`, ...typed];
};

const ASK = 'try(…, default) and a condition deal with values that may be null';

const listHelp = (kind: string, name: string): readonly string[] =>
  kind === 'set' ? [`of all members: [*].${name}`] : [`of one member: [0].${name}`, `of all members: [*].${name}`];

const missing = (value: Extract<Value, { entries: unknown }>, name: string) => {
  const near = suggest(name, value.entries.keys());
  const names = [...value.entries.keys()];
  const has = names.length > 0 && names.length <= 12 ? [`it has: ${names.join(', ')}`] : [];
  const help = value.sensitive ? [] : near === undefined ? has : [`did you mean ${near}?`];
  const what = value.kind === 'map' ? 'this map' : 'this object';
  return { code: 'unknown-attribute' as const, message: `${what} has no "${name}"`, help };
};

const unknownMember = (
  environment: Environment,
  { type, sensitive }: { type: Type; sensitive: boolean },
  { name, span }: { name: string; span: Span },
): Value => {
  if (type.kind === 'any') return unknown();
  if (type.kind === 'map') return unknown(type.element);
  const attribute = type.kind === 'object' ? type.attributes.get(name) : undefined;
  if (attribute !== undefined) return unknown(attribute.type);
  const near = type.kind === 'object' && !sensitive ? suggest(name, type.attributes.keys()) : undefined;
  const help = near === undefined ? [] : [`did you mean ${near}?`];
  return wrong(environment, span, { code: 'unknown-attribute', message: `this value has no "${name}"`, help });
};

/** A list gives a list of what each member has; null gives none, any other value is a list of itself. */
const evaluateSplat = (
  environment: Environment,
  value: Value,
  splat: Extract<AccessStep, { kind: 'splat' }>,
): Value => {
  switch (value.kind) {
    case 'list':
    case 'set':
      return splatOfList(environment, value, splat.steps);
    case 'tuple':
      return tuple(value.items.map((item) => walk(environment, item, splat.steps)));
    case 'null':
      return isListType(typeOf(value))
        ? wrong(environment, splat.span, { code: 'null-value', message: 'a splat cannot follow a list that is null' })
        : tuple([]);
    case 'unknown':
      return unknown(ANY);
    default:
      return tuple([walk(environment, value, splat.steps)]);
  }
};

/** A list stays one: its members have one type, and so has what they have. An empty one is asked by its type. */
const splatOfList = (
  environment: Environment,
  { items, element }: Extract<Value, { kind: 'list' | 'set' }>,
  steps: readonly AccessStep[],
): Value => {
  const found = items.map((item) => walk(environment, item, steps));
  return list(found.length > 0 ? ANY : typeOf(walk(apart(environment), unknown(element), steps)), found);
};

const isListType = ({ kind }: Type): boolean => kind === 'list' || kind === 'set' || kind === 'tuple';

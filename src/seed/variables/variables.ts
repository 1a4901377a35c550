import {
  ANY,
  convert,
  type Expression,
  evaluate,
  parseExpression,
  parseType,
  type Scope,
  type Type,
  type Value,
} from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import { veiled } from '../checks/secret-places.ts';
import { objectOf, UNKNOWN } from '../evaluate/state.ts';
import { constant } from '../parts/split.ts';
import type { WrittenValidation, WrittenVariable } from '../parts/written.ts';
import { mentionsOf } from '../references/mentions.ts';
import type { Names } from '../references/targets.ts';
import { didYouMean, placeOf, type Tell } from '../tell.ts';
import type { Assignment } from './inputs.ts';
import { missingVariable, PREFIX, shellHelp, unreadable } from './messages.ts';

interface VariablesRequest {
  readonly declared: ReadonlyMap<string, WrittenVariable>;
  /** Weakest first. */
  readonly assignments: readonly Assignment[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly names: Names;
  /** Functions; no variables. */
  readonly scope: Scope;
  /** Files of values beside the seed that were not read. */
  readonly unread: readonly string[];
  /** Filled with the names of variables that have a mistake. */
  readonly bad: Set<string>;
  /** Filled with the names of variables that nobody gives a value; absent: that is a mistake. */
  readonly unset?: Set<string> | undefined;
}

/** The values of all variables; one with a mistake is unknown, so that its uses are not reported too. */
export const valuesOfVariables = (request: VariablesRequest, tell: Tell): ReadonlyMap<string, Value> => {
  const { declared, assignments, env, names, scope } = request;
  const last = new Map<string, Assignment>();
  for (const { name } of declared.values()) {
    const text = env[`${PREFIX}${name}`];
    if (text !== undefined) last.set(name, { name, given: { text }, from: `${PREFIX}${name}`, strict: false });
  }
  for (const assignment of assignments) {
    if (declared.has(assignment.name)) last.set(assignment.name, assignment);
    else tell(undeclared(assignment, [...declared.keys()]));
  }
  const values = new Map<string, Value>();
  for (const variable of declared.values()) {
    const note: Tell = (diagnostic) => {
      request.bad.add(variable.name);
      tell(diagnostic);
    };
    const lack = (): void => {
      if (variable.sensitive && scope.mayLackSecrets) return;
      request.bad.add(variable.name);
      if (request.unset === undefined) tell(missingVariable(variable, request));
      else request.unset.add(variable.name);
    };
    const assignment = last.get(variable.name);
    values.set(variable.name, variableValue({ variable, assignment, names, scope, lack }, note));
  }
  const inner = { ...scope, variables: new Map([['var', objectOf(values)]]) };
  for (const variable of declared.values()) {
    for (const rule of variable.validations) {
      validate({ rule, variable, at: last.get(variable.name)?.at, scope: inner, names }, tell);
    }
  }
  return values;
};

const undeclared = ({ name, from, at, strict }: Assignment, known: readonly string[]): Diagnostic => ({
  code: strict ? 'variable-unknown' : 'variable-unused',
  message: `${from} sets "${name}", and the seed declares no such variable`,
  at,
  help: prefixed(name, known) ?? [...didYouMean(suggest(name, known)), `declare it: variable "${name}" { … }`],
});

/** A name as the environment has it, in a file. */
const prefixed = (name: string, known: readonly string[]): readonly string[] | undefined => {
  const plain = name.replace(/^(?:SEED|TF)_VAR_/, '');
  return plain !== name && known.includes(plain) ? [`in a file it is called ${plain}`] : undefined;
};

interface ValueRequest {
  readonly variable: WrittenVariable;
  readonly assignment: Assignment | undefined;
  readonly names: Names;
  readonly scope: Scope;
  /** Called when nobody gives it a value. */
  readonly lack: () => void;
}

const variableValue = ({ variable, assignment, names, scope, lack }: ValueRequest, tell: Tell): Value => {
  const declared = variable.type === undefined ? { type: ANY, diagnostics: [] } : typeOf(variable.type);
  declared.diagnostics.forEach(tell);
  const { type } = declared;
  const standard = defaultOf({ variable, type, names, scope }, tell);
  if (assignment === undefined) {
    if (standard === undefined) lack();
    return standard ?? { ...UNKNOWN, sensitive: variable.sensitive };
  }
  const given = convertGiven({ variable, assignment, type, scope }, tell);
  if (given.kind !== 'null' || variable.nullable) return given;
  if (standard !== undefined) return standard;
  tell(refused(variable, assignment, { why: 'it may not be null (nullable = false)' }));
  return UNKNOWN;
};

/** JSON can write a type as a text only. */
const typeOf = (written: Expression): ReturnType<typeof parseType> => {
  const text = written.span.source.path.endsWith('.json') ? constant(written) : undefined;
  if (typeof text !== 'string') return parseType(written);
  const { expression, diagnostics } = parseExpression({ path: 'type', text });
  const { type, diagnostics: more } = parseType(expression);
  const at = written.span;
  return { type, diagnostics: [...diagnostics, ...more].map((one) => ({ ...one, at })) };
};

interface Refusal {
  readonly why: string;
  /** Where the part is written that does not fit. */
  readonly entry?: Span | undefined;
  readonly help?: readonly string[] | undefined;
}

const refused = (
  { name, sensitive, at }: WrittenVariable,
  { from, at: place }: Assignment,
  { why, entry, help }: Refusal,
): Diagnostic => ({
  code: 'variable-invalid',
  message: `the value that ${from} gives variable "${name}" does not fit: ${why}`,
  // The line in a variable file would show the value.
  at: sensitive ? at : (entry ?? place ?? at),
  help,
  ...(sensitive || place?.source.values !== true ? {} : { secret: false }),
});

interface DefaultRequest {
  readonly variable: WrittenVariable;
  readonly type: Type;
  readonly names: Names;
  readonly scope: Scope;
}

const defaultOf = ({ variable, type, names, scope }: DefaultRequest, say: Tell): Value | undefined => {
  const { name, sensitive, default: expression } = variable;
  const tell: Tell = sensitive ? (diagnostic) => say(veiled(diagnostic)) : say;
  if (expression === undefined) return undefined;
  const instead = [`a value made from others is a local: locals { ${name} = … }, used as local.${name}`];
  const only = { kinds: [], what: `the default of variable "${name}"`, instead };
  if (mentionsOf(expression, { names, each: false, only }, tell).broken) return UNKNOWN;
  const found = evaluate(expression, scope);
  found.diagnostics.forEach(tell);
  const value = mark(found.value, sensitive);
  const place = { at: expression.span, expression, what: `the default of variable "${name}"` };
  const converted = convert(value, type, place);
  converted.diagnostics.forEach(tell);
  return converted.diagnostics.length > 0 ? UNKNOWN : converted.value;
};

const mark = (value: Value, sensitive: boolean): Value => (sensitive ? { ...value, sensitive } : value);

interface GivenRequest {
  readonly variable: WrittenVariable;
  readonly assignment: Assignment;
  readonly type: Type;
  readonly scope: Scope;
}

/** A text is read by the type of its variable: a string stays as it is, everything else is an expression. */
const convertGiven = ({ variable, assignment, type, scope }: GivenRequest, tell: Tell): Value => {
  const { sensitive } = variable;
  const { given, expression } = assignment;
  const refuse = (refusal: Refusal): void => {
    tell(refused(variable, assignment, sensitive ? { why: 'it is not of the declared type' } : refusal));
  };
  const read = 'value' in given ? { value: given.value, diagnostics: [] } : readGiven(given.text, type, scope);
  if (read.diagnostics.length > 0) {
    refuse(unreadable(read.diagnostics, { type, assignment }));
    return UNKNOWN;
  }
  const converted = convert(mark(read.value, sensitive), type, { expression, what: 'it' });
  for (const { message, at } of sensitive ? converted.diagnostics.slice(0, 1) : converted.diagnostics) {
    refuse({ why: message.replace(/^it: /, ''), entry: at, help: shellHelp({ type, assignment, value: read.value }) });
  }
  return converted.diagnostics.length > 0 ? UNKNOWN : mark(converted.value, sensitive);
};

const readGiven = (text: string, type: Type, scope: Scope): { value: Value; diagnostics: readonly Diagnostic[] } => {
  if (type.kind === 'string' || type.kind === 'any') {
    return { value: { kind: 'string', value: text.normalize('NFC'), sensitive: false }, diagnostics: [] };
  }
  // Not as an expression: `x` would be told as a name that nobody knows.
  if (type.kind === 'number' || type.kind === 'bool') {
    return { value: { kind: 'string', value: text.trim(), sensitive: false }, diagnostics: [] };
  }
  const { expression, diagnostics } = parseExpression({ path: 'value', text });
  if (diagnostics.length > 0) return { value: UNKNOWN, diagnostics };
  return evaluate(expression, { ...scope, functions: new Map(), env: undefined, files: undefined });
};

interface ValidationRequest {
  readonly rule: WrittenValidation;
  readonly variable: WrittenVariable;
  readonly at: Span | undefined;
  readonly scope: Scope;
  readonly names: Names;
}

const validate = ({ rule, variable, at, scope, names }: ValidationRequest, tell: Tell): void => {
  const only = { kinds: ['variable' as const], what: `the validation of variable "${variable.name}"` };
  const parts = [rule.condition, rule.message];
  if (parts.map((part) => mentionsOf(part, { names, each: false, only }, tell).broken).includes(true)) return;
  const condition = evaluate(rule.condition, scope);
  condition.diagnostics.forEach(tell);
  const { value } = condition;
  if (condition.diagnostics.length > 0 || value.kind === 'unknown' || (value.kind === 'bool' && value.value)) return;
  if (value.kind !== 'bool') {
    tell({
      code: 'invalid-setting',
      message: 'condition must be true or false',
      at: rule.condition.span,
      help: [`write one that looks at the value: condition = var.${variable.name} != ""`],
    });
    return;
  }
  const message = evaluate(rule.message, scope);
  message.diagnostics.forEach(tell);
  const shown = message.value.kind === 'string' && !message.value.sensitive ? message.value.value : undefined;
  const place = variable.sensitive ? variable.at : (at ?? variable.at);
  tell({
    code: 'variable-invalid',
    message: `variable "${variable.name}": ${shown?.replace(/\.$/, '') ?? 'its validation refuses the value'}`,
    at: place,
    ...(shown === undefined ? { help: [hiddenRule(rule)] } : {}),
  });
};

/** Said instead of a rule's own message when that may hold the secret. */
const hiddenRule = ({ condition: { span } }: WrittenValidation): string =>
  `the rule stands at ${placeOf(span)}; its error_message holds a sensitive value: without that it is shown here`;

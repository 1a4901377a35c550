import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source, Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import type { Call, Expression } from '../ast.ts';
import { CallFailure, instead, irreproducible } from '../functions/index.ts';
import { parseTemplate } from '../parser/parse.ts';
import type { CallContext, Evaluated, FunctionRow, Param, Scope, SpecialForm } from '../scope.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { unknown } from '../values/make.ts';
import { holdsSensitive, traitsOf, withMark } from '../values/mark.ts';
import { pathText } from '../values/path.ts';
import { valueWords } from '../values/types.ts';
import { tooHeavy } from '../values/weight.ts';
import { apart, type Environment, newEnvironment, TOO_LARGE, wrong } from './environment.ts';
import { evaluateIn } from './evaluate.ts';
import { evaluateTemplate } from './template.ts';

export const evaluateCall = (environment: Environment, call: Call): Value => {
  const found = environment.scope.functions.get(call.name);
  if (found === undefined) return refuseName(environment, call);
  return 'form' in found ? callForm(environment, call, found) : callRow(environment, call, found);
};

const refuseName = (environment: Environment, { name, nameSpan }: Call): Value => {
  const outside = irreproducible.get(name);
  if (outside !== undefined) {
    const message = `${name}() would give another plan every time`;
    return wrong(environment, nameSpan, { code: 'irreproducible-function', message, help: [outside] });
  }
  const here = instead(name);
  const near = suggest(name, environment.scope.functions.keys());
  const likely = here ?? (near === undefined ? undefined : `did you mean ${near}?`);
  const help = [...(likely === undefined ? [] : [likely]), 'vaultseed explain functions lists them all'];
  return wrong(environment, nameSpan, { code: 'unknown-function', message: `there is no function "${name}"`, help });
};

/** `try` and `can` look at expressions; mistakes in an attempt are the form's to tell. */
const callForm = (environment: Environment, call: Call, form: SpecialForm): Value => {
  if (!takesCount(form, call.args.length))
    return refuseCount(environment, call, { row: form, given: call.args.length });
  const attempt = (expression: Expression): Evaluated => {
    const inner = apart(environment);
    return { value: evaluateIn(inner, expression), diagnostics: inner.diagnostics };
  };
  const { value, diagnostics } = form.form(call.args, attempt);
  environment.diagnostics.push(...diagnostics);
  return value;
};

interface Argument {
  readonly value: Value;
  readonly span: Span;
}

const callRow = (environment: Environment, call: Call, row: FunctionRow): Value => {
  const before = environment.diagnostics.length;
  const given = argumentsOf(environment, call);
  if (given === undefined || environment.diagnostics.length > before) return unknown(row.returns);
  if (!takesCount(row, given.length)) return refuseCount(environment, call, { row, given: given.length });
  const odd = hasParam(row, 'reference') ? oddArgument(call, row) : undefined;
  if (odd !== undefined) return refuseText(environment, odd, row);
  const args: Value[] = [];
  for (const argument of given) args.push(prepare(environment, argument, { row, index: args.length }));
  if (environment.diagnostics.length > before) return unknown(row.returns);
  // One alone has been weighed where it was evaluated.
  if (args.length > 1 && tooHeavy(args)) return wrong(environment, call.span, TOO_LARGE);
  const closed = hasParam(row, 'raw') ? args.filter((_, index) => paramAt(row, index)?.raw !== true) : args;
  const { known, sensitive } = traitsOf(closed);
  if (!known) return unknown(row.returns, sensitive);
  return withMark(run(environment, call, { row, args, given }), sensitive);
};

/** The values of the arguments, the last one spread where `...` says so; nothing when what is spread is not known. */
const argumentsOf = (environment: Environment, { args, spread }: Call): readonly Argument[] | undefined => {
  const given: Argument[] = [];
  for (const expression of args) given.push({ value: evaluateIn(environment, expression), span: expression.span });
  const last = given.at(-1);
  if (!spread || last === undefined) return given;
  const { value, span } = last;
  if (value.kind === 'unknown') return undefined;
  if (value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'set') {
    wrong(environment, span, {
      code: 'bad-argument',
      message: `only a list can be spread with ..., and this is ${valueWords(value)}`,
    });
    return undefined;
  }
  const members = value.items.map((item) => ({ value: withMark(item, value.sensitive), span }));
  return [...given.slice(0, -1), ...members];
};

const takesCount = ({ params, rest, optional }: Countable, given: number): boolean =>
  given >= params.length - (optional ?? 0) && (rest !== undefined || given <= params.length);

type Countable = Pick<FunctionRow, 'name' | 'params' | 'rest' | 'optional'>;

/** A call with the names of its arguments. */
const shapeOf = (row: Countable): string => {
  const names = row.params.map(({ name }, index) =>
    index >= row.params.length - (row.optional ?? 0) ? `[${name}]` : name,
  );
  return `${row.name}(${[...names, ...(row.rest === undefined ? [] : [`${row.rest.name}...`])].join(', ')})`;
};

const refuseCount = (
  environment: Environment,
  call: Call,
  { row, given }: { row: Countable; given: number },
): Value => {
  const few = given < row.params.length - (row.optional ?? 0);
  const message = `${row.name}() has too ${few ? 'few' : 'many'} arguments: ${given}`;
  return wrong(environment, call.span, { code: 'argument-count', message, help: [`it is called ${shapeOf(row)}`] });
};

/** The first argument that should be a reference and is none. */
const oddArgument = ({ args }: Call, row: FunctionRow): Expression | undefined =>
  args.find((one, index) => paramAt(row, index)?.reference === true && !isReference(one));

/** `name`, `name.member`, `name["member"]`. */
const isReference = (expression: Expression): boolean => {
  if (expression.kind !== 'access') return expression.kind === 'variable';
  const { base, steps } = expression;
  const plain = steps.every((step) => step.kind === 'name' || (step.kind === 'index' && step.key.kind !== 'call'));
  return base.kind === 'variable' && plain;
};

const refuseText = (environment: Environment, { span }: Expression, { name }: FunctionRow): Value => {
  const help = ['give the template a name, in locals or as a variable', 'a template on the spot needs no function'];
  const message = `${name}() takes a reference here, not an expression`;
  return wrong(environment, span, { code: 'bad-argument', message, help });
};

const hasParam = ({ params, rest }: FunctionRow, trait: 'raw' | 'reference'): boolean =>
  rest?.[trait] === true || params.some((param) => param[trait] === true);

const paramAt = (row: FunctionRow, index: number): Param | undefined => row.params[index] ?? row.rest;

/** An argument as the function wants it: not null, of the right type. */
const prepare = (
  environment: Environment,
  { value, span }: Argument,
  { row, index }: { row: FunctionRow; index: number },
): Value => {
  const param = paramAt(row, index);
  if (param === undefined) return value;
  if (value.kind === 'null' && param.nullable !== true) {
    return wrong(environment, span, { code: 'null-value', message: `${row.name}(): ${param.name} cannot be null` });
  }
  try {
    return converted(value, param.type);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    // Keys on the way may be made of secrets.
    const path = holdsSensitive(value) ? '' : pathText(thrown.path);
    const message = `${row.name}(): ${param.name}${path} ${thrown.message}`;
    const many = param.type.kind === 'string' && ['list', 'tuple', 'set'].includes(value.kind);
    const each =
      many && row.params.length === 1 && row.rest === undefined
        ? [`for each member: [for one in LIST : ${row.name}(one)]`]
        : [];
    return wrong(environment, span, { code: 'bad-argument', message, help: [`it is called ${shapeOf(row)}`, ...each] });
  }
};

interface Prepared {
  readonly row: FunctionRow;
  readonly args: readonly Value[];
  readonly given: readonly Argument[];
}

const run = (environment: Environment, call: Call, { row, args, given }: Prepared): Value => {
  const context: CallContext = {
    scope: environment.scope,
    at: call.nameSpan,
    template: (source, scope) => renderFile(environment, source, scope),
  };
  try {
    return row.fn(args, context);
  } catch (thrown) {
    if (thrown instanceof RangeError) return wrong(environment, call.span, TOO_LARGE);
    if (!(thrown instanceof CallFailure)) throw thrown;
    const at = given[thrown.argument ?? -1]?.span ?? call.span;
    environment.diagnostics.push(failureOf(row, thrown, { at, secret: args.some(holdsSensitive) }));
    return unknown(row.returns);
  }
};

const failureOf = (
  { name }: FunctionRow,
  failure: CallFailure,
  { at, secret }: { at: Span; secret: boolean },
): Diagnostic => {
  const { code, help } = failure;
  if (secret) return { code, message: `${name}() cannot take this; the value is sensitive, so it is not shown`, at };
  const message = failure.message.startsWith(name) ? failure.message : `${name}(): ${failure.message}`;
  return { code, message, help, at };
};

const renderFile = ({ budget }: Environment, source: Source, scope: Scope): Evaluated => {
  const { expression, diagnostics } = parseTemplate(source);
  if (diagnostics.length > 0 || expression.kind !== 'template') return { value: unknown(), diagnostics };
  const environment = newEnvironment(scope, { budget });
  const value = evaluateTemplate(environment, expression);
  return { value, diagnostics: environment.diagnostics };
};

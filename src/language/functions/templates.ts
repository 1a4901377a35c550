import { dirname, isAbsolute, join } from 'node:path/posix';
import { positionOf } from '../../model/position.ts';
import type { Source } from '../../model/span.ts';
import type { CallContext, Evaluated, FunctionRow } from '../scope.ts';
import { ANY, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { CallFailure } from './failure.ts';
import { fileText } from './files.ts';
import { entriesOf, textOf } from './give.ts';
import { anyParam, row, textParam } from './row.ts';

type Functions = CallContext['scope']['functions'];

const nested = (): never => {
  throw new CallFailure('a template that is rendered from a file or a text cannot render another one', {
    help: ['render it outside and hand the text over as a variable'],
  });
};

/** A template that renders templates could render itself, without end. Terraform allows one level as well. */
const withoutThemselves = (functions: Functions): Functions =>
  new Map([...functions, ...templateFunctions.map((one) => [one.name, { ...one, fn: nested }] as const)]);

const NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

const variablesOf = (vars: Value | undefined): ReadonlyMap<string, Value> => {
  const variables = new Map(entriesOf(vars, 1));
  const odd = [...variables.keys()].find((name) => !NAME.test(name));
  if (odd === undefined) return variables;
  throw new CallFailure(`${JSON.stringify(odd)} cannot be the name of a variable`, { argument: 1 });
};

const rendered = (source: Source, vars: Value | undefined, call: CallContext): Value => {
  const functions = withoutThemselves(call.scope.functions);
  const { value, diagnostics }: Evaluated = call.template(source, {
    ...call.scope,
    variables: variablesOf(vars),
    functions,
  });
  const [first] = diagnostics;
  if (first === undefined && value.kind !== 'null') return value;
  throw new CallFailure(`${source.path}: ${first?.message ?? 'the template gives null'}`, {
    code: first?.code ?? 'null-value',
    ...(first === undefined ? {} : { help: helpFor(first, source) }),
  });
};

/** Where in the template it is; a name that it lacks is one to be handed over. */
const helpFor = ({ code, at, help = [] }: Evaluated['diagnostics'][number], source: Source): readonly string[] => {
  const place = at?.source === source ? [`that is in line ${positionOf(source, at.start).line} of it`] : [];
  const name = at?.source === source ? source.text.slice(at.start, at.end) : '';
  const near = help.some((line) => line.startsWith('did you mean'));
  if (code !== 'unknown-variable' || near || !NAME.test(name)) return [...place, ...help];
  return [...place, `hand it over in the second argument: { ${name} = … }`];
};

const asText = (value: Value): Value => {
  try {
    return converted(value, STRING);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    throw new CallFailure(`what the template gives ${thrown.message}`);
  }
};

const vars = { ...anyParam('vars'), raw: true };

/** Paths in a template start at its own file, as those in documents do. */
const besideCall = (path: string, { at }: CallContext): string =>
  isAbsolute(path) ? path : join(dirname(at.source.path), path);

export const templateFunctions: readonly FunctionRow[] = [
  row('templatefile', { params: [textParam('path'), vars], returns: ANY }, ([path, variables], call) =>
    rendered({ path: besideCall(textOf(path), call), text: fileText(path, call) }, variables, call),
  ),
  row(
    'templatestring',
    { params: [{ ...textParam('template'), reference: true }, vars], returns: STRING },
    ([template, variables], call) =>
      asText(rendered({ path: 'the template', text: textOf(template) }, variables, call)),
  ),
];

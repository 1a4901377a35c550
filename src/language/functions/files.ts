import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path/posix';
import type { Source } from '../../model/span.ts';
import type { CallContext, FileAccess, FileAnswer, FunctionRow } from '../scope.ts';
import { BOOL, STRING, setOf } from '../type.ts';
import type { Value } from '../value.ts';
import { CallFailure } from './failure.ts';
import { entriesOf, set, text, textOf, truth } from './give.ts';
import { anyParam, row, textParam } from './row.ts';

const reachable = ({ scope }: CallContext): FileAccess => {
  if (scope.files === undefined) throw new CallFailure('files cannot be read here');
  return scope.files;
};

const got = <T>(answer: FileAnswer<T>): T => {
  if (answer.ok) return answer.value;
  throw new CallFailure(answer.message, {
    code: answer.code,
    argument: 0,
    ...(answer.help === undefined ? {} : { help: answer.help }),
  });
};

const bytes = (path: Value | undefined, call: CallContext): Uint8Array =>
  got(reachable(call).read(textOf(path), call.at.source));

const asText = (path: Value | undefined, call: CallContext): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes(path, call));
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    const help = ['filebase64 reads files that are not text'];
    throw new CallFailure(`${textOf(path)} is not UTF-8 text`, { argument: 0, help });
  }
};

/** A template that renders templates could render itself, without end. Terraform allows one level as well. */
const withoutItself = (functions: CallContext['scope']['functions']): CallContext['scope']['functions'] =>
  new Map([...functions, ['templatefile', { ...templateRow, fn: nested }]]);

const nested = (): never => {
  throw new CallFailure('a template that is rendered from a file cannot render another one', {
    help: ['render it outside and hand the text over as a variable'],
  });
};

const rendered = ([path, vars]: readonly Value[], call: CallContext): Value => {
  const source: Source = { path: textOf(path), text: asText(path, call) };
  const variables = new Map(entriesOf(vars, 1));
  const functions = withoutItself(call.scope.functions);
  const { value, diagnostics } = call.template(source, { ...call.scope, variables, functions });
  const [first] = diagnostics;
  if (first !== undefined)
    throw new CallFailure(`${source.path}: ${first.message}`, {
      code: first.code,
      ...(first.help === undefined ? {} : { help: first.help }),
    });
  return value;
};

/** A pattern with `*`, `?`, `[…]`, `{a,b}` and `**` as a regular expression over relative paths. */
const globbed = (pattern: string): RegExp => {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|\[[^\]]+\]|\{[^}]+\}|[\\^$.|+(){}[\]]/g, (one) => {
    if (one === '**/') return '(?:.*/)?';
    if (one === '**') return '.*';
    if (one === '*') return '[^/]*';
    if (one === '?') return '[^/]';
    if (one.startsWith('[') && one.length > 1) return one.replace(/^\[!/, '[^');
    if (one.startsWith('{') && one.length > 1)
      return `(?:${one
        .slice(1, -1)
        .split(',')
        .map((part) => globbed(part).source.slice(1, -1))
        .join('|')})`;
    return `\\${one}`;
  });
  return new RegExp(`^${source}$`, 'u');
};

const digest = (name: string, algorithm: string, form: 'hex' | 'base64'): FunctionRow =>
  row(name, { params: [textParam('path')], returns: STRING }, ([path], call) =>
    text(createHash(algorithm).update(bytes(path, call)).digest(form)),
  );

const one = (name: string, work: (path: string, call: CallContext) => string): FunctionRow =>
  row(name, { params: [textParam('path')], returns: STRING }, ([path], call) => text(work(textOf(path), call)));

const templateRow = row(
  'templatefile',
  { params: [textParam('path'), { ...anyParam('vars'), raw: true }], returns: STRING },
  rendered,
);

export const fileFunctions: readonly FunctionRow[] = [
  row('file', { params: [textParam('path')], returns: STRING }, ([path], call) => text(asText(path, call))),
  row('filebase64', { params: [textParam('path')], returns: STRING }, ([path], call) =>
    text(Buffer.from(bytes(path, call)).toString('base64')),
  ),
  row('fileexists', { params: [textParam('path')], returns: BOOL }, ([path], call) =>
    truth(got(reachable(call).exists(textOf(path), call.at.source))),
  ),
  row(
    'fileset',
    { params: [textParam('folder'), textParam('pattern')], returns: setOf(STRING) },
    ([folder, pattern], call) => {
      const wanted = globbed(textOf(pattern, 1));
      const found = got(reachable(call).list(textOf(folder), call.at.source));
      return set(STRING, found.filter((path) => wanted.test(path)).map(text));
    },
  ),
  templateRow,
  digest('filemd5', 'md5', 'hex'),
  digest('filesha1', 'sha1', 'hex'),
  digest('filesha256', 'sha256', 'hex'),
  digest('filesha512', 'sha512', 'hex'),
  digest('filebase64sha256', 'sha256', 'base64'),
  one('basename', (path) => basename(path) || (path === '' ? '.' : '/')),
  one('dirname', (path) => dirname(path)),
  one('pathexpand', (path, { scope }) =>
    scope.files?.home === undefined ? path : path.replace(/^~(?=\/|$)/, scope.files.home),
  ),
];

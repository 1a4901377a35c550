import { createHash } from 'node:crypto';
import { basename, normalize, resolve } from 'node:path/posix';
import type { CallContext, FileAccess, FileAnswer, FunctionRow } from '../scope.ts';
import { BOOL, STRING, setOf } from '../type.ts';
import type { Value } from '../value.ts';
import { CallFailure } from './failure.ts';
import { set, text, textOf, truth } from './give.ts';
import { row, textParam } from './row.ts';

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

export const fileText = (path: Value | undefined, call: CallContext): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes(path, call));
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    const help = ['filebase64 reads files that are not text'];
    throw new CallFailure(`${textOf(path)} is not UTF-8 text`, { argument: 0, help });
  }
};

/** A pattern with `*`, `?`, `[…]`, `{a,b}` and `**` (whole steps only) as a regular expression over relative paths. */
const globbed = (pattern: string): RegExp => {
  const source = pattern.replaceAll(GLOB, (one, before: string | undefined) => {
    if (before !== undefined) return `${before}${one.endsWith('/') ? '(?:.*/)?' : '.*'}`;
    if (/^\*+$/.test(one)) return '[^/]*';
    if (one === '?') return '[^/]';
    if (one.startsWith('[') && one.length > 1) return one;
    if (!one.startsWith('{') || one.length === 1) return `\\${one}`;
    const choices = one.slice(1, -1).split(',');
    return `(?:${choices.map((part) => globbed(part).source.slice(1, -1)).join('|')})`;
  });
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    throw new CallFailure('this is not a pattern of file names', { argument: 1 });
  }
};

const GLOB = /(^|(?<=\/))\*\*(?:\/|$)|\*+|\?|\[[^\]]+\]|\{[^}]+\}|[\\^$.|+(){}[\]]/g;

const patternOf = (value: Value | undefined): RegExp => {
  const pattern = textOf(value, 1);
  if (/\[[^\]]*$/.test(pattern))
    throw new CallFailure('the pattern has a bracket that is never closed', { argument: 1 });
  return globbed(pattern === '' ? '' : normalize(pattern));
};

/** What stands before the last slash, with `..` and doubled slashes resolved. */
const folderOf = (path: string): string => {
  const folder = normalize(path.slice(0, path.lastIndexOf('/') + 1));
  return folder.length > 1 ? folder.replace(/\/$/, '') : folder;
};

const digest = (name: string, algorithm: string, form: 'hex' | 'base64'): FunctionRow =>
  row(name, { params: [textParam('path')], returns: STRING }, ([path], call) =>
    text(createHash(algorithm).update(bytes(path, call)).digest(form)),
  );

const one = (name: string, work: (path: string, call: CallContext) => string): FunctionRow =>
  row(name, { params: [textParam('path')], returns: STRING }, ([path], call) => text(work(textOf(path), call)));

export const fileFunctions: readonly FunctionRow[] = [
  row('file', { params: [textParam('path')], returns: STRING }, ([path], call) => text(fileText(path, call))),
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
      const wanted = patternOf(pattern);
      const found = got(reachable(call).list(textOf(folder), call.at.source));
      return set(STRING, found.filter((path) => wanted.test(path)).map(text));
    },
  ),
  digest('filemd5', 'md5', 'hex'),
  digest('filesha1', 'sha1', 'hex'),
  digest('filesha256', 'sha256', 'hex'),
  digest('filesha512', 'sha512', 'hex'),
  digest('filebase64sha256', 'sha256', 'base64'),
  digest('filebase64sha512', 'sha512', 'base64'),
  one('basename', (path) => basename(path) || (path === '' ? '.' : '/')),
  one('dirname', (path) => folderOf(path)),
  one('abspath', (path) => resolve(path)),
  one('pathexpand', (path, { scope }) =>
    scope.files?.home === undefined ? path : path.replace(/^~(?=\/|$)/, scope.files.home),
  ),
];

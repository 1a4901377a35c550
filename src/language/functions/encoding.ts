import { createHash } from 'node:crypto';
import type { FunctionRow } from '../scope.ts';
import { ANY, listOf, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { compareText } from '../values/make.ts';
import { objectType } from '../values/types.ts';
import { base64Bytes } from './base64.ts';
import { CallFailure } from './failure.ts';
import { list, object, text, textOf } from './give.ts';
import { parseJsonText, toJson } from './json.ts';
import { anyParam, row, textParam } from './row.ts';
import { fromYaml } from './yaml-read.ts';
import { toYaml } from './yaml-write.ts';

const one = (name: string, work: (value: string) => string): FunctionRow =>
  row(name, { params: [textParam('text')], returns: STRING }, ([value]) => text(work(textOf(value))));

const hash = (name: string, algorithm: string, form: 'hex' | 'base64'): FunctionRow =>
  one(name, (value) => createHash(algorithm).update(value, 'utf8').digest(form));

const decoded = (value: string): string => {
  const bytes = base64Bytes(value);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CallFailure('what this base64 stands for is not UTF-8 text', { argument: 0 });
  }
};

// Everything but unreserved characters, spaces as +.
const urlEncoded = (value: string): string =>
  encodeURIComponent(value)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const CELL = /"((?:[^"]|"")*)"(,|\r?\n|$)|([^,"\r\n]*)(,|\r?\n|$)/gy;

const csvRows = (value: string): string[][] => {
  const rows: string[][] = [];
  let current: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < value.length) {
    const match = CELL.exec(value);
    if (match === null) throw new CallFailure('this is not CSV', { argument: 0 });
    current.push(match[1]?.replaceAll('""', '"') ?? match[3] ?? '');
    const end = match[2] ?? match[4];
    if (end === ',' && CELL.lastIndex === value.length) current.push('');
    if (end !== ',') {
      rows.push(current);
      current = [];
    }
  }
  return current.length > 0 ? [...rows, current] : rows;
};

const csvDecoded = (value: string): Value => {
  const [head, ...rows] = csvRows(value).filter((cells) => cells.length > 1 || cells[0] !== '');
  if (head === undefined)
    throw new CallFailure('CSV needs a first line with the names of the columns', { argument: 0 });
  if (new Set(head).size < head.length) throw new CallFailure('two columns have the same name', { argument: 0 });
  if (rows.some((cells) => cells.length !== head.length)) {
    throw new CallFailure('a line of this CSV has more or fewer columns than the first', { argument: 0 });
  }
  return list(
    objectType([...head].sort(compareText).map((name) => [name, STRING])),
    rows.map((cells) => object(head.map((name, at) => [name, text(cells[at] ?? '')]))),
  );
};

const decoders: readonly FunctionRow[] = [
  row('jsondecode', { params: [textParam('text')], returns: ANY }, ([value]) => parseJsonText(textOf(value))),
  row('yamldecode', { params: [textParam('text')], returns: ANY }, ([value]) => fromYaml(textOf(value))),
  row('csvdecode', { params: [textParam('text')], returns: listOf(ANY) }, ([value]) => csvDecoded(textOf(value))),
];

const encodable = { ...anyParam('value'), nullable: true };

export const encodingFunctions: readonly FunctionRow[] = [
  ...decoders,
  row('jsonencode', { params: [encodable], returns: STRING }, ([value]) =>
    text(value === undefined ? 'null' : toJson(value)),
  ),
  row('yamlencode', { params: [encodable], returns: STRING }, ([value]) =>
    text(value === undefined ? 'null\n...\n' : toYaml(value)),
  ),
  one('base64encode', (value) => Buffer.from(value, 'utf8').toString('base64')),
  one('base64decode', decoded),
  one('urlencode', urlEncoded),
  hash('md5', 'md5', 'hex'),
  hash('sha1', 'sha1', 'hex'),
  hash('sha256', 'sha256', 'hex'),
  hash('sha512', 'sha512', 'hex'),
  hash('base64sha256', 'sha256', 'base64'),
  hash('base64sha512', 'sha512', 'base64'),
];

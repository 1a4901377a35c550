import { createHash } from 'node:crypto';
import { Document, parseDocument, type ScalarTag, visit } from 'yaml';
import type { Plain } from '../../model/data.ts';
import type { FunctionRow } from '../scope.ts';
import { ANY, listOf, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { CallFailure } from './failure.ts';
import { list, object, text, textOf } from './give.ts';
import { fromPlain, parseJsonText, toJson } from './json.ts';
import { anyParam, row, textParam } from './row.ts';

const one = (name: string, work: (value: string) => string): FunctionRow =>
  row(name, { params: [textParam('text')], returns: STRING }, ([value]) => text(work(textOf(value))));

const hash = (name: string, algorithm: string, form: 'hex' | 'base64'): FunctionRow =>
  one(name, (value) => createHash(algorithm).update(value, 'utf8').digest(form));

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const decoded = (value: string): string => {
  if (!BASE64.test(value)) throw new CallFailure('this is not base64', { argument: 0 });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'));
  } catch {
    throw new CallFailure('what this base64 stands for is not UTF-8 text', { argument: 0 });
  }
};

/** `yes` and its like are truth values to most YAML readers, Terraform's among them, though not in YAML 1.2. */
const YAML_WORD: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  identify: () => false,
  test: /^(?:[Yy](?:es|ES)?|[Nn](?:o|O)?|[Oo](?:n|N|ff|FF))$/,
  resolve: (word) => /^(?:y|yes|on)$/i.test(word),
};

const parsedYaml = (value: string): Value => {
  const found = parseDocument(value, { version: '1.2', merge: true, customTags: (tags) => [YAML_WORD, ...tags] });
  const [error] = found.errors;
  if (error !== undefined) {
    const [place] = error.linePos ?? [];
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.col})`;
    throw new CallFailure(`this is not YAML${where}`, { argument: 0 });
  }
  return fromPlain(JSON.parse(JSON.stringify(resolved(found) ?? null)) as Plain);
};

/** Aliases that multiply, as in a "billion laughs" file, are refused by the reader of YAML with an error of its own. */
const resolved = (found: ReturnType<typeof parseDocument>): unknown => {
  try {
    return found.toJS();
  } catch {
    throw new CallFailure('the aliases of this YAML make more than fits into memory', {
      code: 'too-large',
      argument: 0,
    });
  }
};

/** As Terraform writes it: quotes around every string, a block for one of several lines, lists not indented. */
const asYaml = (value: Value): string => {
  const document = new Document(JSON.parse(toJson(value)));
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'QUOTE_DOUBLE',
    lineWidth: 0,
    indentSeq: false,
  });
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
    ANY,
    rows.map((cells) => object(head.map((name, at) => [name, text(cells[at] ?? '')]))),
  );
};

const decoders: readonly FunctionRow[] = [
  row('jsondecode', { params: [textParam('text')], returns: ANY }, ([value]) => parseJsonText(textOf(value))),
  row('yamldecode', { params: [textParam('text')], returns: ANY }, ([value]) => parsedYaml(textOf(value))),
  row('csvdecode', { params: [textParam('text')], returns: listOf(ANY) }, ([value]) => csvDecoded(textOf(value))),
];

const encodable = { ...anyParam('value'), nullable: true };

export const encodingFunctions: readonly FunctionRow[] = [
  ...decoders,
  row('jsonencode', { params: [encodable], returns: STRING }, ([value]) =>
    text(value === undefined ? 'null' : toJson(value)),
  ),
  row('yamlencode', { params: [encodable], returns: STRING }, ([value]) =>
    text(value === undefined ? 'null\n' : asYaml(value)),
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

import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
} from 'yaml';
import type { Value } from '../value.ts';
import { parseNumber } from '../values/number.ts';
import { CallFailure } from './failure.ts';
import { nothing, number, object, text, textOf, truth, tuple } from './give.ts';

type Entry = readonly [string, Value];

/** What is being read, and what already was: an anchor is read once, however often it is spoken of. */
interface Reading {
  readonly document: Document;
  readonly done: Map<Node, Value>;
  readonly open: Set<Node>;
}

const refuse = (why: string): never => {
  throw new CallFailure(why, { argument: 0 });
};

/** The value of a YAML text, numbers with all their digits. */
export const fromYaml = (source: string): Value => {
  const document = parseDocument(source, { schema: 'failsafe', uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [place] = error.linePos ?? [];
    const where = place === undefined ? '' : ` (line ${place.line}, column ${place.col})`;
    return refuse(`this is not YAML${where}`);
  }
  if (isNothing(document.contents)) return refuse('this YAML holds nothing');
  return readNode(document.contents, { document, done: new Map(), open: new Set() });
};

const isNothing = (node: Node | null): boolean =>
  node === null || (isScalar(node) && node.source === '' && node.type === Scalar.PLAIN && node.tag === undefined);

/** What walks a value calls itself for every level. */
const DEEPEST = 500;

const readNode = (node: unknown, reading: Reading): Value => {
  if (isAlias(node)) return readNode(node.resolve(reading.document), reading);
  if (isScalar(node)) return scalarValue(node);
  if (node === null || node === undefined) return nothing;
  const branch = node as Node;
  const before = reading.done.get(branch);
  if (before !== undefined) return before;
  if (reading.open.has(branch)) return refuse('this YAML holds itself');
  if (reading.open.size > DEEPEST) return refuse(`this YAML is nested more than ${DEEPEST} levels deep`);
  reading.open.add(branch);
  const value = isMap(node) ? mapValue(node, reading) : listValue(branch, reading);
  reading.open.delete(branch);
  reading.done.set(branch, value);
  return value;
};

const listValue = (node: Node, reading: Reading): Value => {
  if (!('items' in node) || !Array.isArray(node.items)) return refuse('this YAML is of no known kind');
  if (node.tag !== undefined && node.tag !== `${CORE}seq`) return refuse('this YAML has a tag of its own');
  return tuple(node.items.map((item: unknown) => readNode(item, reading)));
};

const mapValue = (node: YAMLMap, reading: Reading): Value => {
  if (node.tag !== undefined && node.tag !== `${CORE}map`) return refuse('this YAML has a tag of its own');
  const merged: Entry[] = [];
  const own: Entry[] = [];
  for (const pair of node.items) {
    if (isMerge(pair)) merged.push(...mergedEntries(pair.value, reading));
    else own.push([keyOf(pair.key, reading), readNode(pair.value, reading)]);
  }
  return object([...merged, ...own]);
};

const isMerge = ({ key }: Pair): boolean =>
  isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN && key.tag === undefined;

/** Of several maps the first that has a key gives its value. */
const mergedEntries = (node: unknown, reading: Reading): readonly Entry[] => {
  const value = readNode(node, reading);
  const maps = value.kind === 'tuple' ? [...value.items].reverse() : [value];
  return maps.flatMap((map) => (map.kind === 'object' ? [...map.entries] : refuse('only maps can be merged with <<')));
};

const keyOf = (node: unknown, reading: Reading): string => {
  const value = readNode(node, reading);
  if (value.kind === 'bool') return String(value.value);
  if (value.kind === 'number') return value.value.toFixed();
  return value.kind === 'string' ? textOf(value) : refuse('a key in this YAML is no text');
};

const CORE = 'tag:yaml.org,2002:';

const scalarValue = (node: Scalar): Value => {
  const source = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const plain = node.type === Scalar.PLAIN;
  switch (node.tag?.replace(CORE, '')) {
    case undefined:
      return plain ? plainValue(source) : text(source);
    case 'str':
    case 'binary':
    case 'timestamp':
      return text(source);
    case 'null':
      return nothing;
    case 'bool':
      return wordValue(source) ?? refuse('this YAML calls something a truth value that is none');
    case 'int':
    case 'float':
      return numberValue(source) ?? refuse('this YAML calls something a number that is none');
    default:
      return refuse('this YAML has a tag of its own');
  }
};

const plainValue = (source: string): Value => {
  if (/^(?:~|null|Null|NULL)?$/.test(source)) return nothing;
  if (/^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(source)) return refuse('there is no infinity, and no NaN');
  return wordValue(source) ?? numberValue(source) ?? text(source);
};

/** `yes` and its like are truth values to most YAML readers, Terraform's among them, though not in YAML 1.2. */
const wordValue = (source: string): Value | undefined => {
  if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(source)) return truth(true);
  return /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(source) ? truth(false) : undefined;
};

const numberValue = (source: string): Value | undefined => {
  const other = /^([-+]?)(0[xX][\da-fA-F]+|0o[0-7]+|0b[01]+)$/.exec(source);
  const whole = other === null ? undefined : BigInt(other[2] ?? 0) * (other[1] === '-' ? -1n : 1n);
  const found = whole === undefined ? parseNumber(source) : parseNumber(String(whole));
  return found === undefined ? undefined : number(found);
};

import { positionOf } from '../../model/position.ts';
import type { Source } from '../../model/span.ts';
import type { Attribute, Item, NativeBody } from '../ast.ts';
import { isOpener } from '../lexer/balance.ts';
import { failItem, failName } from './bad-item.ts';
import { parseBlock } from './block.ts';
import { parseExpression } from './expression.ts';
import { endItem, refuseEqualsBeforeLabel, refuseSpaced } from './item-end.ts';
import {
  Abort,
  abort,
  accept,
  endOfPrevious,
  fitted,
  forget,
  nameOf,
  next,
  type Parsing,
  peek,
  peekSecond,
  report,
  textOf,
} from './parsing.ts';

/** The items of a file, or of a block up to its `}`, which is not taken. A wrong item costs itself, no other. */
export const parseItems = (parsing: Parsing, source: Source, oneLine = false): NativeBody => {
  const items: Item[] = [];
  let sameLine = oneLine;
  for (;;) {
    forget(parsing);
    if (sameLine) sameLine = goOnInLine(parsing, items);
    while (!sameLine && accept(parsing, 'newline') !== undefined);
    const { kind } = peek(parsing);
    if (kind === 'end' || kind === '}') break;
    const item = parseItemSafely(parsing, source, sameLine);
    if (item !== undefined) items.push(item);
  }
  return { syntax: 'native', source, items: fitted(items), attributes: attributesAmong(parsing, items) };
};

/** Between the items of a block whose first one stands beside its `{`: false once there is a newline. */
const goOnInLine = (parsing: Parsing, items: readonly Item[]): boolean => {
  const { kind } = peek(parsing);
  if (items.length === 0 || (kind === '}' && items.length === 1 && items[0]?.kind === 'attribute'))
    return kind !== 'newline';
  const commas = kind === ',' ? ', without commas' : '';
  const help = [`begin a new line after the "{", after each attribute, and before the "}"${commas}`];
  const [first] = items;
  const inner = kind === '}' && first?.kind === 'block' ? { at: first.head } : {};
  report(parsing, { code: 'one-line-block', message: 'a block on one line holds a single attribute', help, ...inner });
  accept(parsing, ',');
  return peek(parsing).kind !== 'newline';
};

const parseItemSafely = (parsing: Parsing, source: Source, sameLine: boolean): Item | undefined => {
  const begin = parsing.at;
  const { itemStart, reported, depth, skipNewlines } = parsing;
  parsing.itemStart = peek(parsing).start;
  parsing.reported = false;
  let item: Item | undefined;
  try {
    const parsed = parseItem(parsing, source);
    refuseEqualsBeforeLabel(parsing, parsed);
    item = parsed;
    if (sameLine) refuseSpaced(parsing);
    else endItem(parsing, item);
  } catch (thrown) {
    if (!(thrown instanceof Abort)) throw thrown;
    parsing.depth = depth;
    parsing.skipNewlines = skipNewlines;
    recover(parsing, begin);
    if (parsing.at === begin) next(parsing);
  }
  parsing.itemStart = itemStart;
  parsing.reported = reported;
  return item;
};

/** Goes to the end of the item that began at `begin`: a newline outside its brackets, or the end of the block. */
const recover = (parsing: Parsing, begin: number): void => {
  const failed = parsing.at;
  let depth = 0;
  parsing.at = begin;
  for (; ; parsing.at++) {
    const token = parsing.tokens[parsing.at];
    if (token === undefined || token.kind === 'end') return;
    if (isOpener(token)) depth++;
    else if (token.kind === '}' || token.kind === ']' || token.kind === ')' || token.kind === 'template-close') depth--;
    if (depth < 0) return;
    if (depth === 0 && token.kind === 'newline' && parsing.at >= failed) return;
  }
};

const parseItem = (parsing: Parsing, source: Source): Item => {
  const token = peek(parsing);
  if (token.kind !== 'identifier') return failItem(parsing);
  const second = peekSecond(parsing);
  if (second.kind === '=') return parseAttribute(parsing);
  if (second.kind === ':') return parseColon(parsing);
  if (FOLLOWS_TYPE.has(second.kind)) return parseBlock(parsing, source);
  next(parsing);
  return failName(parsing, textOf(parsing, token));
};

/** What comes after the type of a block, also where it was meant as a label. */
const FOLLOWS_TYPE: ReadonlySet<string> = new Set(['{', 'quote-open', 'identifier', 'bad-string', 'heredoc-open']);

const parseAttribute = (parsing: Parsing): Attribute => {
  const name = next(parsing);
  next(parsing);
  const expression = parseExpression(parsing);
  return {
    kind: 'attribute',
    name: nameOf(parsing, name),
    nameSpan: parsing.spanOf(name.start, name.end),
    expression,
    span: parsing.spanOf(name.start, endOfPrevious(parsing)),
  };
};

/** `name: value`, as in YAML. What follows the colon is read as the value. */
const parseColon = (parsing: Parsing): Attribute => {
  const colon = peekSecond(parsing);
  const name = textOf(parsing, peek(parsing));
  if (parsing.tokens[parsing.at + 2]?.kind === 'newline') return refuseMapping(parsing, name);
  report(parsing, {
    code: 'colon-for-equals',
    message: 'an attribute takes "=", not ":"',
    help: [`write ${name} = …`],
    at: colon,
  });
  return parseAttribute(parsing);
};

/** `name:` and then lines that are indented, as in YAML: one mistake, however many lines it has. */
const refuseMapping = (parsing: Parsing, name: string): never => {
  const begin = peek(parsing).start;
  report(parsing, {
    code: 'colon-for-equals',
    message: 'this is written as in YAML',
    help: mappingMeant(parsing, name),
    at: { start: begin, end: peekSecond(parsing).end },
  });
  const indent = columnOf(parsing, begin);
  next(parsing);
  for (let token = next(parsing); token.kind !== 'end'; token = next(parsing)) {
    const after = peek(parsing);
    if (token.kind === 'newline' && after.kind !== 'newline' && columnOf(parsing, after.start) <= indent) break;
  }
  parsing.at -= 1;
  return abort();
};

/** Names that no block has. */
const MAPS: readonly string[] = ['data', 'options', 'metadata'];

/** What `name:` most likely begins: a list where dashes follow; inside of a block a map, at the top of a file a block. */
const mappingMeant = (parsing: Parsing, name: string): readonly string[] => {
  const block = `a block is written ${name} "NAME" { … }, and what it holds name = value`;
  const { start, end } = peek(parsing);
  if (/^:\s*-\s/.test(parsing.text.slice(end, end + 200))) return [`a list is written ${name} = ["…", "…"]`];
  if (MAPS.includes(name)) return [`a map is written ${name} = { NAME = value }`];
  return columnOf(parsing, start) === 0 ? [block] : [`a map is written ${name} = { NAME = value }`, block];
};

const columnOf = ({ text }: Parsing, at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);

/** More are not shown anyway. */
const MANY = 1000;

/** By name. Who repeats one is told. */
const attributesAmong = (parsing: Parsing, items: readonly Item[]): ReadonlyMap<string, Attribute> => {
  const seen = new Map<string, Attribute>();
  for (const item of items) {
    if (item.kind === 'block') continue;
    const first = seen.get(item.name);
    if (first === undefined) seen.set(item.name, item);
    else if (parsing.diagnostics.length < MANY) parsing.diagnostics.push(duplicate(item, first));
  }
  return seen;
};

const duplicate = (item: Attribute, first: Attribute) => {
  const { line } = positionOf(first.nameSpan.source, first.nameSpan.start);
  const help = [`it is set on line ${line} already: keep one of the two`];
  return { code: 'duplicate-attribute', message: `"${item.name}" is set twice`, help, at: item.nameSpan } as const;
};

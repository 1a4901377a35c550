import type { Plain } from '../../model/data.ts';
import { type Flaw, NotHcl, type Token, tokensOf } from './hcl1-tokens.ts';

/** One item of a body: `path "x" { … }` has the keys `path` and `x`; `a = 1` has one. */
export interface Item {
  readonly keys: readonly string[];
  readonly value: Value;
  /** Where it starts; not known in JSON. */
  readonly at?: number | undefined;
}

export type Value =
  | { readonly type: 'scalar'; readonly value: string | number | boolean }
  | { readonly type: 'list'; readonly items: readonly Value[] }
  | { readonly type: 'body'; readonly items: readonly Item[] };

/** Deeper nesting than any policy has; it keeps the reader from exhausting the stack. */
const DEEPEST = 50;

interface Reader {
  /** The next token, which stays. */
  readonly peek: () => Token | undefined;
  /** The next token, which is gone then. */
  readonly take: () => Token;
  /** Takes a mark if it is the next token. */
  readonly accept: (mark: string) => boolean;
}

const readerOf = (tokens: readonly Token[]): Reader => {
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  return {
    peek,
    take: () => {
      const token = tokens[at++];
      if (token === undefined) throw new NotHcl('end');
      return token;
    },
    accept: (mark) => {
      const token = peek();
      const found = token?.type === 'mark' && token.text === mark;
      if (found) at++;
      return found;
    },
  };
};

const keyAt = (reader: Reader): string => {
  const token = reader.take();
  if (token.type !== 'word' && token.type !== 'string') throw new NotHcl('key', token.at);
  return token.text;
};

const itemAt = (reader: Reader, depth: number): Item => {
  const at = reader.peek()?.at;
  const keys = [keyAt(reader)];
  for (;;) {
    if (reader.accept('=')) return { keys, at, value: valueAt(reader, depth) };
    if (reader.accept('{')) return { keys, at, value: bodyAt(reader, depth) };
    keys.push(keyAt(reader));
  }
};

const itemsAt = (reader: Reader, depth: number, done: () => boolean): readonly Item[] => {
  const items: Item[] = [];
  while (!done()) {
    items.push(itemAt(reader, depth));
    reader.accept(',');
  }
  return items;
};

const bodyAt = (reader: Reader, depth: number): Value => {
  if (depth > DEEPEST) throw new NotHcl('depth');
  return { type: 'body', items: itemsAt(reader, depth + 1, () => reader.accept('}')) };
};

const listAt = (reader: Reader, depth: number): Value => {
  if (depth > DEEPEST) throw new NotHcl('depth');
  const items: Value[] = [];
  while (!reader.accept(']')) {
    items.push(valueAt(reader, depth + 1));
    if (reader.accept(',')) continue;
    if (!reader.accept(']')) throw new NotHcl('comma', reader.peek()?.at);
    break;
  }
  return { type: 'list', items };
};

const valueAt = (reader: Reader, depth: number): Value => {
  if (reader.accept('{')) return bodyAt(reader, depth);
  if (reader.accept('[')) return listAt(reader, depth);
  const token = reader.take();
  if (token.type === 'string') return { type: 'scalar', value: token.text };
  if (token.type === 'number') return { type: 'scalar', value: token.value };
  if (token.type !== 'word' || !/^(true|false)$/i.test(token.text)) throw new NotHcl('value', token.at);
  return { type: 'scalar', value: token.text.toLowerCase() === 'true' };
};

const fromJson = (value: Plain, depth = 0): Value => {
  if (value === null || depth > DEEPEST) throw new NotHcl('json');
  if (typeof value !== 'object') return { type: 'scalar', value };
  if (Array.isArray(value)) return { type: 'list', items: value.map((item) => fromJson(item, depth + 1)) };
  const items = Object.entries(value).map(([key, item]) => ({ keys: [key], value: fromJson(item, depth + 1) }));
  return { type: 'body', items };
};

/** In JSON the label of a block is one more key: `{"path": {"x": …}}` is `path "x" …`. */
const labelled = ({ keys, value }: Item): readonly Item[] => {
  const bodies = value.type === 'list' ? value.items : [value];
  return bodies.flatMap((body) =>
    body.type === 'body'
      ? body.items.map((item) => ({ keys: [...keys, ...item.keys], value: item.value }))
      : { keys, value },
  );
};

const jsonItems = (text: string): readonly Item[] => {
  const value: Plain = JSON.parse(text);
  const body = fromJson(value);
  return body.type === 'body' ? body.items.flatMap(labelled) : [];
};

export type Read =
  | { readonly items: readonly Item[] }
  | { readonly flaw: Flaw /** Absent: at the end. */; readonly at?: number | undefined };

/** The items of a text in HCL 1, or in JSON, which servers take for the same; or why it is neither. */
export const parseHcl1 = (text: string): Read => {
  try {
    if (isJsonText(text)) return { items: jsonItems(text) };
    const reader = readerOf(tokensOf(text));
    return { items: itemsAt(reader, 0, () => reader.peek() === undefined) };
  } catch (error) {
    if (error instanceof NotHcl) return { flaw: error.flaw, at: error.at };
    if (error instanceof SyntaxError) return { flaw: 'json' };
    throw error;
  }
};

const isJsonText = (text: string): boolean => text.trimStart().startsWith('{');

/** The items of a text; `undefined` where it cannot be read. */
export const readHcl1 = (text: string): readonly Item[] | undefined => {
  const read = parseHcl1(text);
  return 'items' in read ? read.items : undefined;
};

import type { Plain } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Field, Kind } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import { suggest } from '../model/suggest.ts';
import { type Item, parseHcl1, type Read, type Value } from './forms/hcl1.ts';
import type { Flaw } from './forms/hcl1-tokens.ts';
import { firstError } from './judge.ts';
import { inWords } from './wording.ts';

/*
 * Checks texts of blocks, such as policies. The server has the last word; here only what every server refuses is an error
 * (seen on OpenBao 2.6.2 and 2.7.2 and on Vault 1.21.1): a text that does not parse, an unknown block or attribute, a word
 * that none of them takes. What only some refuse passes; so does broken JSON, of which they read the part before the break.
 */

type Problem = Pick<Diagnostic, 'message' | 'help'>;

interface Placed extends Problem {
  /** Where in the text; absent: nowhere in particular. */
  readonly offset?: number | undefined;
}

/** Attributes beside the blocks: a name is taken and means nothing. */
const BESIDE = ['name'];

/** The fields of a kind that can be written as blocks, each with the types of these. */
const blockTypes = perObject(({ blocks }: Kind): ReadonlyMap<string, readonly string[]> => {
  const types = Object.keys(blocks);
  return new Map(Object.values(blocks).map((field) => [field, types.filter((type) => blocks[type] === field)]));
});

/** What every server would refuse in the text of a field that can be written as blocks as well. */
export const blockTextProblem = (kind: Kind, field: Field, text: string): Problem | undefined => {
  const types = blockTypes(kind).get(field.name);
  if (types === undefined) return undefined;
  const read = parseHcl1(text);
  if (!('items' in read) && !/["{\n]/.test(text)) return noBlocks(kind, field.name, text.trim());
  const found = 'items' in read ? firstOf(read.items, (item) => itemProblem(item, kind, types)) : flawIn(read, text);
  if (found === undefined) return undefined;
  const { offset, message, help } = found;
  const place = offset === undefined ? field.name : `${field.name}, line ${text.slice(0, offset).split('\n').length}`;
  return { message: `${place}: ${message}`, ...(help === undefined || help.length === 0 ? {} : { help }) };
};

/** A file as its path, and a command as somebody says it. */
const FILE = /^[\w./-]+\.\w{1,5}$/;
const COMMAND = /^(\w+)\s+(\S+)$/;

/** A line in which nothing is a block. */
const noBlocks = (kind: Kind, name: string, text: string): Problem => {
  const message = `${name}: there is no block in this text`;
  if (FILE.test(text))
    return { message, help: [`the text of a file is written ${name} = file(${JSON.stringify(text)})`] };
  const [, word = '', label] = COMMAND.exec(text) ?? [];
  return { message, help: asBlocks(kind, name, { word, label }) };
};

/** How a field looks that can be written as blocks, with a label and a word that are meant. */
export const asBlocks = (
  { blocks, blockFields }: Kind,
  name: string,
  { word = '', label = '…' }: { readonly word?: string; readonly label?: string | undefined } = {},
): readonly string[] =>
  Object.keys(blocks)
    .filter((type) => blocks[type] === name)
    .map((type) => {
      const [first] = blockFields[type] ?? [];
      const words: readonly unknown[] = Object(first?.schema.items).enum ?? [];
      const value =
        words.length === 0 ? '…' : `[${JSON.stringify(words.includes(word) ? word : (words[1] ?? words[0]))}]`;
      return `write ${type} ${JSON.stringify(label)} { ${first === undefined ? '…' : `${first.name} = ${value}`} }`;
    });

const firstOf = <T>(items: readonly T[], problem: (item: T) => Placed | undefined): Placed | undefined => {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

const QUOTES = 'texts stand in double quotes';

const FLAWS: Readonly<Partial<Record<Flaw, readonly [message: string, help?: string]>>> = {
  escape: ['an escape that does not exist', 'a backslash itself is written \\\\'],
  interpolation: ['a ${ that is never closed'],
  string: ['a text that does not end on its line', 'close it with "'],
  heredoc: ['a heredoc that never ends'],
  character: ['a character that means nothing here', QUOTES],
  end: ['the text ends where more is due', 'close what is open, with } or ]'],
  key: ['a name is due here', 'an attribute is written NAME = …'],
  value: ['a value is due here', QUOTES],
  comma: ['a comma or the end of the list is due here'],
};

const flawIn = ({ flaw, at }: Exclude<Read, { readonly items: readonly Item[] }>, text: string): Placed | undefined => {
  const [message, help] = FLAWS[flaw] ?? [];
  if (message === undefined) return undefined;
  if (at !== undefined && YAML_BLOCK.test(text.slice(text.lastIndexOf('\n', at - 1) + 1)))
    return { message: 'this line is YAML, and what is in the text is not', help: [NO_YAML], offset: at };
  return { message, help: help === undefined ? [] : [help], offset: at ?? text.length };
};

/** `name: |` in front of a text of several lines. */
const YAML_BLOCK = /^\s*[\w"'-]+:\s*[|>][+-]?[ \t]*(?:\n|$)/;
const NO_YAML = 'delete the line: what follows it is the text itself, without a name';

const itemProblem = (item: Item, kind: Kind, types: readonly string[]): Placed | undefined => {
  const [type = ''] = item.keys;
  if (!types.includes(type)) {
    const known = BESIDE.includes(type);
    return known ? undefined : unknown(item, `there is no block ${type}`, types);
  }
  const fields = kind.blockFields[type] ?? [];
  const { value } = item;
  return value.type !== 'body' ? undefined : firstOf(value.items, (one) => attributeProblem(one, type, fields));
};

const unknown = ({ keys: [name = ''], at }: Item, message: string, candidates: readonly string[]): Placed => {
  const near = suggest(name, candidates);
  return { message, offset: at, help: near === undefined ? [] : [`did you mean ${near}?`] };
};

const attributeProblem = (item: Item, type: string, fields: readonly Field[]): Placed | undefined => {
  const [name = ''] = item.keys;
  const field = fields.find((one) => one.name === name);
  if (field === undefined) {
    return unknown(
      item,
      `a ${type} has no attribute ${name}`,
      fields.map((one) => one.name),
    );
  }
  const value = plain(item.value);
  const error = value === undefined ? undefined : firstError(field.schema, value);
  const listWanted = error?.keyword === 'type' && field.schema.type === 'array' && typeof value !== 'object';
  if (error === undefined || !(error.keyword === 'enum' || listWanted)) return undefined;
  // What follows a denial is not looked at by any server.
  if (Array.isArray(value) && value.includes('deny')) return undefined;
  const { message, help = [] } = inWords(name, error, false);
  return { message, help, offset: item.at };
};

/** A text or a list of texts; nothing else is judged. */
const plain = (value: Value): Plain | undefined => {
  if (value.type === 'scalar') return value.value;
  if (value.type !== 'list') return undefined;
  const items = value.items.map((item) => (item.type === 'scalar' ? item.value : undefined));
  return items.flatMap((item) => (item === undefined ? [] : [item]));
};

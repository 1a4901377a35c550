import type { Value } from '../value.ts';
import { numberText } from '../values/number.ts';
import { CallFailure } from './failure.ts';

/*
 * YAML as Terraform writes it: quotes around every string, a block for one of several lines, lists not indented below
 * their key, long strings folded.
 */

/** Lines are broken at the first space after so many characters. */
const WIDTH = 80;

export const toYaml = (value: Value): string => {
  const lines = nodeLines(value, '', 0);
  // A bare word at the end of a text could go on: it gets an end of its own.
  const open = value.kind === 'null' || value.kind === 'bool' || value.kind === 'number';
  return `${lines}${lines.endsWith('\n') ? '' : '\n'}${open ? '...\n' : ''}`;
};

/** What stands after `lead`, the last line so far; `depth` is the column at which a collection's lines begin. */
const nodeLines = (value: Value, lead: string, depth: number): string => {
  switch (value.kind) {
    case 'null':
      return `${lead}null`;
    case 'bool':
      return lead + String(value.value);
    case 'number':
      return lead + numberText(value.value);
    case 'string':
      return lead + scalar(value.value, lead.length, lead === '' ? 2 : depth + 2);
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.length === 0 ? `${lead}[]` : sequence(value.items, lead, depth);
    case 'map':
    case 'object':
      return value.entries.size === 0 ? `${lead}{}` : mapping(value.entries, lead, depth);
    case 'unknown':
      throw new CallFailure('a value that is not known yet cannot be written as YAML');
  }
};

const joined = (parts: readonly string[]): string =>
  parts.map((part, index) => (index < parts.length - 1 && !part.endsWith('\n') ? `${part}\n` : part)).join('');

/** `lead` is "" at the top, `key:` after a key, `- ` within a list. */
const sequence = (items: readonly Value[], lead: string, depth: number): string => {
  const inner = lead.endsWith('- ') ? depth + 2 : depth;
  const space = ' '.repeat(inner);
  const parts = items.map((item, index) => {
    const first = index === 0 && lead.endsWith('- ');
    return nodeLines(item, `${first ? lead : space}- `, inner);
  });
  return lead.endsWith(': ') ? `${lead.slice(0, -1)}\n${joined(parts)}` : joined(parts);
};

const mapping = (entries: ReadonlyMap<string, Value>, lead: string, depth: number): string => {
  const inner = lead === '' ? depth : depth + 2;
  const space = ' '.repeat(inner);
  const parts = [...entries].map(([key, item], index) => {
    const first = index === 0 && lead.endsWith('- ');
    return nodeLines(item, `${first ? lead : space}${quoted(key)}: `, inner);
  });
  return lead.endsWith(': ') ? `${lead.slice(0, -1)}\n${joined(parts)}` : joined(parts);
};

const scalar = (value: string, column: number, indent: number): string =>
  isBlock(value) ? block(value, indent) : quoted(value, { column, indent });

/** Code points that stand for themselves in a quoted string; a tab and what is beyond 16 bits do not. */
const PRINTABLE = /[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

const isBlock = (value: string): boolean =>
  value.includes('\n') && [...value].every((one) => PRINTABLE.test(one)) && !/ [\n\u2028\u2029]| $/.test(value);

const block = (value: string, indent: number): string => {
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const chomp = !value.endsWith('\n') ? '-' : value === '\n' || value.endsWith('\n\n') ? '+' : '';
  const lines = value.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

const escaped = (one: string): string => {
  const short = ESCAPES[one];
  if (short !== undefined) return short;
  if (PRINTABLE.test(one)) return one;
  const code = one.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
};

/** In double quotes; folded at spaces when it says where it stands. */
const quoted = (value: string, fold?: { readonly column: number; readonly indent: number }): string => {
  const characters = [...value];
  const parts = ['"'];
  let column = (fold?.column ?? 0) + 1;
  let afterSpace = false;
  characters.forEach((one, at) => {
    const inside = at > 0 && at < characters.length - 1;
    const breaks = fold !== undefined && one === ' ' && !afterSpace && column > WIDTH && inside;
    const part = breaks ? `\n${' '.repeat(fold.indent)}${characters[at + 1] === ' ' ? '\\' : ''}` : escaped(one);
    parts.push(part);
    column = breaks ? part.length - 1 : column + [...part].length;
    afterSpace = one === ' ';
  });
  return `${parts.join('')}"`;
};

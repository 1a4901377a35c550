import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import { lineEnd } from '../lexer/lexing.ts';

/** What stands at the left edge of a file of YAML: a key, a line of a list, or a mark between documents. */
const LINE = /^(?:---(?:\s.*)?|\.\.\.\s*|- .*|-\s*|(?:[\w./-]+|"[^"]*"|'[^']*'):(?:\s.*)?)$/;
const KEY = /^["']?([\w./-]+)["']?:\s*(?:[|>][+-]?\s*)?(?:#.*)?$/;
/** The first line of a list of blocks. */
const ITEM = /^- ["']?[\w./-]+["']?:\s*(?:#.*)?$/;
/** No more of a file is looked at: the first blocks tell. */
const LONGEST = 20_000;
/** More than that of a block is not shown. */
const SHOWN = 4;

interface Line {
  readonly text: string;
  readonly start: number;
  readonly indent: number;
}

/** A whole file in YAML under the name of one in HCL: one mistake, with its first block as it would be here. */
export const yamlMistake = (source: Source): Diagnostic | undefined => {
  const lines = linesOf(source.text.slice(0, LONGEST));
  const edge = lines.filter(({ indent }) => indent === 0);
  // A line without a value is shown where there is one: a value may be a secret.
  const first =
    edge.find(({ text }) => KEY.test(text) || ITEM.test(text)) ?? edge.find(({ text }) => !text.startsWith('---'));
  if (first === undefined || !edge.every(({ text }) => LINE.test(text))) return undefined;
  // A file of values with a colon or two is no YAML yet.
  if (!edge.some(({ text }) => text.startsWith('---') || KEY.test(text) || ITEM.test(text))) return undefined;
  return {
    code: 'colon-for-equals',
    message: 'this file is written in YAML, and a seed in HCL or JSON',
    at: { source, start: first.start, end: first.start + first.text.length },
    help: [...firstBlock(lines), 'the same as JSON is a file *.seed.json: { "BLOCK": { "NAME": { … } } }'],
  };
};

const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end).trimEnd();
    const inner = line.trimStart();
    if (inner !== '' && !inner.startsWith('#')) lines.push({ text: inner, start, indent: line.length - inner.length });
    start = end + 1;
  }
  return lines;
};

/** The lines below one that stand further to the right than it. */
const below = (lines: readonly Line[], line: Line): readonly Line[] => {
  const after = lines.slice(lines.indexOf(line) + 1);
  const end = after.findIndex(({ indent, text }) => indent < line.indent || (indent === line.indent && !isDash(text)));
  return end < 0 ? after : after.slice(0, end);
};

const isDash = (text: string): boolean => /^-(?:\s|$)/.test(text);

const STANDARD = ['a block is written mount "NAME" { … }, and what it holds name = value'];

/** Names only: a value may be a secret. */
const firstBlock = (lines: readonly Line[]): readonly string[] => {
  // A manifest of a cluster: nothing in it is the name of a block.
  if (lines.some(({ indent, text }) => indent === 0 && text.startsWith('apiVersion:'))) return STANDARD;
  const type = lines.find(({ indent, text }) => indent === 0 && KEY.test(text));
  const [name] = type === undefined ? [] : below(lines, type);
  const word = KEY.exec(type?.text ?? '')?.[1];
  if (word === undefined || name === undefined) return STANDARD;
  const head = 'its first block would be written';
  if (isDash(name.text)) return [head, `  ${singular(word)} "NAME" { … }`];
  const label = KEY.exec(name.text)?.[1];
  if (label === undefined) return [head, `  ${word} "NAME" {`, ...members([name, ...below(lines, name)]), '  }'];
  return [head, `  ${word} "${label}" {`, ...members(below(lines, name)), '  }'];
};

/** A list is called by all that is in it. */
const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');

/** A key below which others stand: the label of a block, but for what is a map of maps. */
const LABEL = /^["']?([\w./*+-]{1,80})["']?:$/;
const MAPS: readonly string[] = ['data', 'metadata', 'options', 'labels'];

const memberIn = (line: Line | undefined): string => {
  const [, name, bracket] = /^["']?([\w-]+)["']?:\s*(\[)?/.exec(line?.text ?? '') ?? [];
  return name === undefined ? '…' : `${name} = ${bracket === undefined ? '…' : '[ … ]'}`;
};

const members = (lines: readonly Line[]): readonly string[] => {
  const [first] = lines;
  const own = lines.filter(({ indent }) => indent === first?.indent);
  const written = own.flatMap((line) => {
    const [, name, value = ''] = /^["']?([\w-]+)["']?:\s*(.*)$/.exec(line.text) ?? [];
    if (name === undefined) return [];
    const [inside, first] = below(lines, line);
    const empty = value === '' && inside !== undefined;
    const label =
      empty && first !== undefined && first.indent > inside.indent ? LABEL.exec(inside.text)?.[1] : undefined;
    if (label !== undefined && !MAPS.includes(name)) return [`    ${name} "${label}" { ${memberIn(first)} }`];
    return [`    ${name} = ${empty ? (isDash(inside.text) ? '[ … ]' : '{ … }') : '…'}`];
  });
  if (written.length === 0) return ['    …'];
  return written.length > SHOWN ? [...written.slice(0, SHOWN), '    …'] : written;
};

import type { ExplainedField, Explanation } from '../kinds/index.ts';
import { visible } from '../model/clean.ts';
import type { Products } from '../model/kind.ts';
import { displayWidth, pad, wrap } from './layout.ts';
import { paint, type Style } from './style.ts';
import { productName } from './words.ts';

/** A longer name pushes its own type out of the column, not everybody's. */
const NAME_LIMIT = 32;

const rangeText = (range: string | false): string => {
  if (range === false) return 'no';
  if (range === 'plugin') return 'as an external plugin';
  if (range === 'enterprise') return 'in its enterprise edition';
  return range === '*' ? 'yes' : range;
};

const productsText = (products: Products): string =>
  Object.entries(products)
    .map(([product, range]) => `${productName(product)}: ${rangeText(range)}`)
    .join(', ');

const literal = (value: unknown): string => (value === '' ? '""' : JSON.stringify(value));

const notesOf = (field: ExplainedField): readonly string[] =>
  [
    field.required ? 'required' : '',
    ...field.flags,
    field.default === undefined ? '' : `default ${literal(field.default)}`,
    field.reset === undefined || field.reset === field.default ? '' : `null means ${literal(field.reset)}`,
    productsText(field.products),
  ].filter((note) => note !== '');

const fieldLines = (field: ExplainedField, names: number, style: Style): readonly string[] => {
  const indent = ' '.repeat(6);
  const notes = notesOf(field);
  return [
    `  ${paint(style).bold(pad(field.name, names))}  ${field.takes}`,
    ...(field.description === '' ? [] : wrap(indent + field.description, style.width, indent)),
    ...(notes.length === 0 ? [] : wrap(`${indent}(${notes.join('; ')})`, style.width, indent).map(paint(style).dim)),
  ];
};

const section = (title: string, fields: readonly ExplainedField[], style: Style): readonly string[] => {
  if (fields.length === 0) return [];
  const names = Math.min(NAME_LIMIT, Math.max(...fields.map(({ name }) => displayWidth(name))));
  const sorted = [...fields].sort((a, b) => Number(b.required) - Number(a.required));
  return ['', paint(style).bold(title), ...sorted.flatMap((field) => fieldLines(field, names, style))];
};

const factLines = (told: Explanation): readonly string[] => {
  const facts: readonly (readonly [string, string])[] = [
    ['Written as', `${told.block} { }`],
    ['Stands in', told.inside === undefined ? '' : `${told.inside.block} of type "${told.inside.type}"`],
    ['On the server', told.path],
    ['Products', productsText(told.products)],
    ['Edition', told.edition ?? ''],
    ...told.remarks.map((remark) => ['Mind', remark] as const),
    ...Object.entries(told.docs).map(([product, url]) => [`${productName(product)} docs`, url] as const),
  ];
  return facts.filter(([, text]) => text !== '').map(([name, text]) => `  ${pad(name, 14)}  ${text}`);
};

const wordLines = (words: Explanation['words'], style: Style): readonly string[] => {
  if (words.length === 0) return [];
  const names = Math.max(...words.map(({ name }) => displayWidth(name)));
  const indent = ' '.repeat(6);
  const lines = words.flatMap(({ name, takes, description }) => [
    `  ${paint(style).bold(pad(name, names))}  ${takes}`,
    ...wrap(indent + description, style.width, indent),
  ]);
  return ['', paint(style).bold('Besides its fields'), ...lines];
};

/** All there is to say about a kind: what it is, where it lives, which products have it, its fields, what it holds. */
export const explanationText = (told: Explanation, style: Style): string =>
  [
    `${paint(style).bold(told.handle)}: ${told.title}`,
    ...(told.description === '' ? [] : wrap(`  ${told.description}`, style.width, '  ')),
    '',
    ...factLines(told),
    ...section('Fields', told.fields, style),
    ...told.blocks.flatMap((one) => section(`${one.block} { }, instead of ${one.field}`, one.fields, style)),
    ...wordLines(told.words, style),
    ...section('Made by the server, to refer to', told.made, style),
    ...(told.children.length === 0
      ? []
      : ['', paint(style).bold('Inside it'), ...told.children.map((name) => `  ${name}`)]),
  ].join('\n');

/** Names that can be explained, with what they are. */
export const namesText = (title: string, names: readonly string[], style: Style): string =>
  [paint(style).bold(title), ...names.map((name) => `  ${visible(name)}`)].join('\n');

/** A kind as machines read it, described by `schemas/output/explain.schema.json`. */
export const explanationJson = (told: Explanation) => ({
  handle: told.handle,
  title: told.title,
  description: told.description,
  block: told.block,
  ...(told.inside === undefined ? {} : { inside: told.inside }),
  path: told.path,
  products: told.products,
  ...(told.edition === undefined ? {} : { edition: told.edition }),
  docs: told.docs,
  remarks: told.remarks,
  fields: told.fields,
  blocks: told.blocks,
  words: told.words,
  made: told.made,
  children: told.children,
});

import { takes } from '../kinds/wording.ts';
import { type Code, codes } from '../model/diagnostic.ts';
import type { Field, Kind, Plugin, Products } from '../model/kind.ts';
import { displayWidth, pad, wrap } from './layout.ts';
import { paint, type Style } from './style.ts';
import { productName } from './words.ts';

const rangeText = (range: string | false): string => {
  if (range === false) return 'no';
  if (range === 'plugin') return 'as an external plugin';
  return range === '*' ? 'yes' : range;
};

const productsText = (products: Products): string =>
  Object.entries(products)
    .map(([product, range]) => `${productName(product)}: ${rangeText(range)}`)
    .join(', ');

const resetText = (field: Field): string =>
  field.reset === undefined ? '' : `null sets it back to ${JSON.stringify(field.reset)}`;

const notesOf = (field: Field): readonly string[] =>
  [
    field.required ? 'required' : '',
    field.readOnly ? 'made by the server: to refer to, not to declare' : '',
    field.writeOnly ? 'write-only: the server never shows it' : '',
    field.sensitive ? 'secret: never shown' : '',
    field.immutable ? 'a change means replace' : '',
    field.oneWay ? 'cannot be switched off' : '',
    field.deprecated ? 'deprecated' : '',
    field.edition === 'enterprise' ? 'enterprise only' : '',
    Object.keys(field.products).length > 0 ? productsText(field.products) : '',
    resetText(field),
  ].filter((note) => note !== '');

const typeText = (field: Field): string =>
  field.compare === 'duration' ? 'a duration such as "1h"' : takes(field.schema);

const fieldLines = (field: Field, names: number, style: Style): readonly string[] => {
  const indent = ' '.repeat(6);
  const notes = notesOf(field);
  return [
    `  ${paint(style).bold(pad(field.name, names))}  ${typeText(field)}`,
    ...(field.description === '' ? [] : wrap(indent + field.description, style.width, indent)),
    ...(notes.length === 0 ? [] : wrap(`${indent}(${notes.join('; ')})`, style.width, indent).map(paint(style).dim)),
  ];
};

const WRITES: Readonly<Record<Kind['write'], string>> = {
  merge: 'changes the fields that are sent, and no others',
  replace: 'replaces the whole object',
  mixed: 'changes the fields that are sent, and sets some others back',
  'create-only': 'is refused: a change means replace',
};

const blockText = ({ block, label, named }: Kind): string =>
  `${block}${label ? ` "${label}"` : named ? ' "NAME"' : ''} { … }`;

const factLines = (kind: Kind, style: Style): readonly string[] => {
  const facts: readonly (readonly [string, string])[] = [
    ['Written as', style.unicode ? blockText(kind) : blockText(kind).replace('…', '...')],
    ['On the server', kind.path],
    ['Products', productsText(kind.products)],
    ['Edition', kind.edition ?? ''],
    ['A second write', WRITES[kind.write]],
    ['Deleting', kind.delete.length === 0 ? 'the server has no way to: it will remain' : ''],
    ...Object.entries(kind.docs).map(([product, url]) => [`${productName(product)} docs`, url] as const),
  ];
  return facts.filter(([, text]) => text !== '').map(([name, text]) => `  ${pad(name, 15)} ${text}`);
};

const sections = (kind: Kind): readonly (readonly [string, readonly Field[]])[] => {
  const made = kind.fields.filter((field) => field.readOnly);
  const declared = kind.fields.filter((field) => !field.readOnly);
  const sorted = [...declared].sort((a, b) => Number(b.required) - Number(a.required));
  return [
    ['Fields', sorted],
    ['Made by the server', made],
  ];
};

/** All there is to say about a kind: what it is, where it lives, which products have it, and its fields. */
export const explainKind = (kind: Kind, style: Style, inside: readonly string[] = []): string => {
  const names = Math.min(32, Math.max(0, ...kind.fields.map((field) => displayWidth(field.name))));
  const fields = sections(kind).flatMap(([title, list]) =>
    list.length === 0
      ? []
      : ['', paint(style).bold(title), ...list.flatMap((field) => fieldLines(field, names, style))],
  );
  return [
    `${paint(style).bold(kind.handle)}: ${kind.title}`,
    ...(kind.description === '' ? [] : wrap(`  ${kind.description}`, style.width, '  ')),
    '',
    ...factLines(kind, style),
    ...fields,
    ...(kind.open ? ['', 'Further fields are allowed and sent as they are.'] : []),
    ...(inside.length === 0 ? [] : ['', paint(style).bold('Inside it'), ...inside.map((handle) => `  ${handle}`)]),
  ].join('\n');
};

/** What may be declared inside a mount or auth method of one type. */
export const explainPlugin = (plugin: Plugin, style: Style): string => {
  const width = Math.max(0, ...plugin.kinds.map((kind) => displayWidth(kind.handle)));
  return [
    paint(style).bold(plugin.title),
    `  ${productsText(plugin.products)}`,
    '',
    ...plugin.kinds.map((kind) => `  ${pad(kind.handle, width)}  ${kind.title}`),
  ].join('\n');
};

/** Everything that can be explained: what stands at the top of a seed, and the types of what has children. */
export const explainOverview = (
  tops: readonly Kind[],
  types: readonly { readonly handle: string; readonly title: string }[],
  style: Style,
): string => {
  const width = Math.max(0, ...[...tops, ...types].map(({ handle }) => displayWidth(handle)));
  const line = ({ handle, title }: { handle: string; title: string }): string => `  ${pad(handle, width)}  ${title}`;
  return [
    paint(style).bold('At the top of a seed'),
    ...tops.map(line),
    '',
    paint(style).bold('Inside them, by type'),
    ...types.map(line),
    '',
    'vaultseed explain NAME says more about each; an error code is a NAME too.',
  ].join('\n');
};

/** What a code always means. */
export const explainCode = (code: Code, style: Style): string => {
  const { severity, summary } = codes[code];
  const effect =
    severity === 'error'
      ? 'Where it is said, nothing is written until it is put right.'
      : 'It stops nothing; it says what to look at.';
  return [
    `${paint(style).bold(`${severity}[${code}]`)}`,
    ...wrap(`  ${summary}.`, style.width, '  '),
    ...wrap(`  ${effect}`, style.width, '  '),
  ].join('\n');
};

/** A kind as machines read it. */
export const explainJson = (kind: Kind) => ({
  handle: kind.handle,
  id: kind.id,
  title: kind.title,
  description: kind.description,
  block: kind.block,
  path: kind.path,
  products: kind.products,
  fields: kind.fields.map((field) => ({
    name: field.name,
    description: field.description,
    schema: field.schema,
    required: field.required,
    read_only: field.readOnly,
    write_only: field.writeOnly,
    sensitive: field.sensitive,
    immutable: field.immutable,
    products: field.products,
  })),
});

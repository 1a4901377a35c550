import type { Node as JsonNode } from 'jsonc-parser';
import type { Diagnostic } from '../model/diagnostic.ts';
import { positionOf } from '../model/position.ts';
import type { Source } from '../model/span.ts';
import { suggest } from '../model/suggest.ts';
import type { Attribute, Block, JsonBody, Label } from './ast.ts';
import type { BlockHeader, BlockHeaders, Content } from './content.ts';
import { jsonExpression, spanOfNode } from './parser/json-expression.ts';

interface Unpacking {
  readonly source: Source;
  readonly attributes: Map<string, Attribute>;
  readonly blocks: Block[];
  readonly diagnostics: Diagnostic[];
}

/**
 * A JSON object as a body, by the mapping that Terraform's `.tf.json` uses: labels are the keys of nested objects, a
 * list stands for several blocks, and a member called "//" is a comment.
 */
export const jsonContent = (body: JsonBody, headers: BlockHeaders): Content => {
  const unpacking: Unpacking = { source: body.source, attributes: new Map(), blocks: [], diagnostics: [] };
  for (const [key, value] of body.objects.flatMap(membersOf)) {
    const name = textOf(key);
    const header = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (header !== undefined)
      unpackBlocks(unpacking, { key, labels: [], range: header.labels, holds: header.holds }, value);
    else if (name !== '//') addAttribute(unpacking, key, value);
  }
  return unpacking;
};

const membersOf = (object: JsonNode): readonly (readonly [JsonNode, JsonNode])[] =>
  (object.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });

const textOf = (key: JsonNode): string => String(key.value).normalize('NFC');

const addAttribute = ({ source, attributes, diagnostics }: Unpacking, key: JsonNode, value: JsonNode): void => {
  const name = textOf(key);
  const nameSpan = spanOfNode(source, key);
  const first = attributes.get(name);
  if (first !== undefined) {
    const { line } = positionOf(source, first.nameSpan.start);
    const help = [`it is set on line ${line} already: keep one of the two`];
    diagnostics.push({ code: 'duplicate-attribute', message: `"${name}" is set twice`, help, at: nameSpan });
    return;
  }
  const { expression, diagnostics: found } = jsonExpression(source, value);
  diagnostics.push(...found);
  const span = { source, start: key.offset, end: value.offset + value.length };
  attributes.set(name, { kind: 'attribute', name, nameSpan, expression, span });
};

interface Head {
  readonly key: JsonNode;
  readonly labels: readonly Label[];
  readonly range: BlockHeader['labels'];
  readonly holds: BlockHeader['holds'];
}

const unpackBlocks = (unpacking: Unpacking, head: Head, value: JsonNode): void => {
  if (value.type === 'null') return;
  if (value.type === 'array') {
    for (const child of value.children ?? []) unpackBlocks(unpacking, head, child);
  } else if (value.type !== 'object') refuseShape(unpacking, head, value);
  else if (takesLabel(head, value)) unpackLabels(unpacking, head, value);
  else unpacking.blocks.push(blockOf(unpacking.source, head, value));
};

/** Keys are labels as long as labels are due; where they may be left out, when every member is an object. */
const takesLabel = ({ labels, range: [min, max] }: Head, value: JsonNode): boolean => {
  if (labels.length < min) return true;
  const members = membersOf(value);
  return labels.length < max && members.length > 0 && members.every(([, member]) => holdsObjects(member));
};

const holdsObjects = (value: JsonNode): boolean =>
  value.type === 'object' ||
  (value.type === 'array' &&
    (value.children ?? []).length > 0 &&
    (value.children ?? []).every(({ type }) => type === 'object'));

const unpackLabels = (unpacking: Unpacking, head: Head, value: JsonNode): void => {
  const members = membersOf(value).filter(([key]) => textOf(key) !== '//');
  if (head.labels.length < head.range[0] && members.length > 0 && lacksLabel(members, head)) {
    refuseShape(unpacking, head, value);
    return;
  }
  for (const [key, member] of members) {
    const label = { text: textOf(key), span: spanOfNode(unpacking.source, key) };
    unpackBlocks(unpacking, { ...head, labels: [...head.labels, label] }, member);
  }
};

type Member = readonly [key: JsonNode, value: JsonNode];

/** The members are what the block holds, not labels: its label is forgotten. */
const lacksLabel = (members: readonly Member[], { holds }: Head): boolean => {
  const known = holds?.() ?? new Set<string>();
  if (members.some(([key, value]) => known.has(textOf(key)) && !holdsKnown(value, known))) return true;
  const plain = members.every(([, { type }]) => type !== 'object' && type !== 'array' && type !== 'null');
  return plain && (known.size === 0 || members.some(([key]) => suggest(textOf(key), known) !== undefined));
};

/** An object that may be the body of a block which is called like one of its own members. */
const holdsKnown = (value: JsonNode, known: ReadonlySet<string>): boolean => {
  if (value.type === 'array') return (value.children ?? []).some((one) => holdsKnown(one, known));
  const members = membersOf(value);
  return value.type === 'object' && (members.length === 0 || members.some(([key]) => known.has(textOf(key))));
};

const blockOf = (source: Source, { key, labels }: Head, object: JsonNode): Block => {
  const typeSpan = spanOfNode(source, key);
  const span = spanOfNode(source, object);
  const body: JsonBody = { syntax: 'json', source, objects: [object] };
  // The mark goes under the innermost key: several blocks may share the outer ones.
  return { kind: 'block', type: textOf(key), typeSpan, labels, body, head: labels.at(-1)?.span ?? typeSpan, span };
};

const refuseShape = ({ source, diagnostics }: Unpacking, head: Head, value: JsonNode): void => {
  const name = textOf(head.key);
  if (value.type === 'object') {
    const first = membersOf(value).find(([key]) => textOf(key) !== 'name');
    const inside = first === undefined ? '{ … }' : `{ "${textOf(first[0])}": … }`;
    const help = [`write "${name}": { "NAME": ${inside} }`];
    diagnostics.push({
      code: 'block-as-attribute',
      message: `this "${name}" has no name`,
      at: spanOfNode(source, head.key),
      help,
    });
    return;
  }
  const label = head.labels.at(-1)?.text;
  const missing = head.labels.length < head.range[0];
  diagnostics.push({
    code: 'block-as-attribute',
    message: `${label === undefined ? `"${name}"` : `the ${name} "${label}"`} is a block: expected an object, found a ${value.type}`,
    at: spanOfNode(source, value),
    help: [
      `write "${label ?? name}": ${missing ? '{ "NAME": { … } }' : bodyText(head, value)}, or a list of such objects`,
    ],
  });
};

/** Where only one thing may be meant by a value in the place of an object, it is named. */
const bodyText = ({ holds }: Head, value: JsonNode): string => {
  const words = holds?.() ?? new Set<string>();
  if (words.has('value')) return '{ "value": … }';
  const [first] = words;
  return first !== undefined && value.parent?.type === 'array' ? `{ "${first}": […] }` : '{ … }';
};

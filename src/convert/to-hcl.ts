import { findNodeAtLocation, type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Catalog } from '../kinds/index.ts';
import {
  type Attribute,
  type Block,
  type Body,
  content,
  formatSource,
  parseSource,
  quotedText,
} from '../language/index.ts';
import { type Checked, refused } from '../model/checked.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { Source } from '../model/span.ts';
import { type Shape, seedShape, valuesShape } from '../seed/index.ts';
import { hclOf, heredocOf } from './hcl-value.ts';

interface Translating {
  readonly text: string;
  readonly root: JsonNode;
  readonly diagnostics: Diagnostic[];
}

/** A seed, or a file of values for one, in JSON as one in HCL that means the same. Members called "//" become comments. */
export const toHcl = (source: Source, catalog: Catalog): Checked<string> => {
  const { body, diagnostics } = parseSource(source);
  // A byte order mark is no JSON; offsets have to stay those of the file.
  const root = parseTree(source.text.replace(/^\uFEFF/, ' '));
  if (hasErrors(diagnostics) || root === undefined) return refused(...diagnostics);
  const translating: Translating = { text: source.text, root, diagnostics: [...diagnostics] };
  const text = bodyHcl(translating, body, source.values ? valuesShape : seedShape(catalog));
  if (hasErrors(translating.diagnostics)) return refused(...translating.diagnostics);
  const formatted = formatSource({ path: source.path.replace(/json$/, 'hcl'), text });
  if (!formatted.ok) throw new Error(`a translation does not parse: ${formatted.diagnostics[0]?.message}\n${text}`);
  return formatted;
};

const bodyHcl = (translating: Translating, body: Body, shape: Shape): string => {
  const { attributes, blocks, diagnostics } = content(body, shape.headers);
  translating.diagnostics.push(...diagnostics);
  const lines = [...attributes.values()].map((attribute) => attributeHcl(translating, attribute, shape));
  const parts = blocks.map((block) => blockHcl(translating, block, shape));
  const own = [...commentLines(body), ...lines].join('');
  return [own, ...parts].filter((part) => part !== '').join('\n');
};

const NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

const attributeHcl = (translating: Translating, attribute: Attribute, { typeName }: Shape): string => {
  const { name, nameSpan, span } = attribute;
  if (!NAME.test(name)) {
    const help = ['rename it, or leave this file in JSON'];
    const message = `in HCL nothing can be called "${name}"`;
    translating.diagnostics.push({ code: 'untranslatable', message, at: nameSpan, help });
  }
  const node = nodeEndingAt(translating.root, span.end);
  if (node === undefined) throw new Error('an attribute without a value');
  const isText = node.type === 'string';
  if (isText && name === typeName && !String(node.value).includes('${')) return `${name} = ${String(node.value)}\n`;
  const heredoc = isText ? heredocOf(String(node.value)) : undefined;
  return `${name} = ${heredoc ?? hclOf(node, translating.text)}\n`;
};

const blockHcl = (translating: Translating, block: Block, shape: Shape): string => {
  const head = [block.type, ...block.labels.map(({ text }) => `"${quotedText(text)}"`)].join(' ');
  const body = bodyHcl(translating, block.body, shape.inside(block));
  return body === '' ? `${head} {}\n` : `${head} {\n${body}}\n`;
};

/** The value that ends at an offset, the outermost one. */
const nodeEndingAt = (node: JsonNode, end: number): JsonNode | undefined => {
  if (node.type === 'property') {
    const value = node.children?.[1];
    return value === undefined ? undefined : value.offset + value.length === end ? value : nodeEndingAt(value, end);
  }
  const child = node.children?.find(({ offset, length }) => offset < end && end <= offset + length);
  return child === undefined ? undefined : nodeEndingAt(child, end);
};

const commentLines = (body: Body): readonly string[] => {
  if (body.syntax !== 'json') return [];
  return body.objects
    .flatMap((object) => findNodeAtLocation(object, ['//']) ?? [])
    .filter(({ value }) => value !== '')
    .flatMap((node) => (node.type === 'array' ? (node.children ?? []) : [node]))
    .flatMap(({ type, value }) => (type === 'string' ? String(value).split(/\r?\n/) : []))
    .map((line) => `# ${line}`.trimEnd().concat('\n'));
};

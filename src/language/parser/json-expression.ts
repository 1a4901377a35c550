import type { Node as JsonNode } from 'jsonc-parser';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source, Span } from '../../model/span.ts';
import type { Expression } from '../ast.ts';
import { parseNumber } from '../values/number.ts';
import { parseTemplateText } from './parse.ts';

interface JsonExpression {
  readonly expression: Expression;
  readonly diagnostics: readonly Diagnostic[];
}

export const spanOfNode = (source: Source, node: JsonNode): Span => ({
  source,
  start: node.offset,
  end: node.offset + node.length,
});

/** What a JSON value says as an expression: strings, keys as well, are templates. */
export const jsonExpression = (source: Source, node: JsonNode): JsonExpression => {
  const diagnostics: Diagnostic[] = [];
  const expression = convertNode({ source, diagnostics }, node);
  return { expression, diagnostics };
};

interface Converting {
  readonly source: Source;
  readonly diagnostics: Diagnostic[];
}

const convertNode = (converting: Converting, node: JsonNode): Expression => {
  const { source } = converting;
  const span = spanOfNode(source, node);
  switch (node.type) {
    case 'string':
      return stringExpression(converting, node);
    case 'array':
      return { kind: 'tuple', items: (node.children ?? []).map((child) => convertNode(converting, child)), span };
    case 'object':
      return { kind: 'object', items: (node.children ?? []).flatMap((member) => memberOf(converting, member)), span };
    case 'number':
      return numberExpression(converting, span);
    case 'boolean':
      return { kind: 'literal', value: source.text.charAt(node.offset) === 't', span };
    default:
      return { kind: 'literal', value: null, span };
  }
};

const memberOf = (converting: Converting, member: JsonNode) => {
  const [key, value] = member.children ?? [];
  if (key === undefined || value === undefined) return [];
  return [{ key: stringExpression(converting, key), value: convertNode(converting, value) }];
};

/** From the text, not from the JSON parser's number: that one has only 53 bits. */
const numberExpression = ({ source, diagnostics }: Converting, span: Span): Expression => {
  const text = source.text.slice(span.start, span.end);
  const value = parseNumber(text);
  if (value !== undefined) return { kind: 'literal', value, span };
  diagnostics.push({ code: 'bad-number', message: 'this number is too large or too small', at: span });
  return { kind: 'invalid', span };
};

const stringExpression = ({ source, diagnostics }: Converting, node: JsonNode): Expression => {
  const span = spanOfNode(source, node);
  const { text, offsets } = decode(source.text, node.offset + 1, node.offset + node.length - 1);
  if (!text.includes('{')) return { kind: 'literal', value: text.normalize('NFC'), span };
  const spanOf = (start: number, end: number): Span => ({ source, start: offsets(start), end: offsets(end) });
  const parsed = parseTemplateText({ source, text, mode: 'template', spanOf });
  diagnostics.push(...parsed.diagnostics);
  return parsed.expression.kind === 'template' ? { ...parsed.expression, span } : parsed.expression;
};

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/gs;

/** The characters of a JSON string, and for each of them where it stands in the file. */
const decode = (file: string, start: number, end: number): { text: string; offsets: (at: number) => number } => {
  const raw = file.slice(start, end);
  if (!raw.includes('\\')) return { text: raw, offsets: (at) => start + at };
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let saved = 0;
  const text = raw.replaceAll(ESCAPE, (written: string, offset: number) => {
    saved += written.length - 1;
    shifts.push({ from: offset + written.length - saved, by: saved });
    return unescaped(written);
  });
  return { text, offsets: (at) => start + at + (shifts.findLast(({ from }) => from <= at)?.by ?? 0) };
};

const SIMPLE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const unescaped = (written: string): string => {
  const char = written.charAt(1);
  return char === 'u' ? String.fromCharCode(Number.parseInt(written.slice(2), 16)) : (SIMPLE[char] ?? char);
};

import type { Source } from '../model/span.ts';
import { parseSource } from './parser/parse.ts';

/** Where something stands says nothing of what it means; and attributes are among the items. */
const PLACES: ReadonlySet<string> = new Set(['span', 'nameSpan', 'typeSpan', 'head', 'source', 'attributes']);

const bare = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== 'object' || node === null) return node;
  // A number, which is not the text of it.
  if ('toFixed' in node) return { number: String(node) };
  const parts = Object.entries(node).filter(([name]) => !PLACES.has(name));
  return Object.fromEntries(parts.map(([name, part]) => [name, bare(part)]));
};

/** A text that is another one when a file means something else, and the same for another layout and other comments. */
export const meaningOf = (source: Source): string => {
  const { body, diagnostics } = parseSource(source);
  if (diagnostics.length > 0) return source.text;
  return JSON.stringify(body.syntax === 'json' ? JSON.parse(source.text) : bare(body));
};

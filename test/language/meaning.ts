import { parseSource } from '../../src/language/index.ts';

/** Members of a tree that say where something stands, not what it is. */
const PLACES = new Set(['span', 'nameSpan', 'typeSpan', 'head', 'source']);

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What stands for itself: `"${x}"` is `x`, and so is `(x)`. */
const wrapped = (node: Fields): unknown => {
  if (node.kind === 'parentheses') return node.inner;
  if (node.kind !== 'template' || !Array.isArray(node.parts) || node.parts.length !== 1) return undefined;
  const part: unknown = node.parts[0];
  return isFields(part) && part.kind === 'interpolation' ? part.expression : undefined;
};

/** Types without a parameter, as they are and were written. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ list: 'list(any)', map: 'map(any)', set: 'set(any)' },
  ...{ '"string"': 'string', '"list"': 'list(string)', '"map"': 'map(string)' },
};

const typeOf = (node: Fields, text: string): string | undefined => {
  const span = node.span;
  if (!isFields(span) || typeof span.start !== 'number' || typeof span.end !== 'number') return undefined;
  const written = text.slice(span.start, span.end).replaceAll(/\s/g, '');
  return TYPES[written] ?? written;
};

const strip = (value: unknown, text: string): unknown => {
  if (Array.isArray(value)) return value.map((each) => strip(each, text));
  if (!isFields(value)) return value;
  // Numbers are objects of a library: their text is what they are.
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  const inner = wrapped(value);
  if (inner !== undefined) return strip(inner, text);
  if (value.kind === 'block' && value.type === 'variable') return { block: 'variable', items: variableOf(value, text) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (PLACES.has(name) ? [] : [[name, strip(each, text)]])),
  );
};

const variableOf = ({ body }: Fields, text: string): unknown => {
  if (!isFields(body) || !Array.isArray(body.items)) return undefined;
  return body.items.map((item: Fields) =>
    item.kind === 'attribute' && item.name === 'type' && isFields(item.expression)
      ? { type: shortOf(item.expression, text) }
      : strip(item, text),
  );
};

/** A type keyword as it is written now; any other type by its tree. */
const shortOf = (expression: Fields, text: string): unknown => {
  const type = typeOf(expression, text);
  return type !== undefined && /^\w+(\(\w+\))?$/.test(type) ? type : strip(expression, text);
};

/** The tree of a text without its places, for comparing two texts that should mean the same. */
export const meaningOf = (text: string): unknown => {
  const { body, diagnostics } = parseSource({ path: 'main.seed.hcl', text });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return strip(body, text);
};

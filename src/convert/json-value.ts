import type { Expression, Template, TemplatePart } from '../language/index.ts';
import type { Span } from '../model/span.ts';

/** A piece of a JSON document. Numbers keep the digits they were written with. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly members: readonly (readonly [name: string, value: Json])[];
}

interface JsonNumber {
  readonly digits: string;
}

export const textOf = ({ source, start, end }: Span): string => source.text.slice(start, end);

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** An expression as HCL's JSON syntax has it: what JSON cannot say is the text `${…}`. */
export const jsonOf = (expression: Expression): Json => {
  switch (expression.kind) {
    case 'literal':
      return literalJson(expression.value, expression.span);
    case 'unary':
    case 'invalid':
      return numberJson(textOf(expression.span).replace(/^-\s*(?=\d)/, '-'));
    case 'template':
      return templateText(expression);
    case 'tuple':
      return expression.items.map(jsonOf);
    case 'object':
      return objectJson(expression);
    default:
      return sequence(textOf(expression.span));
  }
};

/** The parts of an expression that JSON holds word for word, comments included. */
export const verbatim = (expression: Expression): readonly Span[] => {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'template':
      return expression.parts.flatMap((part) => (part.kind === 'interpolation' ? [part.expression.span] : []));
    case 'tuple':
      return expression.items.flatMap(verbatim);
    case 'object':
      return expression.items.flatMap(({ key, value }) => [...verbatim(key), ...verbatim(value)]);
    default:
      return [expression.span];
  }
};

const sequence = (text: string): string => `\${${text}}`;

const numberJson = (text: string): Json => (JSON_NUMBER.test(text) ? { digits: text } : sequence(text));

const literalJson = (value: unknown, span: Span): Json => {
  if (value === null || typeof value === 'boolean') return value;
  return typeof value === 'string' ? escaped(value) : numberJson(textOf(span));
};

/** A text in which nothing is a template. */
const escaped = (text: string): string => text.replaceAll(/[$%](?=\{)/g, '$&$&');

const objectJson = (expression: Extract<Expression, { kind: 'object' }>): Json => {
  const members = expression.items.map(({ key, value }) => [keyText(key), jsonOf(value)] as const);
  const names = new Set(members.map(([name]) => name));
  return names.size === members.length ? { members } : sequence(textOf(expression.span));
};

const keyText = (key: Expression): string => {
  const json = jsonOf(key);
  if (typeof json === 'string') return json;
  return typeof json === 'object' && json !== null && 'digits' in json ? json.digits : sequence(textOf(key.span));
};

/** A template with its literal texts as they are meant: escapes, strip markers and indentation were applied before. */
const templateText = ({ parts }: Template): string => partsText(parts);

const partsText = (parts: readonly TemplatePart[]): string => {
  const texts = joinTexts(parts);
  return texts
    .map((part, index) => {
      if (typeof part !== 'string') return partText(part);
      const isBeforeSequence = texts[index + 1] !== undefined;
      // A "$" that touches a sequence would escape it.
      return isBeforeSequence ? escaped(part).replace(/[$%]$/, (char) => sequence(`"${char}"`)) : escaped(part);
    })
    .join('');
};

type Sequence = Exclude<TemplatePart, { readonly kind: 'text' }>;

const joinTexts = (parts: readonly TemplatePart[]): readonly (string | Sequence)[] => {
  const joined: (string | Sequence)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind !== 'text') joined.push(part);
    else if (typeof last === 'string') joined[joined.length - 1] = last + part.text;
    else joined.push(part.text);
  }
  return joined;
};

const partText = (part: Sequence): string => {
  if (part.kind === 'interpolation') return sequence(textOf(part.expression.span));
  if (part.kind === 'if') {
    const otherwise = part.whenFalse.length === 0 ? '' : `%{ else }${partsText(part.whenFalse)}`;
    return `%{ if ${textOf(part.condition.span)} }${partsText(part.whenTrue)}${otherwise}%{ endif }`;
  }
  const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`;
  return `%{ for ${names} in ${textOf(part.collection.span)} }${partsText(part.body)}%{ endfor }`;
};

/** A document as text, with two spaces a level; short lists and objects without objects in them on one line. */
export const jsonText = (json: Json, indent = ''): string => {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return JSON.stringify(json);
  if ('digits' in json) return json.digits;
  const inner = `${indent}  `;
  const [open, close] = 'members' in json ? ['{', '}'] : ['[', ']'];
  const items =
    'members' in json
      ? json.members.map(([name, value]) => `${JSON.stringify(name)}: ${jsonText(value, inner)}`)
      : json.map((item) => jsonText(item, inner));
  const line = items.join(', ');
  if (items.length === 0) return open + close;
  if (!('members' in json) && line.length < 80 && !line.includes('\n')) return `${open}${line}${close}`;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
};

import type { Diagnostic } from '../../model/diagnostic.ts';

/** A diagnostic for a JSON file, its help translated to JSON. */
export const inJson = (diagnostic: Diagnostic): Diagnostic => {
  const { at, help, quietly } = diagnostic;
  if (at === undefined || !at.source.path.endsWith('.json')) return diagnostic;
  return {
    ...diagnostic,
    ...(help === undefined ? {} : { help: help.map(jsonLine) }),
    ...(quietly === undefined ? {} : { quietly: { ...quietly, help: quietly.help?.map(jsonLine) } }),
  };
};

/** Where an attribute or a block may begin in a line of help. */
const HEAD = /(?<=^|[\s:(])[a-z][a-z_]*(?=(?: "[^"]*")*(?: = | \{ ))/g;

/** A line with the attributes and blocks in it as members of JSON; what is no such thing stays as it is. */
export const jsonLine = (line: string): string => {
  let written = '';
  let from = 0;
  for (const { index } of line.matchAll(HEAD)) {
    if (index < from) continue;
    const item = itemAt(line, index);
    if (item === undefined) continue;
    written += line.slice(from, index) + item.text;
    from = item.end;
  }
  return written + line.slice(from);
};

interface Piece {
  readonly text: string;
  readonly end: number;
}

const ATTRIBUTE = /([a-z][a-z_]*) = /y;
const BLOCK = /([a-z][a-z_]*)((?: "[^"]*")*) \{ /y;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** `name = value` or `type "label" { … }`. */
const itemAt = (line: string, at: number): Piece | undefined => {
  const attribute = matchAt(ATTRIBUTE, line, at);
  if (attribute !== null) {
    const value = valueAt(line, at + attribute[0].length);
    return value && { text: `"${attribute[1]}": ${value.text}`, end: value.end };
  }
  const block = matchAt(BLOCK, line, at);
  const body = block === null ? undefined : bodyAt(line, at + block[0].length);
  if (block === null || body === undefined) return undefined;
  const labels = block[2]?.match(/"[^"]*"/g) ?? [];
  const inside = labels.reduceRight((text, label) => `{ ${label}: ${text} }`, body.text);
  return { text: `"${block[1]}": ${inside}`, end: body.end };
};

/** What stands between two braces, the closing one included; items stand one behind the other. */
const bodyAt = (line: string, start: number): Piece | undefined => {
  const items: string[] = [];
  for (let at = start; at < line.length; ) {
    if (line[at] === '}') return { text: `{ ${items.join(', ') || '…'} }`, end: at + 1 };
    const gap = /[ ,]+|…/y;
    const skipped = matchAt(gap, line, at);
    const item = skipped === null ? itemAt(line, at) : undefined;
    if (item !== undefined) items.push(item.text);
    else if (skipped === null) return undefined;
    at = item?.end ?? at + (skipped?.[0].length ?? 1);
  }
  return undefined;
};

const PLAIN = /"[^"]*"|…|(?:true|false|null|-?\d+)\b|\[(?:[^[\]]|\[[^[\]]*\])*\]/y;
/** A reference in a list, not one in quotes. */
const REFERENCE = /(?<=[[,] ?)[a-z]\w*(?:\.\w+)+/g;
const EXPRESSION = /[a-z][\w.]*(?:\((?:[^()]|\([^()]*\))*\))?/y;

const valueAt = (line: string, at: number): Piece | undefined => {
  if (line[at] === '{') return line[at + 1] === ' ' ? bodyAt(line, at + 2) : undefined;
  const [plain] = matchAt(PLAIN, line, at) ?? [];
  if (plain !== undefined) return { text: plain.replaceAll(REFERENCE, '"${$&}"'), end: at + plain.length };
  const [expression] = matchAt(EXPRESSION, line, at) ?? [];
  return expression === undefined
    ? undefined
    : { text: `"\${${expression.replaceAll('"', '\\"')}}"`, end: at + expression.length };
};

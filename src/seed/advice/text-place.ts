import type { Attribute } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import { constant } from '../parts/split.ts';

const IN_LINE = /^(\w+), line (\d+): /;

/** The same mistakes, where what is wrong with a line of a text is told where that line stands in the file. */
export const inTheirLines = (
  diagnostics: readonly Diagnostic[],
  attributes: readonly Attribute[],
): readonly Diagnostic[] =>
  diagnostics.map((one) => {
    const [said, name, line] = IN_LINE.exec(one.message) ?? [];
    const attribute = attributes.find((found) => found.name === name);
    const at = attribute === undefined || line === undefined ? undefined : lineOf(attribute, Number(line));
    return said === undefined || at === undefined
      ? one
      : { ...one, at, message: `${name}: ${one.message.slice(said.length)}` };
  });

/** A line of a heredoc without templates, where lines of the text are lines of the file. */
const lineOf = ({ expression }: Attribute, line: number): Span | undefined => {
  const { source, start, end } = expression.span;
  const written = source.text.slice(start, end);
  if (!written.startsWith('<<') || constant(expression) === undefined) return undefined;
  const lines = written.split('\n');
  const text = lines[line];
  if (text === undefined || line >= lines.length) return undefined;
  const from = start + lines.slice(0, line).join('\n').length + 1;
  const bare = text.trim();
  const indent = text.length - text.trimStart().length;
  return bare === '' ? undefined : { source, start: from + indent, end: from + indent + bare.length };
};

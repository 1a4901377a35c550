import { quotedText } from './format/label.ts';
import { lex } from './lexer/lexer.ts';

/** A text that is a template (a string of JSON) as it stands between quotes in HCL; the sequences in it stay as they are. */
export const quotedTemplate = (template: string): string => {
  let quoted = '';
  let at = 0;
  let depth = 0;
  for (const { kind, start, end } of lex(template, 'template').tokens) {
    const text = template.slice(start, end);
    const isLiteral = kind === 'text' && depth === 0;
    quoted += template.slice(at, start) + (isLiteral ? quotedPiece(text) : text);
    at = end;
    if (kind === 'interpolation-open' || kind === 'directive-open') depth++;
    else if (kind === 'template-close') depth--;
  }
  return `"${quoted}"`;
};

/** Escaped openers of sequences are escaped in the same way on both sides. */
const quotedPiece = (text: string): string =>
  text
    .split(/(\$\$\{|%%\{)/)
    .map((part, index) => (index % 2 === 1 ? part : quotedText(part)))
    .join('');

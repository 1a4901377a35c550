import { type Checked, refused } from '../../model/checked.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import { parseSource } from '../parser/parse.ts';
import { align } from './align.ts';
import { indent, linesOf } from './line.ts';
import { piecesOf, textOf } from './piece.ts';
import { rewrite } from './rewrite.ts';
import { spaceOut } from './spacing.ts';

/**
 * The text of an HCL file in the one form that all of them should have: byte for byte what `terraform fmt` 1.11 makes
 * of it. A text that does not parse is not touched. Without its byte order mark, and without a newline at the end where
 * there was none.
 */
export const formatSource = (source: Source): Checked<string> => {
  const { body, diagnostics } = parseSource(source);
  if (hasErrors(diagnostics) || body.syntax !== 'native') return refused(...diagnostics);
  const pieces = rewrite(piecesOf(source.text), body);
  const lines = linesOf(pieces);
  indent(lines);
  for (const { lead, assign } of lines) {
    spaceOut(lead);
    spaceOut(assign);
  }
  align(lines);
  return { ok: true, value: textOf(pieces), diagnostics };
};

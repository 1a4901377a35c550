import fc from 'fast-check';

/*
 * Texts that parse, laid out as badly as the grammar allows: every place where white space, comments or newlines may
 * stand has some of them.
 */

/** Between two tokens of one line. */
const gap = fc.constantFrom('', ' ', '  ', '\t', ' ', '', ' /* c */ ');
/** Where newlines mean nothing. */
const wideGap = fc.oneof(
  { weight: 3, arbitrary: gap },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\n\n', '\r\n', ' # why\n', ' // é\n') },
);
const newline = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\n  \n', ' # note\n', '\n// 名\n', '\t/* c */\n');

const name = fc.constantFrom('a', 'bb', 'long_name', 'x-y', 'naïve', '名前', 'in', 'type', 'e\u0301');
const literal = fc.constantFrom('1', '0.5', '1e3', 'true', 'null', '"s"', '""', '"é 名"', '"$"', '"%%{"', '"👩‍👩‍👧"');
/** A minus touching a name would be a part of it. */
const operator = fc.constantFrom('+', ' -', '*', '/', '%', '==', '!=', '<', '>', '<=', '>=', '&&', '||');

/** Pieces one after the other; a text stands for itself. */
const glued = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''));

const list = (item: fc.Arbitrary<string>, separator: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(item, separator), { maxLength: 3 })
    .map((all) => all.map(([one, after], index) => (index === all.length - 1 ? one : one + after)).join(''));

const comma = glued(wideGap, ',', wideGap);

/** Expressions in which newlines mean nothing. */
const { inner } = fc.letrec<{ inner: string; plain: string }>((tie) => ({
  inner: fc.oneof({ maxDepth: 3, withCrossShrink: true }, literal, name, tie('plain')),
  plain: fc.oneof(
    glued('-', gap, tie('inner')),
    glued('!', gap, tie('inner')),
    glued(tie('inner'), wideGap, operator, wideGap, tie('inner')),
    glued('(', wideGap, tie('inner'), wideGap, '?', wideGap, tie('inner'), wideGap, ':', wideGap, tie('inner'), ')'),
    glued('(', wideGap, tie('inner'), wideGap, ')'),
    glued('[', wideGap, list(tie('inner'), comma), wideGap, ']'),
    glued('[', gap, 'for x in', ' ', tie('inner'), wideGap, ':', wideGap, tie('inner'), wideGap, ']'),
    glued('{', gap, 'for k, v in', ' ', tie('inner'), gap, ':', gap, 'k', gap, '=>', gap, tie('inner'), wideGap, '}'),
    glued('{', gap, list(glued(name, gap, '=', gap, name), glued(gap, ',', gap)), gap, '}'),
    glued('{', newline, list(glued(name, gap, '=', gap, name), newline), newline, '}'),
    glued('f', gap, '(', wideGap, list(tie('inner'), comma), wideGap, ')'),
    glued('x', gap, '.', gap, 'y', fc.constantFrom('', '[*].z', '.*.z', '[0]', ' [ "k" ]')),
    glued('"p${', gap, tie('inner'), wideGap, '}%{ if true }q%{ endif }"'),
  ),
}));

const heredoc = glued(
  fc.constantFrom('<<EOT\n', '<<-EOT\n'),
  fc
    .array(fc.constantFrom('text\n', '   indented  \n', '\ttab\n', '${ x }\n', '# none\n', '\n'))
    .map((all) => all.join('')),
  fc.constantFrom('EOT', '  EOT'),
);

/** Values as attributes have them: on one line, unless in brackets. */
const value = fc.oneof(
  literal,
  name,
  glued('(', wideGap, inner, wideGap, ')'),
  glued('[', wideGap, list(inner, comma), wideGap, ']'),
  glued('f(', inner, ')'),
  glued('"${', wideGap, glued('x', gap, operator, wideGap, 'y'), wideGap, '}"'),
  glued('"${', gap, 'f(', inner, ')', gap, '}"'),
  heredoc,
);

const label = fc.constantFrom(' a', ' "b"', '"c"', ' "é 名"', ' "\\u0041"');

const attributes = fc
  .array(fc.tuple(value, name, gap, gap, newline), { maxLength: 5 })
  .map((all) => all.map(([what, word, left, right, end], n) => `n${n}${word}${left}=${right}${what}\n${end}`).join(''));

const body: fc.Memo<string> = fc.memo((depth) => {
  const head = glued(
    'block',
    fc.array(label, { maxLength: 2 }).map((all) => all.join('')),
    gap,
  );
  const oneLine = glued(head, '{', gap, fc.option(attributeOnLine, { nil: '' }), gap, '}', newline);
  if (depth <= 1) return glued(attributes, oneLine);
  return glued(attributes, head, '{', newline, body(depth - 1), gap, '}', newline, oneLine);
});

const attributeOnLine = glued('a', gap, '=', gap, fc.oneof(literal, name, glued('f(', inner, ')')));

/** Whole files. */
export const seedText: fc.Arbitrary<string> = glued(
  body(3),
  fc.constantFrom('', '  ', '\t', 'z = 1', '# end', '/* end */'),
);

import { describe, expect, it } from 'vitest';
import { content, evaluate, parseSource, toData } from '../../src/language/index.ts';
import { evaluated, scopeOf } from './read.ts';

/** The value of `value = …` in a file. What was expected was seen with Terraform 1.11.4. */
const valueIn = (text: string): unknown => {
  const { body, diagnostics } = parseSource({ path: 'test.seed.hcl', text });
  const attribute = content(body, {}).attributes.get('value');
  if (diagnostics.length > 0 || attribute === undefined) return diagnostics;
  return toData(evaluate(attribute.expression, scopeOf()).value);
};

describe('escapes', () => {
  it.each([
    ['"$${q}"', '${q}'],
    ['"$$${q}"', '$${q}'],
    ['"$$$${q}"', '$$${q}'],
    ['"$%%{q}"', '$%{q}'],
    ['"$ $$ % %%"', '$ $$ % %%'],
    ['"\\n\\t\\r\\"\\\\ \\u00e9 \\U0001F600"', '\n\t\r"\\ é 😀'],
    ['"e\\u0301"', 'é'],
    ['"a${~ "x" ~}  \\n b"', 'axb'],
    ['"a  \\n\\n ${~ "x"}"', 'ax'],
  ])('%s', (text, value) => expect(toData(evaluated(text).value)).toBe(value));
});

describe('a heredoc', () => {
  it.each([
    ['keeps its text', 'value = <<EOT\n  a\n\tb "q" \\n\nEOT\n', '  a\n\tb "q" \\n\n'],
    ['may be empty', 'value = <<EOT\nEOT\n', ''],
    ['ends at an indented marker', 'value = <<EOT\n  a\n  EOT\n', '  a\n'],
    ['is not ended by a marker after a template', 'value = <<EOT\n${"x"}\nEOTX\nEOT\n', 'x\nEOTX\n'],
    ['loses its common indentation', 'value = <<-X\n      a\n\tb\n    ${"x"}  \n  X\n', '     a\nb\n   x  \n'],
    [
      'does not count empty lines',
      'value = <<-X\n      a\n\n    ${"x"}\n      ${"y"}${"z"}\n  X\n',
      '  a\n\nx\n  yz\n',
    ],
    ['does not touch lines of white space', 'value = <<-X\n      a\n  \n      b\n  X\n', 'a\n  \nb\n'],
    [
      'counts white space before a template',
      'value = <<-X\n      a\n  ${"  "}  \n      b\n  X\n',
      '    a\n    \n    b\n',
    ],
    [
      'strips to the end of a line at most',
      'value = <<X\n%{ for x in [1,2] ~}\n\n    server ${x}\n\n    %{~ endfor ~}\nend\nX\n',
      '\n    server 1\n\n\n    server 2\n\nend\n',
    ],
    [
      'does not see a line start after a stripped newline',
      'value = <<-X\n    %{ if true ~}\n      deep\n    %{ endif ~}\n  less\n    ${1}\n  X\n',
      '      deep\n  less\n1\n',
    ],
    ['can stand in a list', 'value = [<<A\nx\nA\n, "y"]\n', ['x\n', 'y']],
    ['holds a heredoc inside a template', 'value = <<A\n${<<B\nin\nB\n}A\nA\n', 'in\nA\n'],
  ])('%s', (_, text, value) => expect(valueIn(text)).toEqual(value));
});

describe('newlines', () => {
  it.each([
    ['do not count in brackets', 'value = [\n1\n,\n2,\n]\n', [1, 2]],
    ['do not count in parentheses', 'value = (\n1\n+\n2\n)\n', 3],
    ['do not count in calls', 'value = max(\n1,\n2\n,\n)\n', 2],
    ['do not count in templates', 'value = "${\n1\n}"\n', 1],
    ['separate the members of an object', 'value = {\na = 1\nb : 2, c = (\n3)\n}\n', { a: 1, b: 2, c: 3 }],
    ['do not count in for', 'value = {\nfor k, v\nin { a = 1 } :\nk\n=> v\nif true\n}\n', { a: 1 }],
    ['may be those of Windows', 'value = {\r\na = 1\r\n}\r\n', { a: 1 }],
    ['follow comments', 'value = [1, # one\n2, // two\n/* three\n */ 3] # end', [1, 2, 3]],
  ])('%s', (_, text, value) => expect(valueIn(text)).toEqual(value));
});

it('takes a byte order mark at the beginning only', () => {
  expect(valueIn('\uFEFFvalue = 1\n')).toBe(1);
  expect(parseSource({ path: 'x', text: 'a = 1\n\uFEFFb = 2\n' }).diagnostics.map(({ code }) => code)).toEqual([
    'byte-order-mark',
  ]);
});

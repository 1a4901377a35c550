import { describe, expect, it } from 'vitest';
import { type Body, parseSource } from '../../src/language/index.ts';
import type { Span } from '../../src/model/span.ts';

/** What large files are made of. A piece of a file ends behind any token outside of strings, so all of them are cut somewhere. */
const ITEMS = [
  'a { b = 1 }\n',
  'a "b" {\n  c = "x" // one\n  d = true\n}\n',
  'a {\n  c = [1, {\n    # two\n    d = "y${e.f[0]}z"\n  }]\n}\n',
  'a "label" {\n  g = (\n\n\n    1 +\n\n    2\n  )\n\n  h {\n  }\n}\n',
  'a {\n  i = <<-EOT\n    j ${k}\n  EOT\n  l = { m = x ? y : z }\n}\n',
] as const;

const parsed = (text: string) => parseSource({ path: 'main.seed.hcl', text });

const isSpan = (value: unknown): value is Span => typeof value === 'object' && value !== null && 'start' in value;

/** The items of a tree, the text itself in the place of every span. */
const items = (body: Body): readonly string[] =>
  body.syntax === 'json'
    ? []
    : body.items.map((item) =>
        JSON.stringify(item, (key, value: unknown) => {
          if (isSpan(value)) return value.source.text.slice(value.start, value.end);
          return key === 'source' ? undefined : value;
        }),
      );

describe('a file that is read in many pieces', () => {
  const alone = ITEMS.map((text) => items(parsed(text).body)[0]);
  const many = Array.from({ length: 3000 }, (_, index) => (index * index) % ITEMS.length);
  const text = many.map((index) => ITEMS[index]).join('');

  it('means what its items mean alone', () => {
    const { body } = parsed(text);
    expect(items(body).join('\n')).toBe(many.map((index) => alone[index]).join('\n'));
  });

  it.each([
    ['a = \n', 'missing-expression'],
    ['a = [1\n', 'unclosed-bracket'],
    ['}\n', 'unexpected-closer'],
    ['a = "\n', 'unclosed-string'],
    ['a = <<E\n', 'unclosed-heredoc'],
  ])('and a mistake at its end is told as anywhere: %j', (mistake, code) => {
    const [first] = parsed(`${text}${mistake}`).diagnostics;
    expect(first?.code).toBe(code);
    expect(first?.at?.start).toBeGreaterThanOrEqual(text.length);
  });
});

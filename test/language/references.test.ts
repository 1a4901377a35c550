import { describe, expect, it } from 'vitest';
import { parseExpression, references } from '../../src/language/index.ts';

/** Each reference as text, with the stretch of the source that it covers. */
const found = (text: string): readonly string[] => {
  const { expression } = parseExpression({ path: 'x', text });
  return references(expression).map(({ root, steps, span }) => {
    const path = steps.map((step) => (step.kind === 'name' ? `.${step.name}` : `[${JSON.stringify(step.key)}]`));
    expect(text.slice(span.start, span.end).startsWith(root)).toBe(true);
    return [root, ...path].join('');
  });
};

describe('references', () => {
  it.each([
    ['1 + 2', []],
    ['var.region', ['var.region']],
    ['mount["team/x"].role.y.name', ['mount["team/x"].role.y.name']],
    ['list[0].a.1.b', ['list[0].a[1].b']],
    ['a[b.c].d', ['a', 'b.c']],
    ['a[*].b', ['a']],
    ['a.b.*.c', ['a.b']],
    ['"x${a.b}y%{ if c }${d}%{ endif }"', ['a.b', 'c', 'd']],
    ['f(a, b...)', ['a', 'b']],
    ['{ a = b, (c) = d }', ['b', 'c', 'd']],
    ['[for a in b : a.c + d if e]', ['b', 'd', 'e']],
    ['{ for k, v in k : k => v }', ['k']],
    ['"%{ for x in xs }${x}${y}%{ endfor }"', ['xs', 'y']],
    ['(a).b', ['a']],
    ['a ? b : -c', ['a', 'b', 'c']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));
});

import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../src/language/index.ts';
import { usesOf } from '../../src/seed/references/uses.ts';

/** Each use as text: `.name` for a step by name, `[]` for a computed one, `?` for what only evaluation can tell. */
const found = (text: string): readonly string[] => {
  const { expression } = parseExpression({ path: 'x', text });
  return usesOf(expression).map(({ root, steps, span }) => {
    const path = steps.map((step) => (step.kind === 'name' ? `.${step.name}` : step.kind === 'dynamic' ? '[]' : '?'));
    expect(text.slice(span.start, span.end).startsWith(root)).toBe(true);
    return [root, ...path].join('');
  });
};

describe('what an expression uses', () => {
  it.each([
    ['1 + 2', []],
    ['var.region', ['var.region']],
    ['mount["team/x"].role.y.name', ['mount.team/x.role.y.name']],
    ['list[0].a.1.b', ['list.0.a.1.b']],
    ['a[b.c].d', ['a[].d', 'b.c']],
    ['[for key in b : a[key].c]', ['b', 'a?.c']],
    ['a[*].b', ['a?']],
    ['a.b.*.c', ['a.b?']],
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

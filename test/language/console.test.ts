import { describe, expect, it } from 'vitest';
import { isUnfinished, typingAt } from '../../src/language/index.ts';

describe('an input that goes on', () => {
  it.each([
    '[',
    '[1,',
    'f(',
    '{ a = 1',
    '{ a = [1, 2]',
    '[for x in local.y :',
    '"a ${',
    '"a ${upper("b"',
    '"a %{ if true',
    '<<EOT',
    '<<EOT\nEOT2',
    '<<-EOT\n  a ${"b"}\n',
    'f(<<EOT\na\nEOT',
    '(1 # )',
    '/* a',
    '(\n\n',
  ])('%j', (text) => expect(isUnfinished(text)).toBe(true));
});

describe('an input that has ended', () => {
  it.each([
    '',
    '1',
    '1 +',
    'local.',
    '[]',
    '{ a = "[" }',
    '"["',
    '"${"}"}"',
    '"a',
    'f("a',
    '[1)',
    ')',
    '} {',
    '# (',
    '<<EOT\na\nEOT',
    'f(<<EOT\na\nEOT\n)',
    '"a ${"b',
    "f('a'",
    '( @',
    '"日本',
  ])('%j', (text) => expect(isUnfinished(text)).toBe(false));
});

describe('what is typed at the end of', () => {
  const word = (prefix: string) => ({ kind: 'word', prefix });
  const member = (base: string, prefix = '') => ({ kind: 'member', base, prefix });
  const key = (base: string, prefix = '') => ({ kind: 'key', base, prefix });
  const other = { kind: 'other' };
  it.each<[string, object]>([
    ['', word('')],
    ['up', word('up')],
    ['upper(', { kind: 'word', prefix: '', call: 'upper' }],
    ['upper(v', word('v')],
    ['1 + lo', word('lo')],
    ['"x ${lo', word('lo')],
    ['[for a in lo', word('lo')],
    ['[for a in ', word('')],
    ['var.', member('var')],
    ['var.re', member('var', 're')],
    ['"x ${var.re', member('var', 're')],
    ['mount.db.role.', member('mount.db.role')],
    ['f(1, mount.db.role["a b"].na', member('mount.db.role["a b"]', 'na')],
    ['x[local.y["z"]].', member('x[local.y["z"]]')],
    ['local.a[0][1].b', member('local.a[0][1]', 'b')],
    ['local.m["', key('local.m')],
    ['local.m["a b', key('local.m', 'a b')],
    ['local.日本["東', key('local.日本', '東')],
    ['local.日本.東', member('local.日本', '東')],
    ['[1, 2]["', other],
    ['["', other],
    ['"var.', other],
    ['"var.re" ', other],
    ['local.m["a${', word('')],
    ['local.m["a${b}', other],
    ['f(x).', other],
    ['12', other],
    ['1.', other],
    ['# var.', other],
    ['<<EOT\nvar.', other],
    ['var.region ', other],
    ['{ a = 1 } ', other],
    [']', other],
    ['].', other],
    ['.', other],
    ['..a', other],
  ])('%j', (text, want) => expect(typingAt(text)).toEqual(want));
});

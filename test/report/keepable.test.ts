import { describe, expect, it } from 'vitest';
import { Pending } from '../../src/model/data.ts';
import { Secret } from '../../src/model/secret.ts';
import { isKeepable } from '../../src/report/index.ts';

describe('a line that may be written down', () => {
  it.each([
    'var.region',
    'upper("a")',
    '{ name = "x" }',
    'var.password_length',
    '[for t in local.teams : t.size]',
    '{ password = var.x }',
  ])('%s', (typed) => expect(isKeepable(typed, 'plain')).toBe(true));
});

describe('a line that may not', () => {
  it.each([
    'sensitive("hunter2")',
    'length(sensitive ("hunter2"))',
    'nonsensitive(var.password == "hunter2")',
    '{ password = "hunter2" }',
    '{ db_password: "hunter2" }',
    '{\n  token = "hunter2"\n}',
    ' "hunter2"',
  ])('%j', (typed) => expect(isKeepable(typed, 'plain')).toBe(false));

  it.each([
    ['a secret', new Secret('x')],
    ['a list with one', [1, [new Secret('x')]]],
    ['a map with one', { a: { b: new Secret('x') } }],
    ['what will be one', new Pending(true)],
  ])('as %s came of it', (_, data) => expect(isKeepable('var.x', data)).toBe(false));

  it('but what is not known yet is no secret', () => expect(isKeepable('var.x', [new Pending(false)])).toBe(true));
});

import { describe, expect, it } from 'vitest';
import {
  checkFields,
  checkName,
  childKind,
  expandPath,
  loadPlugin,
  meets,
  pointerGet,
  pointerSet,
} from '../../src/kinds/index.ts';
import type { Data, Fields } from '../../src/model/data.ts';
import { Pending } from '../../src/model/data.ts';
import type { Condition } from '../../src/model/kind.ts';
import { Secret } from '../../src/model/secret.ts';
import { TOY, toy } from './toy.ts';

describe('names', () => {
  const plain = toy('new');
  const path = toy('new', {
    name: {
      slashes: true,
      forbidden: [
        { path: 'sys/seal', reason: 'seals' },
        { path: 'sys/re*', reason: 'acts' },
      ],
    },
  });
  const worded = toy('new', { name: { pattern: '\\w([\\w.@-]*\\w)?' } });
  const at = { source: { path: 'toys.seed.hcl', text: '' }, start: 0, end: 0 };
  const patterned = toy('new', { name: { pattern: '[a-z]+(/[a-z]+)*' } });

  it.each([
    ['a.b-c_d@e f', plain],
    ['ünïcode', plain],
    ['team/aws', path],
    ['sys/seal-status', path],
    ['a/b', patterned],
    ['..a', plain],
  ])('%s is fine', (name, kind) => {
    expect(checkName(kind, name)).toEqual([]);
  });

  it.each([
    ['', plain, 'bad-name', 'a name cannot be empty'],
    ['a/b', plain, 'bad-name', 'the name of such an object cannot hold a slash: a/b'],
    ['..', plain, 'bad-name', 'a name cannot hold //, /./ or /../: ..'],
    ['a/../b', path, 'bad-name', 'a name cannot hold //, /./ or /../: a/../b'],
    ['a/./b', path, 'bad-name', 'a name cannot hold //, /./ or /../: a/./b'],
    ['a//b', path, 'bad-name', 'a name cannot hold //, /./ or /../: a//b'],
    ['/a', path, 'bad-name', 'a name cannot start or end with a slash: /a'],
    ['a/', path, 'bad-name', 'a name cannot start or end with a slash: a/'],
    ['a?b', plain, 'bad-name', 'a name cannot hold ?, # or \\: a?b'],
    ['a#b', plain, 'bad-name', 'a name cannot hold ?, # or \\: a#b'],
    ['a\u0000b', plain, 'bad-name', 'a name cannot hold invisible characters: a\\u0000b'],
    ['a\nb', plain, 'bad-name', 'a name cannot hold invisible characters: a\\nb'],
    ['A', patterned, 'bad-name', 'the server does not take this name, it must match [a-z]+(/[a-z]+)*: A'],
    [
      'a b',
      worded,
      'bad-name',
      'the server does not take this name, it must be of letters, digits and _ . @ -, with a letter, a digit or _ at both ends: a b',
    ],
    ['sys/seal', path, 'acting-endpoint', 'sys/seal seals'],
    ['sys/rekey/init', path, 'acting-endpoint', 'sys/rekey/init acts'],
  ])('%j is refused', (name, kind, code, message) => {
    const help = code === 'acting-endpoint' ? { help: [expect.stringContaining('by hand')] } : {};
    expect(checkName(kind, name)).toMatchObject([{ code, message, ...help }]);
  });

  it.each(['../sys/seal', 'a?b', 'a//b', '/a', 'a/'])('%s is no place to read from', (place) => {
    const kind = { ...toy(), readPath: '{owner|name}' };
    const found = checkFields({ kind, fields: { owner: place, key: 'k' }, spans: {}, at });
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^bad-name: owner /),
    ]);
    expect(checkFields({ kind: toy(), fields: { owner: place, key: 'k' }, spans: {}, at })).toEqual([]);
  });
});

describe('paths', () => {
  it.each<[string, Record<string, string>, string]>([
    ['{mount}/roles/{name}', { mount: 'team/aws', name: 'a b%' }, 'team/aws/roles/a%20b%25'],
    ['{read_path|name}', { name: 'a' }, 'a'],
    ['{read_path|name}', { name: 'a', read_path: 'b/ü' }, 'b/%C3%BC'],
    ['sys/x', {}, 'sys/x'],
  ])('%s', (template, vars, expected) => {
    expect(expandPath(template, vars)).toBe(expected);
  });

  it('with a hole that nothing fills are our own mistake', () => {
    expect(() => expandPath('{mount}/x', {})).toThrow('{mount}');
  });
});

describe('pointers', () => {
  const body = { data: { 'a/b': [{ x: 1 }], 'm~n': null } };

  it.each<[string, Data | undefined]>([
    ['', body],
    ['/data/a~1b/0/x', 1],
    ['/data/m~0n', null],
    ['/data/none/x', undefined],
    ['/data/toString', undefined],
    ['/data/a~1b/-', undefined],
  ])('%j reads', (pointer, expected) => {
    expect(pointerGet(body, pointer)).toEqual(expected);
  });

  it('set a copy, making maps on the way', () => {
    expect(pointerSet({ a: 1 }, '/b/c', 2)).toEqual({ a: 1, b: { c: 2 } });
    expect(pointerSet({ a: 1 }, '', { b: 2 })).toEqual({ b: 2 });
    expect(pointerSet({ a: { b: 1 } }, '/a/c', 2)).toEqual({ a: { b: 1, c: 2 } });
  });

  it('set inside a secret without opening it', () => {
    const set = pointerSet(new Secret({ a: 1 }), '/b', 2);
    expect(set instanceof Secret && set.equals(new Secret({ a: 1, b: 2 }))).toBe(true);
  });

  it('cannot reach a prototype', () => {
    pointerSet({}, '/__proto__/polluted', true);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('conditions', () => {
  it.each<[Condition, Fields, boolean]>([
    [{}, {}, true],
    [{ type: ['a', 'b'] }, { type: 'b' }, true],
    [{ type: ['a'] }, { type: 'b' }, false],
    [{ type: ['a', null] }, {}, true],
    [{ type: ['a', null] }, { type: null }, true],
    [{ '/options/version': ['2'] }, { options: { version: 2 } }, true],
    [{ '/options/version': ['2'] }, { options: {} }, false],
    [{ on: [true] }, { on: 'true' }, true],
    [{ a: [1], b: [2] }, { a: 1 }, false],
    [{ a: ['x'] }, { a: new Secret('x') }, true],
    [{ a: ['x', null] }, { a: new Pending() }, false],
  ])('%j of %j: %s', (condition, fields, expected) => {
    expect(meets(condition, fields)).toBe(expected);
  });
});

describe('the kind of a block', () => {
  const plugin = loadPlugin(TOY);

  it.each<[string, readonly string[], Fields, string | undefined]>([
    ['config', ['root'], {}, 'secrets/toy#config_root'],
    ['config', ['lease'], {}, 'secrets/toy#lease'],
    ['config', [], {}, 'secrets/toy#config'],
    ['toy', ['x'], {}, 'secrets/toy#old'],
    ['toy', ['x'], { options: { version: 2 } }, 'secrets/toy#new'],
    ['toy', ['x'], { options: { version: 3 } }, undefined],
    ['role', ['x'], {}, undefined],
  ])('%s %j in %j', (block, labels, parent, expected) => {
    expect(childKind(plugin, block, { labels, parent })?.id).toBe(expected);
  });
});

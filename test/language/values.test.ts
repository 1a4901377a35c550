import { describe, expect, it } from 'vitest';
import {
  ANY,
  convert,
  fromData,
  parseExpression,
  parseType,
  STRING,
  toData,
  typeText,
  type Value,
} from '../../src/language/index.ts';
import { Pending } from '../../src/model/data.ts';
import { Secret } from '../../src/model/secret.ts';
import { evaluated, scopeOf } from './read.ts';

const later: Value = { kind: 'unknown', type: ANY, sensitive: false };
const scope = scopeOf(
  new Map([
    ['later', later],
    ['text', { kind: 'unknown', type: STRING, sensitive: false }],
  ]),
);

/** What a value is: `?` for a part that is not known, `(sensitive)` for one that is secret. */
const seen = (expression: string): unknown => {
  const { value, diagnostics } = evaluated(expression, scope);
  if (diagnostics.length > 0) return diagnostics;
  const data = toData(value);
  return JSON.parse(
    JSON.stringify(data, (_, part) => (part instanceof Pending ? (part.sensitive ? '?!' : '?') : part)),
  );
};

const SECRET = '(sensitive)';

describe('what is secret stays secret', () => {
  it.each([
    ['sensitive("canary")', SECRET],
    ['"a ${sensitive("canary")} b"', SECRET],
    ['[1, sensitive("canary")]', [1, SECRET]],
    ['{ a = sensitive("canary"), b = 1 }', { a: SECRET, b: 1 }],
    ['{ (sensitive("canary")) = 1 }', SECRET],
    ['jsonencode({ a = sensitive("canary") })', SECRET],
    ['sensitive({ a = "canary" }).a', SECRET],
    ['sensitive(["canary"])[0]', SECRET],
    ['["a", "b"][sensitive(0)]', SECRET],
    ['sensitive(["canary"])[*]', SECRET],
    ['[for x in sensitive(["canary"]) : x]', SECRET],
    ['{ for x in ["a"] : sensitive(x) => 1 }', SECRET],
    ['[for x in ["a"] : x if sensitive(true)]', SECRET],
    ['sensitive(true) ? 1 : 2', SECRET],
    ['true ? sensitive(1) : 2', SECRET],
    ['sensitive(1) + 1', SECRET],
    ['sensitive(1) < 2', SECRET],
    ['-sensitive(1)', SECRET],
    ['!sensitive(true)', SECRET],
    ['sensitive("a") == "a"', SECRET],
    ['[sensitive("a")] == ["a"]', SECRET],
    ['true && sensitive(true)', SECRET],
    ['"%{ if sensitive(true) }a%{ endif }"', SECRET],
    ['"%{ for x in sensitive(["canary"]) }a%{ endfor }"', SECRET],
    ['toset(["a", sensitive("canary")])', SECRET],
    ['tolist(["a", sensitive("canary")])', ['a', SECRET]],
    ['upper(sensitive("canary"))', SECRET],
    ['join(",", ["a", sensitive("canary")])', SECRET],
    ['concat(["a"], [sensitive("canary")])', ['a', SECRET]],
    ['merge({ a = 1 }, { b = sensitive("canary") })', { a: 1, b: SECRET }],
    ['length([sensitive("canary")])', 1],
    ['length(sensitive([1]))', SECRET],
    ['try(sensitive("canary"), 1)', SECRET],
    ['nonsensitive(sensitive("open"))', 'open'],
    ['[issensitive(sensitive("canary")), issensitive("a")]', [true, false]],
    ['max(sensitive([1, 2])...)', SECRET],
    ['coalesce(null, sensitive("canary"))', SECRET],
    ['tostring(sensitive(5))', SECRET],
  ])('%s', (expression, value) => expect(seen(expression)).toEqual(value));

  it.each([
    'tonumber(sensitive("canary"))',
    '1 + sensitive("canary")',
    'sensitive({ canary = 1 }).canarx',
    'sensitive({ canary = 1 })["canarx"]',
    '{ a = 1 }[sensitive("canary")]',
    'base64decode(sensitive("canary"))',
    'jsondecode(sensitive("canary"))',
    'parseint(sensitive("canary"), 10)',
    'regex("x", sensitive("canary"))',
    '{ for x in [sensitive("canary"), "canary"] : x => 1 }',
    'env(sensitive("canary"))',
    'tolist(sensitive({ canary = 1 }))',
    'sensitive("canary") ? 1 : 2',
    'file(sensitive("canary"))',
    'format(sensitive("canary%"), 1)',
    'formatdate(sensitive("canary"), "x")',
  ])('the mistake in %s is told without it', (expression) => {
    const { diagnostics } = evaluated(expression, scope);
    expect(diagnostics).not.toEqual([]);
    for (const { message, help = [] } of diagnostics) expect([message, ...help].join(' ')).not.toMatch(/canary(?!x)/);
  });
});

describe('what is not known flows', () => {
  it.each([
    ['later', '?'],
    ['"a${later}"', '?'],
    ['[1, later]', [1, '?']],
    ['later.a[0].b', '?'],
    ['later[*].x', '?'],
    ['later + 1', '?'],
    ['later == 1', '?'],
    ['later == null', '?'],
    ['later ? 1 : 2', '?'],
    ['true ? later : 2', '?'],
    ['false && later', false],
    ['later && false', false],
    ['later || true', true],
    ['[for x in later : x]', '?'],
    ['[for x in [1, 2] : x if later]', '?'],
    ['{ (text) = 1 }', '?'],
    ['upper(later)', '?'],
    ['length([later, 1])', 2],
    ['length(later)', '?'],
    ['keys({ a = later })', ['a']],
    ['concat([1], [later])', [1, '?']],
    ['concat([1], later)', '?'],
    ['jsonencode({ a = later })', '?'],
    ['toset([later])', '?'],
    ['max(later...)', '?'],
    ['try(later.a, 1)', '?'],
    ['can(later.a)', '?'],
    ['sensitive(later)', '?!'],
    ['"${sensitive("a")}${later}"', '?!'],
    ['contains(["a", later], "a")', true],
    ['contains(["a", later], "b")', '?'],
  ])('%s', (expression, value) => expect(seen(expression)).toEqual(value));

  it('knows a string is no list', () => {
    expect(evaluated('tolist(text)', scope).diagnostics[0]?.code).toBe('bad-argument');
    expect(evaluated('text.name', scope).diagnostics[0]?.code).toBe('unknown-attribute');
  });
});

const typed = (text: string) => {
  const { expression } = parseExpression({ path: 'type', text });
  return parseType(expression);
};

describe('types', () => {
  it.each([
    'string',
    'any',
    'list(string)',
    'set(number)',
    'map(list(bool))',
    'tuple([string, number])',
    'object({ a = string, b = optional(number) })',
  ])('%s', (text) => {
    const { type, diagnostics } = typed(text);
    expect({ text: typeText(type), diagnostics }).toEqual({ text, diagnostics: [] });
  });

  it.each([
    ['strin', 'did you mean string?'],
    ['boolean', 'did you mean bool?'],
    ['"string"', 'write the type without quotes: string'],
    ['list', 'write list(string), or list(any)'],
    ['object', 'write object({ name = string })'],
    ['object(string)', 'write object({ name = string })'],
    ['optional(string)', 'a variable is optional when it has a default'],
    ['string()', 'write string'],
    ['[string]', 'a type is like string, list(string) or object({ name = string })'],
    ['object({ a = optional(number, "x") })', 'the type is number'],
  ])('%s: %s', (text, help) => {
    const [first] = typed(text).diagnostics;
    expect({ code: first?.code, help: first?.help }).toMatchObject({
      code: 'bad-type',
      help: expect.arrayContaining([help]),
    });
  });

  it.each([
    ['string', '5', '5'],
    ['number', '"5.50"', 5.5],
    ['bool', '"true"', true],
    ['list(string)', '[1, true]', ['1', 'true']],
    ['set(string)', '["b", "a", "b"]', ['a', 'b']],
    ['map(string)', '{ a = 1 }', { a: '1' }],
    ['list(any)', '[1, "a"]', ['1', 'a']],
    [
      'object({ a = string, b = optional(number), c = optional(string, "x") })',
      '{ a = 1, z = 2 }',
      { a: '1', b: null, c: 'x' },
    ],
    ['object({ a = optional(object({ b = optional(number, 3) }), {}) })', '{}', { a: { b: 3 } }],
    ['object({ c = optional(string, "x") })', '{ c = null }', { c: 'x' }],
    ['string', 'null', null],
    ['tuple([string, number])', '[1, "2"]', ['1', 2]],
  ])('converts to %s: %s', (text, expression, data) => {
    const { value, diagnostics } = convert(evaluated(expression).value, typed(text).type, { what: 'it' });
    expect({ data: toData(value), diagnostics }).toEqual({ data, diagnostics: [] });
  });

  it.each([
    ['number', '"x"', 'variable "v" must be a number, and is a string'],
    ['list(string)', '"x"', 'variable "v" must be a list of strings, and is a string'],
    [
      'list(object({ a = number }))',
      '[{ a = 1 }, { a = "x" }]',
      'variable "v": value[1].a must be a number, and is a string',
    ],
    ['object({ a = string })', '{}', 'variable "v" lacks "a"'],
    ['map(object({ a = string }))', '{ "x y" = {} }', 'variable "v": value["x y"] lacks "a"'],
    ['tuple([string])', '[]', 'variable "v" must have 1 members, and has 0'],
    ['list(any)', '[1, [2]]', 'variable "v" has members of types that cannot be made one'],
  ])('refuses for %s: %s', (text, expression, message) => {
    const { diagnostics } = convert(evaluated(expression).value, typed(text).type, { what: 'variable "v"' });
    expect(diagnostics).toMatchObject([{ code: 'type-mismatch', message }]);
  });
});

describe('data', () => {
  it('becomes values and data again', () => {
    const data = { a: [1, 2.5, 'x', true, null], b: { c: {} } };
    expect(toData(fromData(data))).toEqual(data);
  });

  it('keeps secrets closed and what is not known open', () => {
    const back = toData(fromData({ a: new Secret({ deep: ['x'] }), b: new Pending(true), c: new Pending() }));
    expect(JSON.stringify(back)).toBe('{"a":"(sensitive)","b":{"sensitive":true},"c":{"sensitive":false}}');
    const { a } = back as { a: Secret };
    expect(a.is((plain) => JSON.stringify(plain) === '{"deep":["x"]}')).toBe(true);
  });

  it('does not round what JavaScript cannot hold', () => {
    expect(toData(evaluated('12345678901234567890').value)).toBe('12345678901234567890');
    expect(toData(evaluated('9007199254740991').value)).toBe(9007199254740991);
  });
});

import { describe, expect, it } from 'vitest';
import { type Block, type BlockHeaders, content, evaluate, parseSource, toData } from '../../src/language/index.ts';
import { usesOf } from '../../src/seed/references/uses.ts';
import { brief, scopeOf } from './read.ts';

const HEADERS: BlockHeaders = {
  mount: { labels: [1, 1] },
  role: { labels: [1, 1] },
  config: { labels: [0, 1] },
  locals: { labels: [0, 0] },
  pair: { labels: [2, 2] },
};

type Shown = Record<string, unknown>;

const shownBlock = (block: Block): Shown => ({
  [[block.type, ...block.labels.map(({ text }) => text)].join(' ')]: shown(block.body),
});

const shown = (body: Parameters<typeof content>[0]): Shown => {
  const { attributes, blocks, diagnostics } = content(body, HEADERS);
  if (diagnostics.length > 0) return { diagnostics: diagnostics.map(brief) };
  const plain = [...attributes.values()].map(({ name, expression }) => {
    const { value, diagnostics: found } = evaluate(expression, scopeOf());
    return [name, found.length > 0 ? found.map(brief) : toData(value)] as const;
  });
  return { ...Object.fromEntries(plain), ...(blocks.length > 0 ? { blocks: blocks.map(shownBlock) } : {}) };
};

const read = (text: string): Shown => {
  const { body, diagnostics } = parseSource({ path: 'test.seed.json', text });
  return diagnostics.length > 0 ? { diagnostics: diagnostics.map(brief) } : shown(body);
};

describe('a body in JSON', () => {
  it.each<[what: string, text: string, meaning: Shown]>([
    ['is empty', '{}', {}],
    ['is an empty file', '', {}],
    ['begins with a byte order mark', '\uFEFF{"a": 1}', { a: 1 }],
    ['has attributes', '{"a": 1, "b": [true, null], "c": {"d": "x"}}', { a: 1, b: [true, null], c: { d: 'x' } }],
    ['is a list of objects', '[{"a": 1}, {"b": 2}]', { a: 1, b: 2 }],
    ['has a comment', '{"//": "why", "a": 1}', { a: 1 }],
    ['has a block', '{"mount": {"x": {"a": 1}}}', { blocks: [{ 'mount x': { a: 1 } }] }],
    ['has two blocks', '{"mount": {"x": {}, "y": {}}}', { blocks: [{ 'mount x': {} }, { 'mount y': {} }] }],
    ['has a list of labels', '{"mount": [{"x": {}}, {"y": {}}]}', { blocks: [{ 'mount x': {} }, { 'mount y': {} }] }],
    [
      'has a list of bodies',
      '{"mount": {"x": [{"a": 1}, {}]}}',
      { blocks: [{ 'mount x': { a: 1 } }, { 'mount x': {} }] },
    ],
    ['has no block', '{"mount": null, "locals": []}', {}],
    ['has a block without labels', '{"locals": {"a": 1}}', { blocks: [{ locals: { a: 1 } }] }],
    ['has a block with two labels', '{"pair": {"a": {"b": {}}}}', { blocks: [{ 'pair a b': {} }] }],
    [
      'has blocks in blocks',
      '{"mount": {"x": {"role": {"r": {}}}}}',
      { blocks: [{ 'mount x': { blocks: [{ 'role r': {} }] } }] },
    ],
    ['leaves a label out', '{"config": {"a": "b"}}', { blocks: [{ config: { a: 'b' } }] }],
    [
      'has the label that may be left out',
      '{"config": {"root": {"a": "b"}}}',
      { blocks: [{ 'config root': { a: 'b' } }] },
    ],
    ['has templates', '{"a": "x${1 + 1}", "b": "${[1]}", "${c}": 1}', { a: 'x2', b: [1], '${c}': 1 }],
    ['has templates in keys of values', '{"a": {"${upper(\\"k\\")}": 1}}', { a: { K: 1 } }],
    ['has escapes', '{"a": "\\u00e9\\n\\"$${x}\\"", "b": "\\\\${1}"}', { a: 'é\n"${x}"', b: '\\1' }],
    ['has a number with all its digits', '{"a": 12345678901234567890}', { a: '12345678901234567890' }],
    [
      'keeps a name that objects have',
      '{"__proto__": 1, "constructor": 2}',
      JSON.parse('{"__proto__": 1, "constructor": 2}'),
    ],
  ])('%s', (_, text, meaning) => expect(read(text)).toEqual(meaning));

  it.each([
    ['{"a": 1,}', 'json-comma 1:8'],
    ['{"a": [1,\n]}', 'json-comma 1:9'],
    ['{"a": 1 "b": 2}', 'json-comma 1:9'],
    ['{"a": 1, // why\n"b": 2}', 'json-comment 1:10'],
    ['/* why */ {}', 'json-comment 1:1'],
    ['{"a" 1}', 'bad-json 1:6'],
    ['{a: 1}', 'bad-json 1:2'],
    ["{'a': 1}", 'bad-json 1:2'],
    ['{"a": }', 'bad-json 1:7'],
    ['{"a": 1', 'bad-json 1:8'],
    ['{"a": [1', 'bad-json 1:9'],
    ['{"a": "x', 'bad-json 1:7'],
    ['{"a": 1} x', 'bad-json 1:10'],
    ['{"a": yes}', 'bad-json 1:7'],
    ['{"a": "\\q"}', 'bad-json 1:7'],
    ['"text"', 'json-shape 1:1'],
    ['[1]', 'json-shape 1:2'],
    [`${'['.repeat(400)}`, 'too-deep 1:301'],
  ])('%s: %s', (text, told) => expect(read(text)).toEqual({ diagnostics: [told] }));

  it.each([
    ['{"a": 1,\n "a": 2}', 'duplicate-attribute 2:2'],
    ['{"mount": 5}', 'block-as-attribute 1:11'],
    ['{"mount": {"x": "y"}}', 'block-as-attribute 1:2'],
    ['{"a": "x${"}', 'unclosed-template 1:9'],
    ['{"a": "\\n\\n${1 +}"}', 'missing-expression 1:17'],
    ['{"a": "%{ if true }"}', 'bad-directive 1:8'],
    ['{"a": 1e999999}', 'bad-number 1:7'],
  ])('%s: %s', (text, told) => expect(read(text)).toEqual({ diagnostics: [told] }));

  it('marks a mistake in an expression where it stands, behind escapes as well', () => {
    expect(read('{"a": "\\u00e9\\n ${nope}"}')).toEqual({ a: ['unknown-variable 1:19'] });
  });
});

describe('a native body with blocks', () => {
  const told = (text: string) => content(parseSource({ path: 'x.seed.hcl', text }).body, HEADERS).diagnostics;

  it.each([
    ['mount = { a = 1 }', 'block-as-attribute 1:1', 'write mount "NAME" { … }, without "="'],
    ['options { a = 1 }', 'attribute-as-block 1:1', 'as an attribute it is written options = { … }'],
    ['roles "x" {}', 'attribute-as-block 1:1', 'did you mean role?'],
    ['mount {}', 'label-count 1:1', 'write mount "…" { … }'],
    ['locals "x" {}', 'label-count 1:1', 'write locals { … }'],
  ])('%s: %s', (text, brieflyTold, help) => {
    const [first] = told(text);
    expect([first === undefined ? '' : brief(first), first?.help?.[0]]).toEqual([brieflyTold, help]);
  });
});

describe('a mark in a template', () => {
  it.each([
    ['{"a": "${var.nope}"}', 'unknown-variable 1:10'],
    ['{"a": "\\n ${true ? nope : 1}"}', 'unknown-variable 1:20'],
    ['{"a": "${[1][7]}"}', 'bad-index 1:13'],
  ])('%s stands where the mistake is', (text, expected) => {
    expect(read(text)).toEqual({ a: [expected] });
  });
});

it('a reference in a template stands where it is written', () => {
  const text = '{"a": "é ${var.region} ${true ? local.b : 1}"}';
  const { attributes } = content(parseSource({ path: 'test.seed.json', text }).body, {});
  const expression = attributes.get('a')?.expression;
  const found = expression === undefined ? [] : usesOf(expression);
  expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(['var.region', 'local.b']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPolicy } from '../../src/kinds/forms/policy.ts';
import { same } from '../../src/kinds/index.ts';
import { field } from './fields.ts';

const policy = field('hcl-policy');
const READ = 'path "secret/data/app" {\n  capabilities = ["read", "list"]\n}\n';

/** Texts that servers take for the same rights. The odd ones were tried on real servers. */
const SAME: readonly (readonly [string, string, string])[] = [
  [
    'white space and comments',
    READ,
    '# app\n\npath "secret/data/app" { /* both */ capabilities = ["read", "list"] } // end',
  ],
  ['the order of rights', READ, 'path "secret/data/app" { capabilities = ["list", "read", "read"] }'],
  ['a trailing comma', READ, 'path "secret/data/app" { capabilities = ["read", "list",], }'],
  ['quoted keys', READ, '"path" "secret/data/app" { "capabilities" = ["read", "list"] }'],
  ['a body behind an equals sign', READ, 'path "secret/data/app" = { capabilities = ["read", "list"] }'],
  ['a leading slash', READ, 'path "/secret/data/app" { capabilities = ["read", "list"] }'],
  ['CRLF', READ, READ.replaceAll('\n', '\r\n')],
  ['JSON', READ, '{"path": {"secret/data/app": {"capabilities": ["read", "list"]}}}'],
  ['JSON with a list', READ, '{"path": [{"secret/data/app": {"capabilities": ["read", "list"]}}]}'],
  ['the old word for rights', READ, 'path "secret/data/app" { policy = "read" }'],
  [
    'the old word beside new ones',
    'path "a" { capabilities = ["read", "list", "update"] }',
    'path "a" { policy = "read" capabilities = ["update"] }',
  ],
  ['a denial wins', 'path "a" { capabilities = ["deny"] }', 'path "a" { capabilities = ["read", "deny"] }'],
  ['the order of paths', `${READ}path "b" { capabilities = ["read"] }`, `path "b" { capabilities = ["read"] } ${READ}`],
  [
    'parameters: case of names, order of values, several on a line',
    'path "a" { capabilities = ["update"]\n allowed_parameters = { "ttl" = ["1h", "2h"], "*" = [] }\n required_parameters = ["b", "a"] }',
    'path "a" { required_parameters = ["a", "b"] allowed_parameters { "*" = [] "TTL" = ["2h", "1h"] } capabilities = ["update"] }',
  ],
  [
    'durations',
    'path "a" { capabilities = ["read"] min_wrapping_ttl = "1h" max_wrapping_ttl = 7200 }',
    'path "a" { capabilities = ["read"] min_wrapping_ttl = 3600 max_wrapping_ttl = "2h" }',
  ],
  [
    'a template stays text',
    'path "a/${b{"c"}}" { capabilities = ["read"] }',
    'path "a/${b{"c"}}"{capabilities=["read"]}',
  ],
  [
    'a heredoc',
    'path "a" { capabilities = ["read"] comment = "one\\ntwo\\n" }',
    'path "a" { capabilities = ["read"]\n comment = <<-EOF\n    one\n    two\n    EOF\n}',
  ],
  ['escapes', 'path "a\\u0062" { capabilities = ["read"] }', 'path "ab" { capabilities = ["read"] }'],
];

/** Texts that mean something else, or that nobody can be sure of. */
const DIFFERENT: readonly (readonly [string, string, string])[] = [
  ['a right more', READ, 'path "secret/data/app" { capabilities = ["read", "list", "update"] }'],
  ['another path', READ, READ.replace('app', 'apps')],
  ['the case of a path', READ, READ.replace('app', 'App')],
  [
    'two blocks of one path are not merged',
    'path "a" { capabilities = ["read", "list"] }',
    'path "a" { capabilities = ["read"] } path "a" { capabilities = ["list"] }',
  ],
  [
    'what the server refuses: a right without a list',
    'path "a" { capabilities = ["read"] }',
    'path "a" { capabilities = "read" }',
  ],
  [
    'what the server refuses: no label',
    'path "a" { capabilities = ["read"] }',
    'path = { "a" = { capabilities = ["read"] } }',
  ],
  [
    'what the server refuses: two labels',
    'path "a" { capabilities = ["read"] }',
    'path "a" "b" { capabilities = ["read"] }',
  ],
  [
    'an attribute that is there twice',
    'path "a" { capabilities = ["read"] }',
    'path "a" { capabilities = ["read"] capabilities = ["read"] }',
  ],
  [
    'a value may be a number or a text',
    'path "a" { capabilities = ["read"] allowed_parameters = { "n" = [1] } }',
    'path "a" { capabilities = ["read"] allowed_parameters = { "n" = ["1"] } }',
  ],
  [
    'an empty list of values is not no parameter',
    'path "a" { capabilities = ["read"] }',
    'path "a" { capabilities = ["read"] allowed_parameters = { "n" = [] } }',
  ],
  ['not a policy: bytes', 'path "a" {', 'path  "a" {'],
  ['an unknown old word: bytes', 'path "a" { policy = "root" }', 'path "a" {  policy = "root" }'],
];

describe('policy texts', () => {
  it.each(SAME)('mean the same: %s', (_, a, b) => {
    expect(canonicalPolicy(a)).toEqual(canonicalPolicy(b));
    expect(same(policy, a, b)).toBe(true);
  });

  it.each(DIFFERENT)('are different: %s', (_, a, b) => {
    expect(same(policy, a, b)).toBe(false);
  });

  it('are understood, not compared as bytes, wherever a server takes them', () => {
    for (const text of SAME.flatMap(([, a, b]) => [a, b])) expect(canonicalPolicy(text)).toBeTypeOf('object');
  });

  it('never end the reader, however broken', () => {
    const pieces = [
      'path',
      '"a"',
      '{',
      '}',
      '=',
      '[',
      ']',
      ',',
      '"',
      '${',
      '<<E\n',
      'E\n',
      '\\',
      '1',
      'true',
      '#',
      '/*',
      '\n',
      ' ',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 30 });
    fc.assert(fc.property(text, (parts) => canonicalPolicy(parts.join('')) !== undefined));
  });

  it('may be deep without exhausting the stack', () => {
    const [open, close] = ['['.repeat(100_000), ']'.repeat(100_000)];
    expect(canonicalPolicy(`a = ${open}`)).toBeTypeOf('string');
    expect(canonicalPolicy(`{"a": ${open}${close}}`)).toBeTypeOf('string');
  });
});

import { describe, expect, it } from 'vitest';
import { blockTextProblem } from '../../src/kinds/block-text.ts';
import { openCatalog } from '../../src/kinds/index.ts';

const kind = openCatalog().top('policy');
const field = kind?.fields.find(({ name }) => name === 'rules');

const said = (text: string): string | undefined => {
  if (kind === undefined || field === undefined) throw new Error('there are no policies');
  const problem = blockTextProblem(kind, field, text);
  return problem && [problem.message, ...(problem.help ?? [])].join(' | ');
};

// All of these were sent to OpenBao 2.6.2, OpenBao 2.7.2 and Vault 1.21.1.
describe('what every server refuses is told', () => {
  it.each([
    ['path "a" { capability = ["read"] }', 'line 1: a path has no attribute capability | did you mean capabilities?'],
    ['path "a" {\n\n  Capabilities = ["read"]\n}', 'line 3: a path has no attribute Capabilities | did you mean capab'],
    [
      'path "a" { allowed_parameter = {} }',
      'line 1: a path has no attribute allowed_parameter | did you mean allowed_',
    ],
    ['paths "a" {}', 'line 1: there is no block paths | did you mean path?'],
    ['path "a" {}\nrules = 1', 'line 2: there is no block rules'],
    ['path "a" { capabilities = "read" }', 'line 1: capabilities takes a list of "create", "read", '],
    ['path "a" { capabilities = ["red"] }', 'line 1: capabilities[0] takes one of "create", "read", '],
    ['path "a" { capabilities = ["list", "READ"] }', 'line 1: capabilities[1] takes one of "create", "read", '],
    ['path "a" { policy = "root" }', 'line 1: policy takes one of "read", "write", "sudo", "deny", not "root"'],
    ['path "a" { required_parameters = "a" }', 'line 1: required_parameters takes a list of strings, this is a string'],
    ['path = { "a" = { capabilities = ["read"] } }', 'line 1: a path has no attribute a'],
    ['path "a" {\n  capabilities = ["read"]\n', 'line 3: the text ends where more is due | close what is open'],
    ['path "a" {}\n}', 'line 2: a name is due here | an attribute is written NAME = …'],
    ['path secret/* {', 'line 1: a character that means nothing here | texts stand in double quotes'],
    ["path 'a' {}", 'line 1: a character that means nothing here | texts stand in double quotes'],
    ['path "a" { capabilities = [read] }', 'line 1: a value is due here | texts stand in double quotes'],
    ['path "a" { capabilities = ["read" "list"] }', 'line 1: a comma or the end of the list is due here'],
    ['path "a {\n}', 'line 1: a text that does not end on its line | close it with "'],
    ['path "a\\q" {}', 'line 1: an escape that does not exist | a backslash itself is written \\\\'],
    ['path "a" { comment = <<E\n}', 'line 1: a heredoc that never ends'],
    ['path "a${b" {}', 'line 1: a ${ that is never closed'],
  ])('%j', (text, message) => {
    expect(said(text)).toMatch(`rules, ${message}`);
  });

  it('in JSON as well, without a line', () => {
    expect(said('{"path":{"a":{"capability":["read"]}}}')).toMatch('rules: a path has no attribute capability');
  });
});

describe('what any server takes passes', () => {
  it.each([
    '# nothing\n',
    'name = "x"\npath "a" {}',
    'path {}',
    'path "a" "b" { capabilities = ["read"] }',
    'path "a" { capabilities = ["read"], }',
    'path "a" { capabilities = ["deny", "red"] }',
    'path "a" { capabilities = ["scan", "subscribe", "recover"] }',
    'path "a" { capabilities = ["read"] capabilities = ["list"] }',
    'path "a" { capabilities = ["read"] pagination_limit = 3 expiration = "2040-01-01T00:00:00Z" }',
    'path "a" { control_group = { factor "x" { identity { group_names = ["a"] approvals = 1 } } } }',
    '{"path":',
    '{"path":{"a":{"capabilities":["read"]}},}',
  ])('%j', (text) => {
    expect(said(text)).toBeUndefined();
  });
});

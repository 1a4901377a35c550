import { describe, expect, it } from 'vitest';
import {
  type Acl,
  allows,
  capabilities,
  compile,
  type Identity,
  lockout,
  type Policy,
  parsePolicy,
  verdict,
} from '../../src/acl/index.ts';

const VAULT = { product: 'vault', version: '1.21.1', edition: 'community' } as const;
const OPENBAO = { product: 'openbao', version: '2.7.2', edition: 'community' } as const;
const BEFORE = { ...OPENBAO, version: '2.6.2' };
const NOW = Date.parse('2030-01-01T00:00:00Z');

const policy = (text: string, name = 'p'): Policy => {
  const read = parsePolicy(text, { name });
  if (read === undefined) throw new Error(`not read: ${text}`);
  return read;
};

const rule = (path: string, ...held: string[]): string => `path "${path}" { capabilities = ${JSON.stringify(held)} }\n`;

const aclOf = (text: string, more: { identity?: Identity; server?: typeof VAULT | typeof OPENBAO } = {}): Acl =>
  compile({ policies: [policy(text)], server: VAULT, now: NOW, ...more });

const may = (acl: Acl, path: string): string => capabilities(acl, path).join(' ');

describe('reading a policy', () => {
  it.each([
    ['a comment in the way', '# x\npath "a" { capabilities = ["read"] } // y', 'read'],
    ['JSON', '{"path":{"a":{"capabilities":["read","list"]}}}', 'list read'],
    ['a slash in front', rule('/a', 'read'), 'read'],
    ['the old word read', 'path "a" { policy = "read" }', 'list read'],
    ['the old word write', 'path "a" { policy = "write" }', 'create delete list read update'],
    ['the old word sudo', 'path "a" { policy = "sudo" }', 'create delete list read sudo update'],
    ['deny beside others', rule('a', 'read', 'deny'), 'deny'],
    ['no capability', rule('a'), 'deny'],
    ['two blocks', rule('a', 'read') + rule('a', 'update'), 'read update'],
    ['two blocks, one denies', rule('a', 'read') + rule('a', 'deny') + rule('a', 'update'), 'deny'],
  ])('%s', (_, text, held) => expect(may(aclOf(text), 'a')).toBe(held));

  it.each(['path "a" {', 'path "a" { capabilities = "read" }', 'path "a" { policy = "all" }', rule('a/+*', 'read')])(
    'is not possible: %s',
    (text) => expect(parsePolicy(text, { name: 'p' })).toBeUndefined(),
  );
});

describe('which pattern decides', () => {
  it.each([
    ['an exact one', 'a/b', ['a/*', 'a/b', 'a/+']],
    ['the longer prefix', 'a/b*', ['a/b*', 'a/*', '*']],
    ['the later wildcard', 'a/b/+', ['a/+/c', 'a/b/+', '+/b/c']],
    ['one that does not end in *', 'a/+', ['a/*', 'a/+', '+/+']],
    ['fewer +', 'a/+/c', ['a/+/+', 'a/+/c']],
    ['the longer one', 'a/+/c*', ['a/+/*', 'a/+/c*']],
    ['nothing that a + would have to be two segments for', 'a/*', ['+', 'a/*']],
    ['nothing with a * in its middle', '+/b/c', ['a*/b/c', '+/b/c']],
  ])('%s', (_, wins, patterns) => {
    const asked = wins.includes('/b/+') || wins.includes('c') ? 'a/b/c' : 'a/b';
    const acl = aclOf(patterns.map((one) => rule(one, one === wins ? 'read' : 'deny')).join(''));
    expect(verdict(acl, asked)).toEqual({ capabilities: ['read'], sources: [{ policy: 'p', path: wins }] });
  });

  it('differs where a list ends in a slash', () => {
    const text = rule('a/+', 'deny') + rule('a/+/*', 'list');
    expect(may(aclOf(text, { server: VAULT }), 'a/b/')).toBe('deny');
    expect(may(aclOf(text, { server: OPENBAO }), 'a/b/')).toBe('list');
  });

  it('counts bytes, as servers do', () => {
    expect(may(aclOf(rule('é*', 'read') + rule('+/x', 'deny')), 'é/x')).toBe('read');
  });
});

describe('templates', () => {
  const identity: Identity = {
    entity: {
      id: 'e1',
      name: 'ada',
      metadata: { team: 'a', 'x.y': 'dotted', deep: 'a/b' },
      aliases: [{ id: 'i', accessor: 'acc', name: 'ada@x', metadata: { k: 'v' }, customMetadata: { c: 'd' } }],
    },
    groups: [{ id: 'g1', name: 'ops', metadata: { floor: '2' } }],
  };
  it.each([
    ['identity.entity.id', 'e1'],
    [' identity.entity.name ', 'ada'],
    ['identity.entity.metadata.team', 'a'],
    ['identity.entity.metadata.x.y', 'dotted'],
    ['identity.entity.aliases.acc.name', 'ada@x'],
    ['identity.entity.aliases.acc.metadata.k', 'v'],
    ['identity.entity.aliases.acc.custom_metadata.c', 'd'],
    ['identity.groups.ids.g1.name', 'ops'],
    ['identity.groups.names.ops.metadata.floor', '2'],
    ['time.now', String(NOW / 1000)],
    ['time.now.plus.1h', String(NOW / 1000 + 3600)],
  ])('%s stands for %s', (selector, value) => {
    expect(may(aclOf(rule(`s/{{${selector}}}/x`, 'read'), { identity }), `s/${value}/x`)).toBe('read');
  });

  it.each(['identity.entity.metadata.none', 'identity.groups.names.no.id', 'identity.entity.aliases.no.name', 'x'])(
    '%s stands for nothing, and its block for no path',
    (selector) => {
      const acl = aclOf(rule(`s/{{${selector}}}`, 'read') + rule('t', 'read'), { identity });
      expect([may(acl, 's/'), may(acl, 't')]).toEqual(['deny', 'read']);
    },
  );

  it.each([
    ['vault takes it', VAULT, ['read', 'read'], undefined],
    ['openbao 2.6 leaves the block out', BEFORE, ['deny', 'read'], undefined],
    ['openbao 2.7 answers nothing any more', OPENBAO, ['deny', 'deny'], 's/{{identity.entity.metadata.deep}}'],
  ] as const)('a value with a slash: %s', (_, server, held, broken) => {
    const text = rule('s/{{identity.entity.metadata.deep}}', 'read') + rule('t', 'read');
    const acl = compile({ policies: [policy(text)], identity, server, now: NOW });
    expect([may(acl, 's/a/b'), may(acl, 't')]).toEqual(held);
    expect(acl.broken?.path).toBe(broken);
  });
});

describe('an end', () => {
  const ended = 'path "a" {\n capabilities = ["read"]\n expiration = "2029-01-01T00:00:00Z"\n}';
  it('of a block', () => {
    expect(may(aclOf(ended, { server: OPENBAO }), 'a')).toBe('deny');
  });
  it('of a policy', () => {
    const over = { ...policy(rule('a', 'read')), ends: NOW - 1 };
    expect(may(compile({ policies: [over], server: OPENBAO, now: NOW }), 'a')).toBe('deny');
  });
});

describe('parameters', () => {
  const acl = aclOf('path "a" {\n capabilities = ["update"]\n allowed_parameters = { "Ttl" = ["1*"] }\n}');
  it.each([
    [{}, true],
    [{ ttl: '1h' }, true],
    [{ TTL: '1h' }, true],
    [{ ttl: '2h' }, false],
    [{ other: 'x' }, false],
  ])('%j: %s', (data, passes) => {
    expect(allows(acl, { path: 'a', capability: 'update', data })).toBe(passes);
  });
});

describe('what is lost', () => {
  const need = (path: string, capability: string) => ({ path, capability, why: 'to undo it' });
  const OPS = rule('sys/policies/acl/*', 'read', 'update');
  it.each([
    ['nothing, when nothing changes', OPS, OPS, []],
    ['a capability of a path', OPS, rule('sys/policies/acl/*', 'read'), ['sys/policies/acl/*']],
    ['a path', OPS, rule('sys/mounts', 'read'), []],
    ['to a nearer pattern', OPS, OPS + rule('sys/policies/acl/ops', 'read'), ['sys/policies/acl/ops']],
    ['to a denial', OPS, OPS + rule('sys/policies/acl/*', 'deny'), ['sys/policies/acl/*']],
    ['nothing that was never there', rule('sys/mounts', 'read'), rule('x', 'read'), []],
  ])('%s', (what, before, after, sources) => {
    const needs = [need('sys/policies/acl/ops', 'update')];
    const lost = lockout({ before: aclOf(before), after: aclOf(after), needs });
    expect(lost.map((one) => one.after.map(({ path }) => path))).toEqual(what.startsWith('nothing') ? [] : [sources]);
  });

  it('is nothing where another policy gives it too', () => {
    const other = policy(OPS, 'other');
    const [before, after] = [[policy(OPS), other], [other]].map((policies) =>
      compile({ policies, server: VAULT, now: NOW }),
    );
    if (before === undefined || after === undefined) throw new Error('two were made');
    expect(lockout({ before, after, needs: [need('sys/policies/acl/ops', 'update')] })).toEqual([]);
  });
});

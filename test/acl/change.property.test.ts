import { describe, expect, it } from 'vitest';
import { type Acl, accessChange, compile, parsePolicy, verdict } from '../../src/acl/index.ts';
import { caseOf } from './generate.ts';
import { picker } from './random.ts';

/*
 * What a change of a policy is said to do, against what the evaluator of policies says of paths before and after: of the paths that the
 * policies are about, of others beside them, and of all short ones. That evaluator is judged by the servers themselves.
 */

const SERVERS = [
  { product: 'vault', version: '1.21.1', edition: 'community' },
  { product: 'openbao', version: '2.7.2', edition: 'community' },
] as const;
const WORDS = { capabilities: [], accessor: 'accessor', expires: false };
const NOW = Date.parse('2030-01-01T00:00:00Z');

const SEGMENTS = ['a', 'b', 'ab', '', 'q', 'aq', 'bq', 'abq'];
const shortPaths = (depth: number): readonly string[] =>
  depth === 0 ? SEGMENTS : SEGMENTS.flatMap((one) => [one, ...shortPaths(depth - 1).map((rest) => `${one}/${rest}`)]);
const SHORT = [...new Set(shortPaths(3))].filter((path) => path !== '' && !path.startsWith('/'));

interface Seen {
  readonly gained: string | undefined;
  readonly lost: string | undefined;
}

const isDenied = (acl: Acl, path: string): boolean =>
  verdict(acl, path).sources.length > 0 && verdict(acl, path).capabilities.includes('deny');

/** Something that one lets somebody do and the other does not, a denial by name aside. */
const more = (one: Acl, other: Acl, path: string): boolean => {
  const before = verdict(other, path).capabilities;
  return verdict(one, path).capabilities.some((held) => held !== 'deny' && !before.includes(held));
};

const seen = (acls: readonly (readonly [Acl, Acl])[], paths: readonly string[]): Seen => ({
  gained: paths.find((path) => acls.some(([before, after]) => more(after, before, path))),
  lost: paths.find((path) => acls.some(([before, after]) => more(before, after, path))),
});

const aclsOf = (texts: readonly [string, string]): readonly (readonly [Acl, Acl])[] | undefined => {
  const read = texts.map((text) => parsePolicy(text, { name: 'p' }));
  const [before, after] = read;
  if (before === undefined || after === undefined) return undefined;
  return SERVERS.map(
    (server) =>
      [compile({ policies: [before], server, now: NOW }), compile({ policies: [after], server, now: NOW })] as const,
  );
};

const pairs = (count: number): (readonly [texts: readonly [string, string], paths: readonly string[]])[] =>
  Array.from({ length: count }, (_, seed) => {
    const one = caseOf(2 * seed + 1, WORDS, ['v']);
    const two = caseOf(2 * seed + 2, WORDS, ['v']);
    const [before = '', after = ''] = [
      one.policies[0],
      seed % 3 === 0 ? `${one.policies[0]}\n${two.policies[0]}` : two.policies[0],
    ];
    const texts: readonly [string, string] = seed % 2 === 0 ? [before, after] : [after, before];
    return [texts, [...one.paths, ...two.paths]] as const;
  });

/** Two policies of a few blocks without denials and conditions; often one is the other and some more. */
const small = (seed: number): readonly [string, string] => {
  const { one, chance, some, times, upTo } = picker(seed);
  const block = (): string => {
    const path = times(1 + upTo(2), () => one(['a', 'b', 'ab', '+'])).join('/');
    const end = path.endsWith('+') ? one(['', '/', '/*']) : one(['', '', '/', '*', '/*']);
    return `path "${chance(0.1) ? '*' : path + end}" { capabilities = ${JSON.stringify(['read', ...some(['update', 'list'])])} }`;
  };
  const base = times(1 + upTo(3), block);
  const rest = chance(0.7) ? [...base.filter(() => chance(0.8)), ...times(upTo(2), block)] : times(1 + upTo(3), block);
  return chance(0.5) ? [base.join('\n'), rest.join('\n')] : [rest.join('\n'), base.join('\n')];
};

describe('what a change of a policy gives and takes', () => {
  it('is told of every path where something is given or taken', () => {
    let [judged, gave, took] = [0, 0, 0];
    for (const [texts, near] of pairs(1_500)) {
      const acls = aclsOf(texts);
      if (acls === undefined) continue;
      judged += 1;
      const { gained, lost } = seen(acls, near);
      const told = accessChange(...texts);
      if (gained !== undefined) expect([told.widens, gained, texts]).toEqual([true, gained, texts]);
      if (lost !== undefined) expect([told.narrows, lost, texts]).toEqual([true, lost, texts]);
      gave += gained === undefined ? 0 : 1;
      took += lost === undefined ? 0 : 1;
    }
    expect([judged > 750, gave > 250, took > 250]).toEqual([true, true, true]);
  });

  it('is told of nothing else: of small policies exactly what all short paths show', () => {
    const said = { widens: 0, narrows: 0, neither: 0 };
    for (let seed = 1; seed <= 120; seed += 1) {
      const texts = small(seed);
      const acls = aclsOf(texts);
      if (acls === undefined) continue;
      const { gained, lost } = seen(acls, SHORT);
      const { widens, narrows } = accessChange(...texts);
      expect([widens, narrows, texts]).toEqual([gained !== undefined, lost !== undefined, texts]);
      said.widens += widens && !narrows ? 1 : 0;
      said.narrows += narrows && !widens ? 1 : 0;
      said.neither += widens || narrows ? 0 : 1;
    }
    expect([said.widens > 12, said.narrows > 12, said.neither > 2]).toEqual([true, true, true]);
  });

  it('knows a denial that is lifted, or new', () => {
    const deny = 'path "a/*" { capabilities = ["deny"] }';
    const [acls] = aclsOf([deny, deny]) ?? [];
    expect(acls !== undefined && isDenied(acls[0], 'a/b')).toBe(true);
    expect(accessChange(deny, '')).toMatchObject({ widens: true, narrows: false });
    expect(accessChange('', deny)).toMatchObject({ widens: false, narrows: true });
  });

  it('may be anything where there are too many paths to look at', () => {
    const blocks = (from: number) =>
      Array.from({ length: 12_000 }, (_, at) => `path "a/${from + at}" { capabilities = ["read"] }`).join('\n');
    expect(accessChange(blocks(0), blocks(1))).toMatchObject({ widens: true, narrows: true });
  });
});

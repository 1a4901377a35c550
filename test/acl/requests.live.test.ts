import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allows, compile, parsePolicy } from '../../src/acl/index.ts';
import type { Plain } from '../../src/model/data.ts';
import { byHand } from '../acceptance/stage.ts';
import { servers } from '../servers/index.ts';
import { picker, type Random } from './random.ts';

/** Values that requests carry and that policies name. */
const VALUES: readonly Plain[] = [
  'x',
  'xy',
  'y',
  'z*',
  '',
  'x,y',
  'x, xz',
  ['x'],
  ['x', 'y'],
  ['x', 'q'],
  [],
  true,
  1,
  1.5,
];
const LISTED: readonly string[] = ['"x"', '"x*"', '"*y"', '"*z*"', '"*"', '"q"', 'true', '1', '["x", "y"]', '""'];
const NAMES = ['a', 'B', 'c'];

const parameters = ({ some, chance }: Random, word: string): string[] => {
  const entries = [...some(NAMES), ...(chance(0.25) ? ['*'] : [])].map((name) => {
    const listed = some(LISTED.filter(() => chance(0.5)));
    return `"${name}" = [${name === '*' ? '' : listed.join(', ')}]`;
  });
  return chance(0.6) ? [`${word} = {\n    ${entries.join('\n    ')}\n  }`] : [];
};

const policyOf = (random: Random): string => {
  const block = (): string => {
    const lines = [
      'capabilities = ["create", "update", "read", "delete"]',
      ...parameters(random, 'allowed_parameters'),
      ...(random.chance(0.5) ? parameters(random, 'denied_parameters') : []),
      ...(random.chance(0.2) ? ['required_parameters = ["a"]'] : []),
      ...(random.chance(0.05) ? ['min_wrapping_ttl = 60'] : []),
    ];
    return `path "acl-store/thing" {\n  ${lines.join('\n  ')}\n}`;
  };
  return random.times(1 + random.upTo(2), block).join('\n');
};

const bodyOf = ({ some, one }: Random): Record<string, Plain> =>
  Object.fromEntries(some(['a', 'b', 'B', 'c', 'd']).map((name) => [name, one(VALUES)]));

describe.each(servers())('which requests policies let pass, on $name', (server) => {
  let token = '';
  const byToken = (line: string, body?: unknown) =>
    byHand({ ...server, token }, line, body === undefined ? {} : { body });

  beforeAll(async () => {
    await byHand(server, 'POST sys/mounts/acl-store', { body: { type: 'kv', options: { version: '1' } } });
    await byHand(server, 'POST acl-store/thing', { body: { first: 'x' } });
    const body = { policies: ['acl-requests'], no_default_policy: true, ttl: '1h' };
    token = (await byHand(server, 'POST auth/token/create', { body })).auth?.client_token ?? '';
  });
  afterAll(async () => {
    await byHand(server, 'DELETE sys/mounts/acl-store');
    await byHand(server, 'DELETE sys/policies/acl/acl-requests');
  });

  const write = async (policy: string) => {
    const { status } = await byHand(server, 'POST sys/policies/acl/acl-requests', { body: { policy } });
    if (status >= 300) throw new Error(`refused: ${policy}`);
    const read = parsePolicy(policy, { name: 'acl-requests' });
    if (read === undefined) throw new Error(`not read: ${policy}`);
    return compile({ policies: [read], server: { ...server, edition: 'community' }, now: Date.now() });
  };

  it('are those that the server lets pass: allowed, denied and required parameters', async () => {
    const differences: string[] = [];
    const seen = { passed: 0, refused: 0 };
    for (let seed = 1; seed <= 60; seed++) {
      const random = picker(seed);
      const policy = policyOf(random);
      const acl = await write(policy);
      for (const data of random.times(6, () => bodyOf(random))) {
        const { status } = await byToken('POST acl-store/thing', data);
        const [ours, theirs] = [allows(acl, { path: 'acl-store/thing', capability: 'update', data }), status !== 403];
        seen[theirs ? 'passed' : 'refused'] += 1;
        if (ours !== theirs) differences.push(`${JSON.stringify(data)}: we ${ours}, ${status}\n${policy}`);
      }
    }
    expect(differences.slice(0, 4).join('\n\n')).toBe('');
    expect(Math.min(seen.passed, seen.refused)).toBeGreaterThan(60);
  });

  const PASSES: readonly (readonly [capability: string, line: string])[] = [
    ['read', 'GET acl-store/thing'],
    ['update', 'POST acl-store/thing'],
    ['create', 'POST acl-store/other'],
    ['list', 'LIST acl-store/'],
    ['delete', 'DELETE acl-store/other'],
  ];

  it.each(PASSES)('are those with the capability %s: %s', async (capability, line) => {
    for (const held of [
      [capability],
      ['read', 'create', 'list', 'update', 'delete'].filter((one) => one !== capability),
    ]) {
      const acl = await write(`path "acl-store/*" { capabilities = ${JSON.stringify(held)} }`);
      const [method = '', path = ''] = line.split(' ');
      if (method === 'POST' && path.endsWith('other')) await byHand(server, 'DELETE acl-store/other');
      const { status } = await byToken(line, method === 'POST' ? { a: 'x' } : undefined);
      expect([held, allows(acl, { path, capability, data: method === 'POST' ? { a: 'x' } : {} })]).toEqual([
        held,
        status !== 403,
      ]);
    }
  });

  it('are not those whose answer is wrapped too little', async () => {
    const acl = await write(
      'path "acl-store/thing" {\n  capabilities = ["read"]\n  min_wrapping_ttl = "1m"\n  max_wrapping_ttl = 120\n}',
    );
    for (const [wrapped, passes] of [
      [0, false],
      [30, false],
      [60, true],
      [120, true],
      [180, false],
    ] as const) {
      const headers = { 'X-Vault-Token': token, ...(wrapped === 0 ? {} : { 'X-Vault-Wrap-TTL': `${wrapped}s` }) };
      const { status } = await fetch(`${server.address}/v1/acl-store/thing`, { headers });
      expect([wrapped, status !== 403]).toEqual([wrapped, passes]);
      expect([wrapped, allows(acl, { path: 'acl-store/thing', capability: 'read', wrapped })]).toEqual([
        wrapped,
        passes,
      ]);
    }
  });
});

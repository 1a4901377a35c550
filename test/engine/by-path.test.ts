import { describe, expect, it } from 'vitest';
import { riskingByPath } from '../../src/engine/owners/by-path.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import { type Data, type Fields, Pending } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Change } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/secret.ts';
import { changeOf, resourceOf } from './make.ts';

const endpoint = openCatalog().top('endpoint') as Kind;

interface Written {
  readonly path?: string;
  readonly before?: Data;
  readonly fields: Fields;
  /** Type of the mount, as the server tells it. */
  readonly type?: string;
}

/** What a write by its path risks in a mount of some type. */
const risksOf = async (
  action: 'create' | 'update' | 'adopt',
  { path = 'x/y', before, fields, type = 'odd' }: Written,
) => {
  const resource = resourceOf('endpoint.x', endpoint, { name: path, vars: { name: path }, fields });
  const { data: after } = fields;
  const edits =
    after === undefined ? [] : [{ field: 'data', change: 'change', before, after, sensitive: false } as const];
  const change = { ...changeOf('update', resource), action, edits } as Change;
  const mount = { path: 'x', type, options: null, description: '' };
  const around = { declared: [], live: new Map(), mountAt: async () => mount };
  const [found] = await riskingByPath({ changes: [change], diagnostics: [] }, around);
  return [...(found?.also ?? []), found?.risk].join(' ');
};

describe('where the server goes with what it keeps', () => {
  it.each<[Data | undefined, Data, string]>([
    [{ url: 'a' }, { url: 'b' }, 'secret-revealing'],
    [{}, { base_url: 'b' }, 'secret-revealing'],
    [undefined, { hosts: ['b'] }, 'secret-revealing'],
    [{ url: 'a' }, new Secret({ url: 'a' }, true), 'secret-revealing'],
    [{ url: new Secret('a') }, { url: new Secret('a') }, 'secret-revealing'],
    [{ url: 'a' }, new Pending(), 'secret-revealing'],
    [{ url: 'a' }, { url: new Pending() }, 'secret-revealing'],
    [{ url: 'a' }, new Secret({ url: 'a' }), 'secret-revealing'],
    [{ hosts: ['a'], ttl: 1 }, { hosts: ['a'], ttl: 2 }, 'safe'],
    [{ url: 'a' }, { userattr: 'uid' }, 'safe'],
    [{ redirect_uris: ['a'] }, { redirect_uris: ['b'] }, 'safe'],
  ])('%j → %j: %s', async (before, data, risk) => {
    expect(await risksOf('update', { ...(before === undefined ? {} : { before }), fields: { data } })).toBe(risk);
  });

  it('is what is sent along, too, what stands in its settings, and what is made where nobody has looked', async () => {
    const data = { a: 2 };
    expect(await risksOf('update', { fields: { data, write_only: { url: 'b' } } })).toBe('secret-revealing');
    expect(await risksOf('update', { fields: { data, write_only: { key: 'b' } } })).toBe('safe');
    expect(await risksOf('update', { path: 'x/config', fields: { data } })).toBe('secret-revealing');
    const unseen = { data: { url: 'b' }, read_path: 'x/none' };
    expect(await risksOf('create', { fields: unseen })).toBe('data-destroying secret-revealing');
    expect(await risksOf('create', { fields: { data: { url: 'b' } } })).toBe('safe');
  });

  it.each(['pki', 'kv', 'transit', 'totp'])('is nowhere in a mount of type %s', async (type) => {
    expect(await risksOf('update', { path: 'x/config/y', fields: { data: { url: 'b' } }, type })).toBe('safe');
    expect(await risksOf('update', { path: 'x/config/y', fields: { data: new Pending() }, type })).toBe('safe');
  });
});

describe('writing over what nobody owns', () => {
  it.each([
    ['odd', 'data-destroying'],
    ['totp', 'data-destroying'],
    ['pki', 'safe'],
    ['ns_identity', 'safe'],
  ])('in a mount of type %s: %s', async (type, risk) => {
    const told = type.replace(/^ns_/, '');
    expect(await risksOf('adopt', { fields: { data: { a: 1 } }, type: told })).toBe(risk);
  });
});

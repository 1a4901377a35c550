import { describe, expect, it } from 'vitest';
import { normalise, openCatalog } from '../../src/kinds/index.ts';
import { type Data, holdsSecret } from '../../src/model/data.ts';
import type { Edit } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/secret.ts';
import { showEdit } from '../../src/report/edit.ts';

const style = { width: 120, color: false, unicode: true, verbose: 0 };

const kind = openCatalog().plugin('sys/endpoint')?.kinds[0];
const data = kind?.fields.find(({ name }) => name === 'data');

const shown = (after: Data, before?: Data): string => {
  const all = kind === undefined ? {} : normalise(kind, { data: after });
  const value = all.data ?? null;
  const sides = before === undefined ? {} : { before };
  const edit: Edit = {
    field: 'data',
    change: before === undefined ? 'add' : 'change',
    ...sides,
    after: value,
    sensitive: holdsSecret(value) || (before !== undefined && holdsSecret(before)),
  };
  return showEdit(edit, data, { style, room: 100 }).lines.join('\n');
};

describe('what an endpoint is to write', () => {
  it.each<{ what: string; after: Data; is: string }>([
    { what: 'stands on a line', after: { ttl: '1h', names: ['a'] }, is: '{ ttl = "1h", names = ["a"] }' },
    { what: 'has no plurals made up', after: { policies: ['a'] }, is: '{ policies = ["a"] }' },
    {
      what: 'is shown beside a secret',
      after: { ttl: '1h', key: new Secret('canary') },
      is: '{ ttl = "1h", key = (sensitive) }',
    },
    {
      what: 'is masked where its name says that it is a secret',
      after: { bindpass: 'canary', deep: [{ Private_Key: 'canary', token_ttl: '1h', token: 5 }] },
      is: '{ bindpass = (sensitive), deep = [{ Private_Key = (sensitive), token_ttl = "1h", token = 5 }] }',
    },
    { what: 'is a secret as a whole where somebody says so', after: new Secret('canary'), is: '(sensitive)' },
  ])('$what', ({ after, is }) => {
    expect(shown(after)).toBe(is);
  });

  it('is a document where it is long, and cut', () => {
    const lines = shown(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`name_${at}`, at]))).split('\n');
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      '+ {',
      '+   "name_0": 0,',
      expect.stringContaining('more lines (-v shows them)'),
    ]);
  });
});

describe('what an endpoint is to change', () => {
  it.each<{ what: string; after: Data; before: Data; has: readonly string[] }>([
    {
      what: 'shows what is no secret, and hides both sides of what is',
      after: { ttl: '1h', secret: 'canary-new' },
      before: { ttl: '2h', secret: 'canary-old' },
      has: ['-   "ttl": "2h"', '+   "ttl": "1h"', '+   "secret": "(sensitive) changes"'],
    },
    {
      what: 'says nothing of a secret that stays',
      after: { ttl: '1h', deep: { secret: 'canary' } },
      before: { ttl: '2h', deep: { secret: 'canary' } },
      has: ['+   "ttl": "1h"'],
    },
    {
      what: 'hides lists in which a secret stands',
      after: { ttl: '1h', list: [{ password: 'canary' }] },
      before: { ttl: '1h', list: [{ password: 'canary-old' }, 'canary'] },
      has: ['+   "list": "(sensitive) changes"'],
    },
    {
      what: 'hides what the server shows in the place of a secret, where drift turns the sides round',
      after: { ttl: '2h', kind: 'canary-live', deep: { kind: 'canary-live' } },
      before: { ttl: '1h', kind: new Secret('canary'), deep: { kind: new Secret('canary') } },
      has: ['+   "ttl": "2h"', '+   "kind": "(sensitive) changes"'],
    },
  ])('$what', ({ after, before, has }) => {
    const text = shown(after, before);
    for (const line of has) expect(text).toContain(line);
    expect(text).not.toContain('canary');
  });
});

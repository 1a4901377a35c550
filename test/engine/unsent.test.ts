import { describe, expect, it, test } from 'vitest';
import { assemblePlan } from '../../src/engine/plan/plan.ts';
import { unsentFields } from '../../src/engine/remember/unsent.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Echoed, Entry } from '../../src/model/ledger.ts';
import { kindOf, resourceOf } from './make.ts';

const kind = openCatalog().top('endpoint');

test.each([
  ['what is hidden and was not sent', ['write_only'], [], ['write_only']],
  ['not what was sent', ['write_only'], ['write_only'], []],
  ['not what only says how to work with the object', ['delete', 'read_path'], [], []],
  ['not what a read shows', ['data'], [], []],
])('never sent is %s', (_, names, sent, expected) => {
  if (kind === undefined) throw new Error('no kind');
  const fields = Object.fromEntries(names.map((name) => [name, true]));
  expect(unsentFields({ kind, fields }, undefined, new Set(sent))).toEqual(expected);
});

const fields = {
  properties: {
    size: { type: 'string', description: 'x' },
    secret: { type: 'string', writeOnly: true, description: 'x' },
  },
};

describe('hidden fields of an object with another change', () => {
  const planned = (write: string, told: Echoed, unsent: readonly string[] = []) => {
    const resource = resourceOf('thing.a', kindOf({ ...fields, write }), { fields: { size: '2', secret: 's' } });
    const entry = { key: 'k', echoes: { size: 'e', secret: 'e' }, unsent } as unknown as Entry;
    const compared = (name: string): Echoed => (told === 'unknown' || name === 'secret' ? told : 'changed');
    const memory = {
      declared: ({ name }: { readonly name: string }) => compared(name),
      shown: () => told,
      unfinished: new Set<string>(),
    };
    const plan = assemblePlan({
      seed: 's',
      identity: { address: 'http://x', product: 'vault', version: '1' } as never,
      resources: [resource],
      live: new Map([['thing.a', { state: 'present', fields: { size: '1' } }]]) as never,
      mode: 'apply',
      resendSecrets: false,
      owned: { entryOf: () => entry, memoryOf: () => memory, unfinishedOf: () => new Set() },
    });
    return { changes: plan.changes.map(({ action }) => action), hidden: plan.hidden, unsent: plan.unsent };
  };
  const SECRET = [{ address: 'thing.a', field: 'secret' }];

  it('are counted where nobody can compare them', () =>
    expect(planned('merge', 'unknown')).toEqual({ changes: ['update'], hidden: SECRET, unsent: undefined }));
  it('are not where the write sends them as well', () =>
    expect(planned('replace', 'unknown')).toMatchObject({ changes: ['update'], hidden: [] }));
  it('are counted as never sent until a write sends them', () => {
    expect(planned('merge', 'same', ['secret']).unsent).toEqual(SECRET);
    expect(planned('replace', 'same', ['secret']).unsent).toBeUndefined();
  });
});

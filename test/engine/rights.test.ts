import { describe, expect, it } from 'vitest';
import { rightsOf } from '../../src/engine/rights/rights.ts';
import type { Change } from '../../src/model/plan.ts';
import { changeOf, kindOf, resourceOf } from './make.ts';

const properties = {
  ttl: { type: 'string', description: 'x' },
  limit: { type: 'integer', description: 'x' },
  hidden: { type: 'string', description: 'x' },
};

const edited = (change: Change, field: string): Change => ({
  ...change,
  edits: [{ field, change: 'change', sensitive: false }],
});

const told = (change: Change): string[] =>
  rightsOf({ changes: [change] }).map(({ path, needs }) => `${path}: ${needs.map((one) => one.join('|')).join(' ')}`);

describe('the rights that a change takes', () => {
  const kind = kindOf({ properties });
  const sudo = kindOf({ properties, sudo: true, update: [{ path: 'tune/{name}' }] });
  const stepped = kindOf({
    properties,
    create: [
      { fields: ['ttl'], always: true },
      { path: 'things/{name}/config', fields: ['limit'], shape: 'update' },
    ],
    update: [{ fields: ['ttl'] }, { path: 'things/{name}/config', fields: ['limit'], shape: 'update' }],
  });
  const fields = { ttl: '1h' };
  it.each<[string, Change, string[]]>([
    ['to make', changeOf('create', resourceOf('thing.a', kind, { fields })), ['things/a: create|update']],
    ['to change', edited(changeOf('update', resourceOf('thing.a', kind)), 'ttl'), ['things/a: update']],
    ['to delete', changeOf('delete', resourceOf('thing.a', kind)), ['things/a: delete']],
    ['to forget', changeOf('forget', resourceOf('thing.a', kind)), []],
    ['with sudo', changeOf('create', resourceOf('thing.a', sudo, { fields })), ['things/a: create|update sudo']],
    ['beside sudo', edited(changeOf('update', resourceOf('thing.a', sudo)), 'ttl'), ['tune/a: create|update']],
    ['in a namespace', changeOf('delete', resourceOf('thing.a', kind, { namespace: 'x/y' })), ['x/y/things/a: delete']],
    [
      'with a name that has to be encoded',
      changeOf('delete', resourceOf('thing.a', kind, { vars: { name: 'a b/é' } })),
      ['things/a b/é: delete'],
    ],
    [
      'in one of two steps',
      changeOf('create', resourceOf('thing.a', stepped, { fields })),
      ['things/a: create|update'],
    ],
    [
      'in both steps',
      changeOf('create', resourceOf('thing.a', stepped, { fields: { ...fields, limit: 1 } })),
      ['things/a: create|update', 'things/a/config: create|update'],
    ],
    [
      'beside the object',
      edited(changeOf('update', resourceOf('thing.a', stepped)), 'limit'),
      ['things/a/config: create|update'],
    ],
  ])('%s', (_, change, rights) => expect(told(change)).toEqual(rights));
});

import { expect, test } from 'vitest';
import { refusedChanges } from '../../src/engine/guards/refusals.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Plan } from '../../src/model/plan.ts';
import { changeOf, kindOf, resourceOf } from './make.ts';

const kind = openCatalog().top('mount') ?? kindOf({});

const said = (action: 'create' | 'update', live: string, declared: string) => {
  const resource = resourceOf('mount.team', kind, { fields: { type: 'kv', options: { version: declared } } });
  const seen = { state: 'present' as const, fields: { type: 'kv', options: { version: live } } };
  const plan: Pick<Plan, 'changes'> = { changes: [changeOf(action, resource)] };
  return refusedChanges(plan, new Map([['mount.team', seen]])).map(({ code, message }) => `${code}: ${message}`);
};

test('a change that the server refuses is refused before anything is applied', () => {
  const told = ['change-refused: mount.team: a store of version 2 cannot become one of version 1'];
  expect(said('update', '2', '1')).toEqual(told);
});

test('other changes pass', () => {
  expect([...said('update', '1', '2'), ...said('update', '1', '1'), ...said('create', '2', '1')]).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { letGoBecause } from '../../src/engine/plan/departed-endpoint.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/model/kind.ts';
import { resourceOf } from './make.ts';

const endpoint = openCatalog().top('endpoint') as Kind;
const left = (fields = {}) => resourceOf('endpoint.a', endpoint, { name: 'x/a', vars: { name: 'x/a' }, fields });

describe('an endpoint that left the seed and cannot be read', () => {
  it.each([
    [{}, { state: 'unsupported', why: '405' }, 'its block does not say'],
    [{}, { state: 'unsupported', why: '404', unrouted: true }, 'its block does not say'],
    [{ delete: true }, { state: 'unsupported', why: '405' }, 'is not deleted'],
  ] as const)('%j, %j: forgotten', (fields, live, why) => {
    expect(letGoBecause(left(fields), live)?.why).toContain(why);
  });

  it.each([
    { state: 'unsupported', why: '404', unrouted: true },
    { state: 'unseen', why: '403' },
    { state: 'absent' },
  ] as const)('%j holds up what is to be deleted', (live) => {
    expect(letGoBecause(left({ delete: true }), live)).toBeUndefined();
  });

  it.each(['403 permission denied', '429 quota', '500 x', '503 sealed'])('%s says nothing about it', (why) => {
    expect(letGoBecause(left(), { state: 'unseen', why })).toBeUndefined();
  });
});

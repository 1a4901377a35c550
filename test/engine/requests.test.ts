import { describe, expect, it } from 'vitest';
import { writeRequests } from '../../src/engine/live/requests.ts';
import { difference } from '../../src/engine/plan/diff.ts';
import { updateFields } from '../../src/engine/plan/update-fields.ts';
import { kindOf, resourceOf } from './make.ts';

const kind = kindOf({
  create: [{ cas: { at: '/options/cas', field: 'version' } }],
  properties: { data: { type: 'string' }, version: { type: 'integer', readOnly: true } },
});
const thing = resourceOf('thing.one', kind, { fields: { data: 'canary' } });

const bodyOf = (operation: 'create' | 'update', before: Record<string, number>): unknown =>
  writeRequests(thing, { operation, fields: thing.fields, before })[0]?.body;

describe('check-and-set', () => {
  it('names the version that is replaced', () => {
    expect(bodyOf('update', { version: 3 })).toEqual({ data: 'canary', options: { cas: 3 } });
  });

  it('names none when nothing is there', () => {
    expect(bodyOf('create', {})).toEqual({ data: 'canary', options: { cas: 0 } });
  });

  it('names the version that remains of an object that is gone', () => {
    expect(bodyOf('create', { version: 4 })).toEqual({ data: 'canary', options: { cas: 4 } });
  });

  it('is left out where the server shows no version', () => {
    expect(bodyOf('update', {})).toEqual({ data: 'canary' });
  });
});

describe('fields that go together', () => {
  const pair = kindOf({
    groups: [{ fields: ['first', 'last'], need: 'together' }],
    properties: { first: { type: 'integer' }, last: { type: 'integer' }, other: { type: 'integer' } },
  });

  it('are sent when one of them changes, and planned only where they do', () => {
    const resource = resourceOf('thing.pair', pair, { fields: { first: 1, last: 2, other: 3 } });
    const live = { first: 1, last: 9, other: 3 };
    const { edits } = difference(resource, live, { resendSecrets: false });
    expect(edits.map(({ field }) => field)).toEqual(['last']);
    expect(updateFields(resource, live, edits)).toEqual({ first: 1, last: 2 });
  });
});

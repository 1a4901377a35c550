import { expect, it } from 'vitest';
import {
  type Event,
  eventLine,
  eventText,
  initial,
  type Round,
  roundLine,
  tokenEventText,
} from '../../src/watch/index.ts';
import { judge } from '../report/judge.ts';
import { CANARY, changes, unseen } from '../report/sample.ts';
import { looked, missed, policy } from './make.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const event = (happening: Event['happening'], round: Round, before = initial): Event => ({
  ...{ id: ID, seed: 'platform', happening, round, before },
});

const many = Array.from({ length: 150 }, (_, index) => policy(`p${index}`));
const long = Array.from({ length: 90 }, (_, index) => {
  const one = policy(`p${index}`);
  const edits = one.edits.map((edit) => ({ ...edit, before: 'x'.repeat(5000) }));
  return { ...one, edits };
});

it.each<[string, Event]>([
  ['what appeared', event('appeared', looked(changes, { unseen: [unseen] }))],
  ['what healed', event('healed', looked())],
  ['what was never sent', event('appeared', looked([], { unsent: [{ address: 'a', field: 'b' }] }))],
  ['a failure', event('failing', missed('server-sealed'), { ...initial, failures: 1, since: 0 })],
  ['more objects than fit', event('changed', looked(many))],
  ['longer fields than fit', event('changed', looked(long))],
])('%s is told as the schema says, on one line, without a secret', (_, one) => {
  const text = eventText(one);
  expect(judge('watch', JSON.parse(text))).toEqual([]);
  expect(text).not.toContain('\n');
  expect(text).not.toContain(CANARY);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(256 * 1024);
});

it.each(['token-ends', 'token-ended'] as const)('%s is told as the schema says', (name) => {
  const token = { id: ID, event: name, seed: 'platform', at: 0, ends: 60_000, detail: 'it cannot be renewed' };
  const text = tokenEventText(token);
  expect(judge('watch', JSON.parse(text))).toEqual([]);
  expect(JSON.parse(text).token).toEqual({ ends: '1970-01-01T00:01:00.000Z', detail: 'it cannot be renewed' });
});

it('leaves out what is too much, and says how much that is', () => {
  const { found } = JSON.parse(eventText(event('changed', looked(many))));
  expect([found.objects.length, found.left_out, found.summary.changed]).toEqual([100, 50, 150]);
});

it('keeps every object, without its fields, where those are too long', () => {
  const { found } = JSON.parse(eventText(event('changed', looked(long))));
  expect(found.objects).toHaveLength(90);
  expect(found.objects.flatMap(({ fields }: { fields: unknown[] }) => fields)).toEqual([]);
});

it.each<[string, string]>([
  [
    eventLine(event('appeared', looked([policy('a')]))),
    '2026-01-02T03:04:05Z platform: drift: 1 changed on the server: policy.a',
  ],
  [eventLine(event('healed', looked())), '2026-01-02T03:04:05Z platform: healed: 7 objects are as declared'],
  [eventLine(event('recovered', looked())), '2026-01-02T03:04:05Z platform: rounds succeed again'],
  [
    eventLine(event('failing', missed('server-sealed'))),
    '2026-01-02T03:04:05Z platform: rounds keep failing: it did not work [server-sealed]',
  ],
  [roundLine('platform', looked()), '2026-01-02T03:04:05Z platform: fine in 120 ms: 7 objects are as declared'],
])('a line of the log: %#', (line, text) => {
  expect(line).toBe(text);
});

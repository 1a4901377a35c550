import { describe, expect, it } from 'vitest';
import type { PostAnswer } from '../../src/server/index.ts';
import { backOff } from '../../src/watch/deliver.ts';
import {
  type Fate,
  isSigned,
  openDeliveryQueue,
  signature,
  signingKey,
  type WebhookMessage,
} from '../../src/watch/index.ts';
import { NOW, stillClock } from './make.ts';

const KEY = signingKey('a secret that both sides know');
const letter = (id: string): WebhookMessage => ({ id, event: 'appeared', body: `{"id":"${id}"}` });

describe('a signature', () => {
  const now = 1_800_000_000;
  const header = signature(KEY, now, 'body');
  it.each([
    ['is believed', KEY, header, 'body', now, true],
    ['of another body is not', KEY, header, 'bodY', now, false],
    ['by another secret is not', signingKey('a secret of somebody else'), header, 'body', now, false],
    ['that is five minutes old still is', KEY, header, 'body', now + 300, true],
    ['that is older is not: somebody may send it again', KEY, header, 'body', now + 301, false],
    ['whose time was changed is not', KEY, header.replace(/t=\d+/, `t=${now + 100}`), 'body', now + 100, false],
    ['of another form is not', KEY, header.slice(0, -1), 'body', now, false],
    ['that is none is not', KEY, '', 'body', now, false],
  ])('%s', (_, key, given, body, at, believed) => {
    expect(isSigned(key, given, { body, now: at })).toBe(believed);
  });

  // printf '1.body' | openssl dgst -sha256 -hmac key
  it('is what the README says: HMAC-SHA256 in hex of the time, a stop and the body', () => {
    const hex = '91b5374b153842ad05b2c4eab9349b8321b14703165bd3fb8b034dfb8be98ae5';
    expect(signature(signingKey('key'), 1, 'body')).toBe(`t=1,v1=${hex}`);
  });
});

/** What becomes of letters at a receiver that answers so, one answer after the other. */
const delivered = async (answers: readonly (PostAnswer | Error)[], letters = [letter('1')]) => {
  const clock = stillClock();
  const fates: [string, Fate, string][] = [];
  const seen: { body: string; headers: Readonly<Record<string, string>> }[] = [];
  const left = [...answers];
  const courier = openDeliveryQueue({
    clock,
    key: KEY,
    post: {
      close: async () => undefined,
      send: async (body, headers) => {
        seen.push({ body, headers });
        const answer = left.shift() ?? { status: 204, retryAfter: 0 };
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    tell: ({ id }, fate, why) => void fates.push([id, fate, why]),
  });
  for (const one of letters) courier.take(one);
  while (fates.length < letters.length) await new Promise((resolve) => setImmediate(resolve));
  return { fates, seen, slept: clock.slept };
};

const status = (code: number, retryAfter = 0): PostAnswer => ({ status: code, retryAfter });
const reset = Object.assign(new Error('connect ECONNREFUSED https://hooks.example/key'), { code: 'ECONNREFUSED' });

describe('a letter', () => {
  it.each<[string, readonly (PostAnswer | Error)[], Fate, string, readonly number[]]>([
    ['arrives', [status(200)], 'delivered', 'status 200', []],
    ['arrives at the third attempt', [status(500), reset, status(204)], 'delivered', 'status 204', [1000, 2000]],
    ['waits as long as it is asked to', [status(429, 7000), status(204)], 'delivered', 'status 204', [7000]],
    ['but not for ever', [status(503, 9_999_000), status(204)], 'delivered', 'status 204', [60_000]],
    ['is refused', [status(404)], 'refused', 'status 404', []],
    ['follows no redirect', [status(302)], 'refused', 'status 302', []],
    [
      'is lost after six attempts, and the reason names no address',
      [reset, reset, reset, reset, reset, reset],
      'lost',
      'ECONNREFUSED, after 6 attempts',
      [1000, 2000, 4000, 8000, 16_000],
    ],
  ])('%s', async (_, answers, fate, why, pauses) => {
    const { fates, slept } = await delivered(answers);
    expect([fates, slept]).toEqual([[['1', fate, why]], pauses]);
  });

  it('is signed anew in each attempt, and has the same id', async () => {
    const { seen } = await delivered([status(500), status(500)]);
    const times = seen.map(({ body, headers }, index) => {
      const header = headers['x-vaultseed-signature'] ?? '';
      const now = NOW / 1000 + ([0, 1, 3][index] ?? 0);
      expect(isSigned(KEY, header, { body, now })).toBe(true);
      return header.split(',')[0];
    });
    expect(new Set(times).size).toBe(3);
    expect(new Set(seen.map(({ headers }) => headers['x-vaultseed-delivery']))).toEqual(new Set(['1']));
  });

  it('comes in its turn, and the oldest goes when too many wait', async () => {
    const letters = Array.from({ length: 40 }, (_, index) => letter(String(index)));
    const { fates, seen } = await delivered([], letters);
    expect(fates.filter(([, fate]) => fate === 'dropped').map(([id]) => id)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ]);
    expect(seen.map(({ headers }) => Number(headers['x-vaultseed-delivery']))).toEqual([
      0,
      ...Array.from({ length: 32 }, (_, index) => index + 8),
    ]);
  });
});

describe('the end', () => {
  const atEnd = async (send: () => Promise<PostAnswer>) => {
    const fates: [string, Fate][] = [];
    const clock = stillClock();
    const courier = openDeliveryQueue({
      ...{ clock, key: undefined, post: { close: async () => undefined, send } },
      tell: ({ id }, fate) => void fates.push([id, fate]),
    });
    for (const id of ['1', '2']) courier.take(letter(id));
    await courier.end(5000);
    await new Promise((resolve) => setImmediate(resolve));
    return fates;
  };

  it('waits for nobody who never answers, and says what was lost', async () => {
    expect(await atEnd(() => new Promise(() => undefined))).toEqual([
      ['1', 'lost'],
      ['2', 'lost'],
    ]);
  });
});

it.each([
  [1, 0, 500],
  [1, 1, 1500],
  [4, 0.5, 8000],
  [20, 0.5, 60_000],
])('the back-off before attempt %d+1, by chance %d, is %d ms', (attempts, chance, wait) => {
  expect(backOff(attempts, chance, 0)).toBe(wait);
});

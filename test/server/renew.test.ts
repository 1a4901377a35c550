import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../src/model/fault.ts';
import type { Client, TokenLease } from '../../src/server/index.ts';
import { keepRenewed } from '../../src/server/index.ts';
import { renewalDue } from '../../src/server/renew.ts';

const lease = (left: number, full = left, renewable = true): TokenLease => ({ left, full, renewable });

it.each([
  ['is renewed with 40 % of its life left', lease(100), 60_000],
  ['that was looked up late is renewed earlier', lease(50, 100), 10_000],
  ['that has less left is renewed at once', lease(30, 100), 0],
  ['that lasts a year waits no longer than a timer can', lease(40_000_000), 2 ** 31 - 1],
])('a token %s', (_, what, due) => {
  expect(renewalDue(what)).toBe(due);
});

type Reply = { readonly left: number; readonly renewable?: boolean } | 'forbidden' | 'down';

/** What is told of a token, each with the second in which it is, when the server answers so. */
const story = async (first: TokenLease | undefined, replies: readonly Reply[], quiet?: number) => {
  const told: string[] = [];
  const began = Date.now();
  const at = (time: number): number => Math.round((time - began) / 1000);
  const left = [...replies];
  const client: Client = {
    identity: { product: 'openbao', version: '2.7.2', edition: 'community', address: 'http://x', namespace: '' },
    token: { displayName: 'test', policies: [], lease: first },
    know: () => {},
    close: async () => undefined,
    stats: () => ({ requests: 0, retries: 0 }),
    request: async ({ method, path }) => {
      expect([method, path]).toEqual(['POST', 'auth/token/renew-self']);
      told.push(`asked at ${at(Date.now())}`);
      const reply = left.shift() ?? 'forbidden';
      if (reply === 'down') throw new Fault('server-unreachable', 'it is away');
      if (reply === 'forbidden') return { status: 403, data: undefined, errors: ['permission denied'], warnings: [] };
      const auth = { lease_duration: reply.left, renewable: reply.renewable ?? true };
      return { status: 200, data: { auth }, errors: [], warnings: [] };
    },
  };
  const renewal = keepRenewed(client, {
    tell: (news) => told.push(`${news.state} until ${at(news.ends)}${news.state === 'last' ? `: ${news.why}` : ''}`),
    ...(quiet === undefined ? {} : { quiet }),
  });
  await vi.advanceTimersByTimeAsync(1000_000);
  renewal.stop();
  return told;
};

describe('a token', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each<[string, TokenLease | undefined, readonly Reply[], readonly string[]]>([
    ['that does not end is left alone', undefined, [], []],
    [
      'is renewed again and again',
      lease(600),
      [{ left: 600 }, { left: 600 }],
      ['asked at 360', 'renewed until 960', 'asked at 720', 'renewed until 1320'],
    ],
    [
      'that cannot be renewed is told at once',
      lease(600, 600, false),
      [],
      ['last until 600: it is of a sort that cannot be renewed'],
    ],
    [
      'that the server lets live no longer is told',
      lease(600),
      [{ left: 100 }],
      ['asked at 360', 'last until 460: the server does not let it live longer'],
    ],
    [
      'that may not renew itself is told',
      lease(600),
      ['forbidden'],
      ['asked at 360', 'last until 600: permission denied'],
    ],
    [
      'is tried again when the server is away',
      lease(600),
      ['down', 'down', { left: 600 }],
      ['asked at 360', 'asked at 420', 'asked at 465', 'renewed until 1065', 'asked at 825'],
    ],
  ])('%s', async (_, first, replies, told) => {
    expect((await story(first, replies)).slice(0, told.length)).toEqual(told);
  });

  it('that ends while the server is away is told as over', async () => {
    const told = await story(
      lease(60),
      Array.from({ length: 100 }, (): Reply => 'down'),
    );
    expect(told.length).toBeLessThan(30);
    expect(told.at(-1)).toBe('last until 60: it is away');
  });

  it('is not renewed by a command that is done soon', async () => {
    expect((await story(lease(10, 100), [{ left: 100 }])).at(0)).toBe('asked at 5');
    expect((await story(lease(39, 100), [{ left: 100 }])).at(0)).toBe('asked at 10');
    expect((await story(lease(39, 100), [{ left: 100 }], 0)).at(0)).toBe('asked at 0');
  });

  it('is left alone after the end', async () => {
    const request = vi.fn();
    const token = { displayName: 'test', policies: [], lease: lease(10) };
    const stats = () => ({ requests: 0, retries: 0 });
    const identity = { product: 'openbao', version: '2', edition: 'community', address: '', namespace: '' } as const;
    keepRenewed({ identity, token, request, stats, know: () => {}, close: async () => undefined }).stop();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(request).not.toHaveBeenCalled();
  });
});

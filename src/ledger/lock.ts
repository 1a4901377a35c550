import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '../model/fault.ts';
import { type Document, readDocument, type Shelf, writeIfFirst } from './document.ts';
import { type Lease, lease } from './lease.ts';
import {
  damageIn,
  fenceOf,
  type Holder,
  holderOf,
  isForced,
  isFree,
  type LockContent,
  type LockTimes,
  lifeOf,
  moment,
  timesOf,
} from './lock-document.ts';
import { lockName } from './names.ts';

export interface Acquiring {
  readonly seed: string;
  readonly holder: string;
  /** Milliseconds to wait for a lock that somebody holds. */
  readonly wait: number;
  /** Told once, when there is somebody to wait for. */
  readonly onWait?: ((holder: Holder) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly times?: LockTimes | undefined;
}

const PAUSE = 500;

const held = (seed: string, { name, since }: Holder): Fault =>
  new Fault('lock-held', `another run works on ${seed}: ${name}, since ${since}`, {
    help: [
      'wait for it: --lock-timeout 5m; a holder that is gone loses the lock by itself',
      'vaultseed unlock tells whether it is alive, and can stop it',
    ],
  });

/** Nobody can be asked to give back what no run wrote. */
const damaged = (seed: string, members: readonly string[]): Fault =>
  new Fault('lock-damaged', `the lock of ${seed} is not as any run writes it: ${members.join(', ')}`, {
    help: ['vaultseed unlock waits half a minute for a holder that may be there, and replaces it'],
  });

/**
 * Takes the lock of a seed, waiting for whoever holds it.
 * @throws {Fault} `lock-held` when it was not free in time; `lock-damaged` where nobody can tell who holds it.
 */
export const acquire = async (shelf: Shelf, asked: Acquiring): Promise<Lease> => {
  const { life } = timesOf(asked);
  const began = performance.now();
  let seen: { version: number; at: number } | undefined;
  for (;;) {
    asked.signal?.throwIfAborted();
    const now = await readDocument(shelf, lockName(asked.seed));
    if (seen?.version !== now.version) seen = { version: now.version, at: performance.now() };
    const stale = performance.now() - seen.at > lifeOf(now, life);
    if (isFree(now) || stale) {
      const lease = await take(shelf, asked, now);
      if (lease !== undefined) return lease;
      continue;
    }
    const waited = performance.now() - began;
    const damage = damageIn(now);
    if (waited >= asked.wait) throw damage.length > 0 ? damaged(asked.seed, damage) : held(asked.seed, holderOf(now));
    if (seen.at === began || waited < PAUSE) asked.onWait?.(holderOf(now));
    await setTimeout(Math.min(PAUSE, asked.wait - waited), undefined, { signal: asked.signal });
  }
};

/** Writes our name into the lock; nothing where somebody else was faster. */
const take = async (shelf: Shelf, asked: Acquiring, found: Document): Promise<Lease | undefined> => {
  const times = timesOf(asked);
  const content: LockContent = {
    state: 'held',
    holder: asked.holder,
    run: randomBytes(9).toString('base64url'),
    since: new Date().toISOString(),
    life_ms: times.life,
    fence: fenceOf(found) + 1,
  };
  const began = moment();
  const version = await writeIfFirst(shelf, { name: lockName(asked.seed), content, replaces: found.version });
  const taken = !isFree(found) || isForced(found);
  return version === undefined ? undefined : lease(shelf, { seed: asked.seed, times, content, version, began, taken });
};

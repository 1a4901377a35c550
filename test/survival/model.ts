import { setTimeout } from 'node:timers/promises';
import { acquire, askForLock, fenced, openBook, openKeeper, type Shelf, watchLock } from '../../src/ledger/index.ts';
import { Fault } from '../../src/model/fault.ts';
import type { Entry } from '../../src/model/ledger.ts';
import type { Answer, Request } from '../../src/server/index.ts';
import type { Random } from '../fuzz/random.ts';
import { clientOf, memoryStore, type Store } from './store.ts';

/*
 * Two or three runs of the real lock and the real ledger on one store in memory. An explorer decides whose request is next,
 * and what becomes of it: done and answered, done and the answer lost, lost before it arrives; whether a run is stopped for
 * longer than its lock lives, and goes on later; whether it dies. An operator unlocks meanwhile: by force, or what is gone.
 */

/** How many objects each run writes. */
const OBJECTS = 5;

export const TIMES = { life: 1000, renew: 250, reserve: 250, watch: 100 };

interface Waiting {
  readonly run: Run;
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

interface Run {
  readonly name: string;
  fence: number;
  /** Virtual time until which nothing of it moves; Infinity: it is dead. */
  frozen: number;
  ended: boolean;
}

export interface World {
  readonly random: Random;
  readonly now: () => number;
  /** Lets virtual time pass. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly holders: number;
}

export interface Played {
  /** What must never happen and did. */
  readonly broken: readonly string[];
  readonly steps: number;
  /** How many runs had the lock, and how many of them took it from one that was gone. */
  readonly locks: number;
  /** How often an operator came to each end. */
  readonly unlocked: Readonly<Record<string, number>>;
}

const dropped = (): Fault => new Fault('connection-dropped', 'the connection was dropped');

const keyOf = (name: string): string => ` sys/policy#policy sys/policies/acl/${name}`;

const entryOf = (name: string): Entry => ({
  key: keyOf(name),
  address: `policy.${name}`,
  kind: 'sys/policy#policy',
  namespace: '',
  name,
  vars: { name },
  dependsOn: [],
  lifecycle: { preventDestroy: false, onDestroy: 'delete' },
  keep: {},
  echoes: {},
  written: '2026-01-01T00:00:00.000Z',
  by: 'root',
});

interface Table {
  readonly store: Store;
  readonly waiting: Waiting[];
  /** The highest number of the lock with which something was written. */
  highest: number;
  readonly broken: string[];
  /** Entries whose writing was confirmed. */
  readonly confirmed: Set<string>;
  locks: number;
  /** Runs with the numbers of locks that were taken from them: nothing may come of them any more. */
  readonly closed: Set<string>;
  readonly unlocked: Record<string, number>;
}

/** One run: takes the lock, reads, writes some objects, writes down each, gives the lock back. */
const work = async (run: Run, shelf: Shelf, table: Table): Promise<void> => {
  const lease = await acquire(shelf, { seed: 's', holder: run.name, wait: 60_000, times: TIMES });
  table.locks += 1;
  run.fence = lease.fence;
  try {
    const book = await openBook({ ...shelf, client: fenced(shelf.client, lease.notes) }, 's');
    const begun = entryOf(`${run.name}-begun`);
    const keeper = await openKeeper({ book, fence: lease.fence, coming: [begun], rewrite: lease.taken });
    table.confirmed.add(begun.key);
    const target = fenced(shelf.client, lease.work);
    for (let n = 0; n < OBJECTS; n += 1) {
      await target.request({ method: 'POST', path: `target/${run.fence}` });
      keeper.put(entryOf(`${run.name}-${n}`));
    }
    await keeper.flush();
    for (let n = 0; n < OBJECTS; n += 1) table.confirmed.add(keyOf(`${run.name}-${n}`));
  } finally {
    await lease.release();
  }
};

/** Unlocks again and again until all runs have ended. */
const operate = async (shelf: Shelf, table: Table, { random, runs }: Operating): Promise<void> => {
  const asked = { seed: 's', by: 'operator', times: TIMES };
  while (runs.some(({ ended }) => !ended)) {
    await setTimeout(random.below(2000));
    const got = await (random.chance(70) ? askForLock : watchLock)(shelf, asked);
    table.unlocked[got.state] = (table.unlocked[got.state] ?? 0) + 1;
    if (got.state === 'free' || got.state === 'alive') continue;
    const run = runs.find(({ name }) => name === got.holder.name);
    if (run !== undefined && run.fence > 0) table.closed.add(`${run.name} ${run.fence}`);
  }
};

interface Operating {
  readonly random: Random;
  readonly runs: readonly Run[];
}

const isTarget = ({ path }: Request): boolean => path.startsWith('target/');

const isWrite = ({ method }: Request): boolean => method !== 'GET' && method !== 'LIST';

/** The server gets a request: a write to an object with an old number of the lock must not come through. */
const served = (table: Table, { run, request }: Waiting): Answer => {
  request.before?.();
  const answer = isTarget(request) ? DONE : table.store.ask(request);
  if (isWrite(request) && answer.status < 300 && table.closed.has(`${run.name} ${run.fence}`))
    table.broken.push(`${run.name} wrote ${request.path} after it was unlocked`);
  if (!isTarget(request)) return answer;
  if (run.fence < table.highest) table.broken.push(`${run.name} wrote with ${run.fence} after ${table.highest}`);
  table.highest = Math.max(table.highest, run.fence);
  return answer;
};

const DONE: Answer = { status: 204, data: undefined, errors: [], warnings: [] };

const step = (table: Table, one: Waiting, random: Random): void => {
  const luck = random.below(100);
  try {
    if (luck < 2) throw dropped();
    const answer = served(table, one);
    if (luck < 5) throw dropped();
    one.resolve(answer);
  } catch (error) {
    one.reject(error);
  }
};

/** Plays one history. */
export const play = async ({ random, now, pass, holders }: World): Promise<Played> => {
  const sets = { confirmed: new Set<string>(), closed: new Set<string>() };
  const table: Table = {
    store: memoryStore('L'),
    waiting: [],
    highest: 0,
    broken: [],
    ...sets,
    locks: 0,
    unlocked: {},
  };
  const runs = Array.from({ length: holders }, (_, n): Run => ({ name: `run${n}`, fence: 0, frozen: 0, ended: false }));
  const shelfOf = (run: Run): Shelf => {
    const request = (asked: Request): Promise<Answer> =>
      new Promise((resolve, reject) => {
        // A stopped process hears of nothing: only what it asks for later is refused.
        asked.signal?.throwIfAborted();
        table.waiting.push({ run, request: asked, resolve, reject });
      });
    return { client: clientOf(request), path: 'L' };
  };
  const operator: Run = { name: 'operator', fence: 0, frozen: 0, ended: false };
  const operating = random.chance(70) ? operate(shelfOf(operator), table, { random, runs }) : Promise.resolve();
  operating.catch((error: unknown) => {
    if (!(error instanceof Fault)) table.broken.push(`operator: ${String(error)}`);
  });
  const all = runs.map((run) => {
    return work(run, shelfOf(run), table)
      .catch((error: unknown) => {
        if (!(error instanceof Fault)) table.broken.push(`${run.name}: ${String(error)}`);
      })
      .finally(() => {
        run.ended = true;
      });
  });
  let steps = 0;
  for (; steps < 3000 && runs.some(({ ended, frozen }) => !ended && frozen !== Number.POSITIVE_INFINITY); steps += 1) {
    const awake = runs.filter(({ ended, frozen }) => !ended && frozen <= now());
    if (random.chance(7) && awake.length > 0) {
      const writing = awake.filter((run) => table.waiting.some((one) => one.run === run && isTarget(one.request)));
      const run = random.chance(50) ? writing[0] : awake[random.below(awake.length)];
      const others = runs.filter((one) => one !== run && !one.ended && one.frozen !== Number.POSITIVE_INFINITY);
      if (run !== undefined)
        run.frozen = others.length > 0 && random.chance(20) ? Number.POSITIVE_INFINITY : now() + random.below(10_000);
    }
    const ready = table.waiting.filter(({ run }) => run.frozen <= now());
    const one = ready[random.below(ready.length)];
    if (one === undefined || random.chance(25)) await pass(random.below(300));
    else {
      table.waiting.splice(table.waiting.indexOf(one), 1);
      step(table, one, random);
      await pass(1);
    }
  }
  const dead = runs.some(({ frozen }) => frozen === Number.POSITIVE_INFINITY);
  if (!dead) await Promise.all(all);
  const { locks, unlocked } = table;
  return { broken: [...table.broken, ...(await lost(table))], steps, locks, unlocked };
};

/** What was confirmed as written, and is not in the ledger. */
const lost = async ({ store, confirmed }: Table): Promise<string[]> => {
  const book = await openBook({ client: clientOf(async (request) => store.ask(request)), path: 'L' }, 's');
  return [...confirmed].filter((key) => !book.entries.has(key)).map((key) => `lost: ${key}`);
};

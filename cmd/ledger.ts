import { hostname, userInfo } from 'node:os';
import type { Keeping, MadePlan } from '../src/engine/index.ts';
import type { Book, Holder, Lease, Shelf } from '../src/ledger/index.ts';
import { visible } from '../src/model/clean.ts';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import { Fault } from '../src/model/fault.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { Client } from '../src/server/index.ts';
import { abandoned } from './abandoned.ts';
import { type Context, note } from './context.ts';
import { lingering, lingeringNote, withLingering } from './lingering.ts';
import type { LedgerFlags } from './options.ts';

/** The ledger of a seed while a command works with it. */
export interface OpenLedger {
  readonly shelf: Shelf;
  readonly book: Book;
  /** Held by commands that write, once there is a ledger to lock. */
  readonly lease?: Lease | undefined;
}

/** Why a command opens a ledger. */
export interface Purpose {
  readonly client: Client;
  readonly seed: string;
  readonly flags: LedgerFlags;
  /** The command may write, so the ledger is locked. */
  readonly writes: boolean;
  /** What somebody has altered is opened all the same: to be shown, or signed anew. */
  readonly altered?: boolean | undefined;
}

/** Opens the ledger of a seed for some work, and releases its lock however that ends. Without a ledger the work gets none. */
export const withLedger = async <T>(
  context: Context,
  purpose: Purpose,
  work: (ledger: OpenLedger | undefined) => Promise<T>,
): Promise<T> => {
  const { client, seed, flags, writes, altered = false } = purpose;
  const ifAltered = altered ? 'tell' : 'end';
  const path = ledgerPath(flags, context.io.env);
  if (path === undefined) return work(undefined);
  const { openBook } = await import('../src/ledger/index.ts');
  const shelf: Shelf = { client, path };
  const book = await openBook(shelf, seed, ifAltered);
  if (!writes || !book.mounted) return work({ shelf, book });
  const lease = await locked(context, shelf, { seed, flags });
  try {
    return await givenBack(lease, async () => work(await lockedLedger(book, lease, ifAltered)));
  } catch (error) {
    throw error instanceof Fault ? lingering(error, lease) : error;
  }
};

/** Warnings about traces of other runs; none for the holder of the lock, who takes them over. */
export const tracesIn = async (ledger: OpenLedger | undefined): Promise<readonly Diagnostic[]> => {
  if (ledger === undefined || ledger.lease !== undefined) return [];
  const { tracesOf } = await import('../src/ledger/index.ts');
  return tracesOf(ledger.book);
};

/** What was read before the lock may be another's half of the work. It is written only while the lock lasts. */
const lockedLedger = async (
  { client, path, seed }: Pick<Book, 'client' | 'path' | 'seed'>,
  lease: Lease,
  ifAltered: 'end' | 'tell',
) => {
  const { fenced, openBook } = await import('../src/ledger/index.ts');
  const shelf: Shelf = { client: fenced(client, lease.notes), path };
  return { shelf, book: await openBook(shelf, seed, ifAltered), lease };
};

/** Releases the lock however the work ends. A run that has lost its lock must not end as a success. */
const givenBack = async <T>(lease: Lease, work: () => Promise<T>): Promise<T> => {
  const result = await unlessFailed(lease, work());
  const lost = await lease.release();
  if (lost !== undefined) throw lost;
  return result;
};

/** Releases the lock after a failure. If the lock was lost, that is reported instead: it probably caused the failure. */
const unlessFailed = <T>(lease: Lease, work: Promise<T>): Promise<T> =>
  work.catch(async (error: unknown) => {
    const lost = await lease.release();
    throw error instanceof Fault ? (lost ?? error) : error;
  });

type Env = Readonly<Record<string, string | undefined>>;

/** The path of the ledger's mount: option, environment, or the default; undefined with `--ledger off`. */
export const ledgerPath = ({ ledger }: Pick<LedgerFlags, 'ledger'>, env: Env): string | undefined => {
  const wanted = ledger ?? env.VAULTSEED_LEDGER ?? '';
  return wanted === false || wanted === OFF ? undefined : orUsual(wanted);
};

const OFF = 'off';

const orUsual = (wanted: string): string => {
  const path = wanted.replace(/^\/+|\/+$/g, '');
  return path === '' ? 'vaultseed' : path;
};

/** The mount where other seeds have their ledgers, for a run without one of its own; else undefined. */
export const unusedLedger = (
  flags: Pick<LedgerFlags, 'ledger'>,
  { env }: Context['io'],
  client: Client,
): Shelf | undefined => {
  if (ledgerPath(flags, env) !== undefined) return undefined;
  const { VAULTSEED_LEDGER: named = '' } = env;
  return { client, path: orUsual(named === OFF ? '' : named) };
};

const locked = async (
  context: Context,
  shelf: Shelf,
  { seed, flags }: { readonly seed: string; readonly flags: LedgerFlags },
): Promise<Lease> => {
  const { acquire } = await import('../src/ledger/index.ts');
  return acquire(shelf, {
    seed,
    holder: ownName(),
    wait: flags.lockTimeout,
    onWait: (holder) => note(context, waiting(seed, holder)),
    signal: context.io.signal,
    times: lockTimes(context.io.env),
  });
};

/** The name of this run, for people who meet its lock. */
export const ownName = (): string => `${userName()}@${hostname()} (pid ${process.pid})`;

/** In a container a user may have a number only. */
const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
};

/** A life of the lock that is not the usual one, in milliseconds: for whoever must not wait for it. Half of it is for writes. */
export const lockTimes = ({ VAULTSEED_LOCK_LIFE: text }: Readonly<Record<string, string | undefined>>) => {
  const life = Number(text ?? '');
  if (!(life >= SHORTEST_LIFE)) return undefined;
  return { life, renew: life / 4, reserve: life / 4, watch: Math.min(MOST_WATCH, life / 8) };
};

const SHORTEST_LIFE = 400;
const MOST_WATCH = 1_000;

const waiting = (seed: string, { name, since }: Holder): string =>
  `Waiting for the lock of ${visible(seed)}: ${visible(name)} has held it since ${visible(since)} ...`;

/** The ledger during an apply: records each change. */
export interface Recording extends Keeping {
  readonly lease: Lease;
  /** Finishes: reports problems with the lock or the ledger, and deletes an empty ledger. */
  end(outcomes: readonly Outcome[]): Promise<Diagnostic | undefined>;
  /** That the store of the ledger stays, empty, or its lock: known at the end. */
  remains(): string | undefined;
}

/**
 * Makes the ledger where there is none, and records what is about to be done.
 * @returns undefined without a ledger.
 */
export const openRecording = async (
  context: Context,
  ledger: OpenLedger | undefined,
  { made, seed, flags }: { readonly made: MadePlan; readonly seed: string; readonly flags: LedgerFlags },
): Promise<Recording | undefined> => {
  if (ledger === undefined || (!ledger.book.mounted && made.plan.changes.length === 0)) return undefined;
  const { keepLedger } = await import('../src/engine/index.ts');
  const { shelf, book, lease } = ledger.lease
    ? { ...ledger, lease: ledger.lease }
    : await firstLedger(context, ledger.shelf, { seed, flags });
  const by = shelf.client.token?.displayName ?? 'unknown';
  const signature = { by, written: new Date().toISOString() };
  const keeping = await unlessFailed(lease, keepLedger({ made, book, lease, signature })).catch((error: unknown) => {
    throw error instanceof Fault ? lingering(error, lease) : error;
  });
  let remains: string | undefined;
  return {
    ...keeping,
    lease,
    remains: () => remains,
    end: async (outcomes) => {
      const trouble = await settled(keeping, outcomes);
      const empty = trouble === undefined && keeping.isEmpty();
      if (empty) remains = await abandoned(shelf, { seed, lease, keeper: keeping });
      const ending = endingOf(await lease.release(), trouble);
      if (ending === undefined) remains ??= lingeringNote(lease);
      return ending && withLingering(ending, lease);
    },
  };
};

const endingOf = (lost: Fault | undefined, trouble: Fault | undefined): Diagnostic | undefined => {
  const why = trouble?.code === 'token-invalid' ? trouble : (lost ?? trouble);
  if (why === undefined) return undefined;
  const untold = 'what was done is done, and the ledger does not tell all of it: plan again';
  return { code: why.code, message: why.message, help: trouble === undefined ? why.help : [...why.help, untold] };
};

const settled = async (keeping: Keeping, outcomes: readonly Outcome[]): Promise<Fault | undefined> => {
  try {
    await keeping.finish(outcomes);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
};

/** Another run made the ledger first: a plan from before there was a lock may be out of date. */
export class Overtaken extends Fault {}

/** Makes the mount and takes the lock. @throws {Overtaken} when another run has used it since the plan was made. */
const firstLedger = async (
  context: Context,
  shelf: Shelf,
  { seed, flags }: { readonly seed: string; readonly flags: LedgerFlags },
): Promise<OpenLedger & { readonly lease: Lease }> => {
  const { makeMount } = await import('../src/ledger/index.ts');
  await makeMount(shelf);
  const lease = await locked(context, shelf, { seed, flags });
  const ledger = await lockedLedger({ ...shelf, seed }, lease, 'end');
  if (lease.fence === 1 && ledger.book.entries.size === 0) return ledger;
  await lease.release();
  throw new Overtaken('ledger-crossed', `somebody else has applied ${seed} since it was planned`, {
    help: ['nothing was written; plan again'],
  });
};

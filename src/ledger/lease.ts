import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '../model/fault.ts';
import {
  type Document,
  dropDocument,
  isCrossing,
  readDocument,
  type Shelf,
  type Writing,
  writeDocument,
} from './document.ts';
import { type Guard, UnderWay } from './fenced.ts';
import { type LockContent, type LockTimes, type Moment, moment, since, takerOf } from './lock-document.ts';
import { givenBack, lapsed, taken } from './loss.ts';
import { lockName } from './names.ts';

/** A lock in hand. */
export interface Lease extends Pick<Guard, 'ensure'> {
  /** Counts up with every holder, over all times. */
  readonly fence: number;
  /** The lock was taken from a holder that may still believe to have it. */
  readonly taken: boolean;
  /** Aborted when nothing new may be begun: somebody wants the lock, has it, or our time is over. */
  readonly signal: AbortSignal;
  /** For writes to the server. What was begun is finished as long as the lock lasts. */
  readonly work: Guard;
  /** For the ledger: what was done may be written down as long as the lock lasts, also when somebody wants it. */
  readonly notes: Guard;
  /**
   * Gives the lock back. Never throws: a lock that is not given back ends by itself.
   * @returns the first time: why it was lost before that, if it was.
   */
  release(): Promise<Fault | undefined>;
  /** After that: milliseconds that whoever comes next may have to wait, where the lock could not be given back. */
  readonly lingers: number | undefined;
  /** Takes the lock's document away with the lock, so that nothing is left of it. */
  vanish(): Promise<void>;
}

export interface Held {
  readonly seed: string;
  readonly times: LockTimes;
  readonly content: LockContent;
  readonly version: number;
  /** When the write that got it was begun: its time runs from there. */
  readonly began: Moment;
  readonly taken: boolean;
}

/** Longest time that looking at the lock may hold up its renewal, in milliseconds. */
const GLANCE = 3_000;
/** How often it is tried to give a lock back that somebody writes at the same moment. */
const ATTEMPTS = 3;

class Holding implements Lease {
  readonly fence: number;
  readonly taken: boolean;
  readonly work: Guard;
  readonly notes: Guard;
  readonly #shelf: Shelf;
  readonly #held: Held;
  readonly #stop = new AbortController();
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #version: number;
  #from: Moment;
  /** When the server was first asked that has not answered since. */
  #unanswered: Moment | undefined;
  #loss: Fault | undefined;
  #busy: Promise<void> | undefined;
  /** The lock is another's, or free. */
  #elsewhere = false;
  #closed = false;
  #told = false;
  #lingers = false;

  constructor(shelf: Shelf, held: Held) {
    this.#shelf = shelf;
    this.#held = held;
    this.#version = held.version;
    this.#from = held.began;
    this.fence = held.content.fence;
    this.taken = held.taken;
    const { signal } = this.#over;
    // Every write under way listens to it.
    for (const one of [signal, this.#stop.signal]) setMaxListeners(0, one);
    const under = new UnderWay();
    this.work = { ensure: () => this.ensure(), signal, under };
    this.notes = { ensure: () => this.#ensureTime(), signal, under };
    this.#timer = setInterval(() => this.#tick(), held.times.watch);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  ensure(): void {
    if (this.#left() < this.#held.times.reserve) this.#end(this.#lapsed());
    if (this.#loss !== undefined) throw this.#loss;
    this.#ensureTime();
  }

  async release(): Promise<Fault | undefined> {
    if (await this.#close()) await this.#giveBack();
    const loss = this.#told ? undefined : this.#loss;
    this.#told = true;
    return loss;
  }

  get lingers(): number | undefined {
    return this.#lingers ? this.#held.times.life : undefined;
  }

  async vanish(): Promise<void> {
    if ((await this.#close()) && this.#lasts()) await dropDocument(this.#shelf, this.#name);
  }

  get #name(): string {
    return lockName(this.#held.seed);
  }

  #left(): number {
    return this.#held.times.life - since(this.#from);
  }

  #lasts(): boolean {
    return !this.#over.signal.aborted && this.#left() > 0;
  }

  #ensureTime(): void {
    if (this.#left() <= 0) this.#lose(this.#lapsed());
    if (this.#over.signal.aborted) throw this.#over.signal.reason;
    if (this.#closed) throw givenBack(this.#held.seed);
  }

  #lapsed(): Fault {
    return lapsed(this.#held.seed, this.#unanswered && since(this.#unanswered));
  }

  #end(why: Fault): void {
    this.#loss ??= why;
    this.#stop.abort(why);
  }

  #lose(why: Fault): void {
    this.#end(why);
    this.#over.abort(why);
  }

  #tick(): void {
    // What is under way when the time is over is given up, also while a renewal waits for its answer.
    if (this.#left() <= 0) this.#lose(this.#lapsed());
    if (this.#busy !== undefined || this.#stop.signal.aborted) return;
    const due = since(this.#from) >= this.#held.times.renew;
    this.#busy = (due ? this.#renew() : this.#look()).finally(() => {
      this.#busy = undefined;
    });
  }

  async #renew(): Promise<void> {
    const start = moment();
    this.#unanswered ??= start;
    try {
      this.#version = await this.#write(this.#held.content);
      this.#from = start;
      this.#unanswered = undefined;
    } catch (error) {
      if (isCrossing(error)) this.#unanswered = undefined;
      // The network may come back before our time is over; another holder will not go away.
      if (isCrossing(error)) await this.#look(true);
    }
  }

  #write(content: Writing['content'], least = 1): Promise<number> {
    const signal = AbortSignal.timeout(Math.floor(Math.max(least, this.#left())));
    return writeDocument(this.#shelf, { name: this.#name, content, replaces: this.#version, signal, urgent: true });
  }

  /** Whose the lock is now. That it cannot be seen says nothing: its time goes on. */
  async #look(certain = false): Promise<void> {
    this.#unanswered ??= moment();
    try {
      const now = await readDocument(this.#shelf, this.#name, { signal: AbortSignal.timeout(GLANCE), urgent: true });
      this.#unanswered = undefined;
      this.#judge(now, certain);
    } catch (error) {
      if (!(error instanceof Fault || error instanceof DOMException)) throw error;
    }
  }

  /** @param certain the document is not as we left it. A node that lags behind may show what was there before us. */
  #judge(now: Document, certain: boolean): void {
    const { seed, content } = this.#held;
    if (!certain && now.version <= this.#version) return;
    const loss = taken(seed, takerOf(now));
    if (now.content?.run !== content.run) {
      this.#elsewhere = true;
      this.#loss = loss;
      this.#lose(loss);
      return;
    }
    // A renewal whose answer was lost is still ours.
    this.#version = Math.max(this.#version, now.version);
    if (now.content.state !== 'asked') return;
    this.#loss = loss;
    this.#end(loss);
  }

  /** Stops renewing. @returns false when that was done before. */
  async #close(): Promise<boolean> {
    if (this.#closed) return false;
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#busy;
    while (this.work.under.some && this.#lasts()) await this.#allEnd();
    if (this.work.under.some) this.#lose(this.#lapsed());
    return true;
  }

  /** Waits for the writes under way, for a while. */
  async #allEnd(): Promise<void> {
    const tick = setTimeout(this.#held.times.watch);
    await Promise.race([this.work.under.allEnd(), tick]);
  }

  /** Whoever wants the lock waits for this: nothing is written after it. */
  async #giveBack(): Promise<void> {
    const { fence, holder = null, since = null } = this.#held.content;
    // What was given up after our time may still arrive: the next holder is told.
    const free = { state: 'free', fence, holder, since, forced: !this.#lasts() };
    if (!this.#lasts()) await this.#look(true);
    for (let attempt = 1; attempt <= ATTEMPTS && !this.#elsewhere; attempt += 1) {
      try {
        await this.#write(free, GLANCE);
        return;
      } catch (error) {
        this.#lingers = !isCrossing(error);
        if (this.#lingers) return;
        await this.#look(true);
      }
    }
  }
}

/** The lock was taken: keeps it until it is given back. */
export const lease = (shelf: Shelf, held: Held): Lease => new Holding(shelf, held);

import { randomUUID } from 'node:crypto';
import { type Diagnostic, severityOf } from '../src/model/diagnostic.ts';
import { Fault } from '../src/model/fault.ts';
import { type Client, keepRenewed, type Renewal, type RenewalNews } from '../src/server/index.ts';
import {
  advance,
  type Clock,
  type DeliveryQueue,
  type Event,
  eventLine,
  eventText,
  failureOf,
  findingsOf,
  initial,
  isForOthers,
  isSuccess,
  type Metrics,
  type Round,
  roundLine,
  type State,
  type TokenEvent,
  tokenEventText,
} from '../src/watch/index.ts';
import { apology } from './apology.ts';
import { type Context, note, say, tell } from './context.ts';
import { type Looked, look, type Missed } from './look.ts';
import type { WatchJob } from './watch-options.ts';

interface WatchParts {
  readonly context: Context;
  readonly job: Pick<WatchJob, 'session'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly deliveries: DeliveryQueue | undefined;
  /** Name of the seed. */
  readonly seed: string;
  /** The server that the watch began with. */
  readonly address: string;
}

/** How many warnings to remember, so that each is shown once only; with more all are forgotten, to bound memory. */
const MOST_TOLD = 200;
/** Two expiry times of the token this near to each other count as the same, in milliseconds. */
const SAME_END = 60_000;
/** How far the server's clock may be ahead of ours when it says that a token has expired, in milliseconds. */
const AHEAD = 5_000;

const TOKEN_TROUBLE: readonly (string | undefined)[] = ['token-invalid', 'token-missing'];

/** The state of a watch from round to round: connection, token, and what has been reported. */
export class Watch {
  readonly #parts: WatchParts;
  readonly #told = new Set<string>();
  #state: State = initial;
  #seed: string;
  /** The connection of the last good look: it stays until the next, so that its token is renewed. */
  #held: { readonly client: Client; readonly renewal: Renewal } | undefined;
  #lastEnd: number | undefined;
  /** By `performance.now()`: when a round last began or ended, and when one last succeeded; and how long it took. */
  stirred = performance.now();
  succeeded: number | undefined;
  lasted = 0;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#seed = parts.seed;
    parts.metrics.token(() => this.#held?.renewal.ends());
  }

  /** @returns false when the token has ended, so that no further round can succeed. */
  async round(signal: AbortSignal): Promise<boolean> {
    const { clock, context, metrics } = this.#parts;
    const began = clock.ticks();
    this.stirred = performance.now();
    const seen = await this.#look(signal);
    // The round that was under way when the watch was ended is not reported.
    if (context.io.signal.aborted) return true;
    this.#seed = seen.seed ?? this.#seed;
    const round = roundOf(seen, { at: clock.now(), took: clock.ticks() - began });
    metrics.round(this.#seed, round);
    const goesOn = round.looked || !this.#isOver(round);
    this.#note(round);
    // The last round, after which the token has expired, is reported by `end`.
    if (goesOn) this.#tell(round);
    return goesOn;
  }

  /** Reports why there can be no further round. */
  end(): Diagnostic {
    const ends = this.#held?.renewal.ends() ?? 0;
    const message = `the token ended at ${new Date(ends).toISOString()}, and there is no other one`;
    this.#tellOfToken({ event: 'token-ended', ends, detail: `${message}: the watch has ended` });
    return {
      code: 'token-ended',
      message,
      help: ['start the watch again with a new token; a periodic one is renewed for as long as it runs'],
    };
  }

  async close(): Promise<void> {
    this.#held?.renewal.stop();
    await this.#held?.client.close();
  }

  async #look(signal: AbortSignal): Promise<Looked | Missed> {
    const { context, job, address } = this.#parts;
    try {
      const seen = await look(context, { flags: job.session, address }, signal);
      if ('made' in seen) await this.#hold(seen.client);
      return seen;
    } catch (error) {
      return { why: [troubleOf(error, context)] };
    }
  }

  async #hold(client: Client): Promise<void> {
    await this.close();
    const renewal = keepRenewed(client, { tell: (news) => this.#renewed(news), quiet: 0 });
    this.#held = { client, renewal };
  }

  #renewed(news: RenewalNews): void {
    const { context } = this.#parts;
    const ends = new Date(news.ends).toISOString();
    if (news.state === 'renewed') {
      if (context.errStyle.verbose > 0) note(context, `The token was renewed: it lasts until ${ends}.`);
      return;
    }
    if (this.#lastEnd !== undefined && Math.abs(news.ends - this.#lastEnd) < SAME_END) return;
    this.#lastEnd = news.ends;
    const help = ['the watch ends with it, unless there is another one by then where it came from'];
    tell(context, [{ code: 'token-ends', message: `the token ends at ${ends}: ${news.why}`, help }]);
    this.#tellOfToken({ event: 'token-ends', ends: news.ends, detail: news.why });
  }

  /** For machines: JSON and the webhook. People get a diagnostic. */
  #tellOfToken(token: Pick<TokenEvent, 'event' | 'ends' | 'detail'>): void {
    const { context, deliveries, clock } = this.#parts;
    const event = { ...token, id: randomUUID(), seed: this.#seed, at: clock.now() };
    const body = tokenEventText(event);
    if (context.json) context.io.out.write(`${body}\n`);
    deliveries?.take({ id: event.id, event: event.event, body });
  }

  #isOver(round: Extract<Round, { looked: false }>): boolean {
    const ends = this.#held?.renewal.ends();
    return ends !== undefined && ends - AHEAD <= round.at && TOKEN_TROUBLE.includes(failureOf(round));
  }

  #note(round: Round): void {
    this.stirred = performance.now();
    if (!isSuccess(round)) return;
    this.succeeded = this.stirred;
    this.lasted = round.took;
  }

  #tell(round: Round): void {
    const { context } = this.#parts;
    const before = this.#state;
    const { state, happened } = advance(before, round);
    this.#state = state;
    for (const happening of happened) this.#happen({ happening, round, before, seed: this.#seed, id: randomUUID() });
    const verbose = context.errStyle.verbose > 0;
    if (happened.length === 0 && verbose) note(context, roundLine(this.#seed, round));
    if (verbose && !round.looked && happened.length > 0) tell(context, round.why);
    if (round.looked) {
      tell(
        context,
        round.plan.diagnostics.filter((one) => this.#isNews(one)),
      );
    }
  }

  #happen(event: Event): void {
    const { context, deliveries } = this.#parts;
    const text = eventText(event);
    if (context.json) context.io.out.write(`${text}\n`);
    else say(context, eventLine(event));
    if (isForOthers(event.happening, event.before))
      deliveries?.take({ id: event.id, event: event.happening, body: text });
  }

  /** Whether a warning has not been shown before. */
  #isNews(diagnostic: Diagnostic): boolean {
    const key = `${diagnostic.code} ${diagnostic.message}`;
    if (severityOf(diagnostic) === 'error' || this.#told.has(key)) return false;
    if (this.#told.size >= MOST_TOLD) this.#told.clear();
    this.#told.add(key);
    return true;
  }
}

const troubleOf = (error: unknown, { io }: Context): Diagnostic =>
  error instanceof Fault
    ? { code: error.code, message: error.message, help: error.help }
    : { code: 'internal-error', message: apology(error, io.env) };

const roundOf = (seen: Looked | Missed, when: Pick<Round, 'at' | 'took'>): Round => {
  if (!('made' in seen)) return { ...when, looked: false, why: seen.why };
  const { plan, digest } = seen.made;
  const whole = { ...plan, diagnostics: [...seen.diagnostics, ...plan.diagnostics] };
  return { ...when, looked: true, plan: whole, digest, findings: findingsOf(whole, digest) };
};

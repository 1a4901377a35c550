import type { KeyObject } from 'node:crypto';
import type { Post, PostAnswer } from '../server/index.ts';
import type { Clock } from './loop.ts';
import { signature } from './signature.ts';

/** A document on its way to a receiver. */
export interface WebhookMessage {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

export const fates = ['delivered', 'refused', 'lost', 'dropped'] as const;
/** `refused` by the receiver; `lost`: it could not be reached; `dropped`: too many waited. */
export type Fate = (typeof fates)[number];

interface Delivery {
  readonly post: Post;
  readonly clock: Clock;
  /** Undefined: nothing is signed. */
  readonly key: KeyObject | undefined;
  /** Called once for each document. `why` names no address. */
  readonly tell: (message: WebhookMessage, fate: Fate, why: string) => void;
}

export interface DeliveryQueue {
  /** Queues a document, and never waits. */
  take(message: WebhookMessage): void;
  /** Delivers the queue for at most `patience` milliseconds; the rest is reported as lost. */
  end(patience: number): Promise<void>;
}

/** How many documents may wait. Then the oldest is dropped: the newest says how things are. */
const MOST_WAITING = 32;
const ATTEMPTS = 6;
const PATIENCE = 10_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** Milliseconds between attempts once the watch has ended. */
const LAST_WAIT = 500;

const mayPass = ({ status }: PostAnswer): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** What went wrong on the network, by its code only: messages name addresses, and that of a webhook may be a secret. */
const codeOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'the connection failed';
};

type Attempt = { readonly fate?: Fate; readonly why: string; readonly wait: number };

const attempt = async ({ post, clock, key }: Delivery, message: WebhookMessage): Promise<Attempt> => {
  const time = Math.floor(clock.now() / 1000);
  try {
    const answer = await post.send(
      message.body,
      {
        'x-vaultseed-event': message.event,
        'x-vaultseed-delivery': message.id,
        ...(key === undefined ? {} : { 'x-vaultseed-signature': signature(key, time, message.body) }),
      },
      PATIENCE,
    );
    const why = `status ${answer.status}`;
    if (answer.status >= 200 && answer.status < 300) return { fate: 'delivered', why, wait: 0 };
    return mayPass(answer) ? { why, wait: answer.retryAfter } : { fate: 'refused', why, wait: 0 };
  } catch (error) {
    return { why: codeOf(error), wait: 0 };
  }
};

/** The back-off before an attempt, in milliseconds: doubled each time, with a jitter, or what the receiver asks for. */
export const backOff = (attempts: number, chance: number, asked: number): number =>
  Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT * 2 ** (attempts - 1) * (0.5 + chance), asked));

/** `ending`: pauses are short from now on. `over`: nothing is tried any more. */
interface Stops {
  readonly ending: AbortSignal;
  readonly over: AbortSignal;
}

const deliver = async (
  delivery: Delivery,
  message: WebhookMessage,
  { ending, over }: Stops,
): Promise<readonly [Fate, string]> => {
  for (let attempts = 1; ; attempts += 1) {
    const { fate, why, wait } = await attempt(delivery, message);
    if (fate !== undefined) return [fate, why];
    if (attempts === ATTEMPTS || over.aborted) return ['lost', `${why}, after ${attempts} attempts`];
    const pause = backOff(attempts, delivery.clock.chance(), wait);
    // At the end there is no time for long pauses, and the last word may be that the watch is over.
    if (ending.aborted) await delivery.clock.sleep(LAST_WAIT, over);
    else await delivery.clock.sleep(pause, ending);
  }
};

/** Delivers documents in the background, one after the other, in their order. */
export const openDeliveryQueue = (delivery: Delivery): DeliveryQueue => {
  const waiting: WebhookMessage[] = [];
  const ending = new AbortController();
  const over = new AbortController();
  let walk: Promise<void> | undefined;
  let under: WebhookMessage | undefined;
  const settle = (message: WebhookMessage, fate: Fate, why: string): void => {
    if (message !== under) return;
    under = undefined;
    delivery.tell(message, fate, why);
  };
  const go = async (): Promise<void> => {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      under = message;
      const [fate, why] = await deliver(delivery, message, { ending: ending.signal, over: over.signal });
      settle(message, fate, why);
    }
    walk = undefined;
  };
  return {
    take: (message) => {
      const oldest = waiting.length >= MOST_WAITING ? waiting.shift() : undefined;
      if (oldest !== undefined) delivery.tell(oldest, 'dropped', `${MOST_WAITING} others waited`);
      waiting.push(message);
      walk ??= go();
    },
    end: async (patience) => {
      // No more long pauses: what waits is tried again while patience lasts.
      ending.abort();
      const timer = new AbortController();
      await Promise.race([walk ?? Promise.resolve(), delivery.clock.sleep(patience, timer.signal)]);
      timer.abort();
      over.abort();
      if (under !== undefined) settle(under, 'lost', 'the watch has ended');
      for (const message of waiting.splice(0)) delivery.tell(message, 'lost', 'the watch has ended');
    },
  };
};

import { visible } from '../model/clean.ts';
import { Fault } from '../model/fault.ts';
import { isPlainMap } from './answer.ts';
import type { Answer, Client, TokenLease } from './client.ts';

/** A token is renewed when this part of its life is left: before two thirds of it are over. */
const LEFT_AT_RENEWAL = 0.4;
/** A renewal that was refused by the network is tried again after a part of what is left, but not sooner. */
const SOONEST = 1_000;
/** The longest that a timer of Node can wait. */
const LONGEST = 2 ** 31 - 1;

/** What there is to tell of the token: it was renewed, will not last longer, or cannot be renewed. `ends`: epoch, ms. */
export type RenewalNews =
  | { readonly state: 'renewed'; readonly ends: number }
  | { readonly state: 'last'; readonly ends: number; readonly why: string };

export interface Renewal {
  /** When the token ends, in milliseconds since the epoch; undefined for one that does not, or is not known to. */
  ends(): number | undefined;
  stop(): void;
}

/** How long to wait before the next renewal, in milliseconds. */
export const renewalDue = ({ left, full }: TokenLease): number =>
  Math.min(LONGEST, Math.max(0, left - Math.max(left, full) * LEFT_AT_RENEWAL) * 1000);

const leaseAfter = ({ data }: Answer): TokenLease | undefined => {
  const auth = isPlainMap(data) ? data.auth : undefined;
  if (!isPlainMap(auth) || typeof auth.lease_duration !== 'number') return undefined;
  return { left: auth.lease_duration, full: auth.lease_duration, renewable: auth.renewable === true };
};

/**
 * Renews a token with itself. @returns how long it lasts now, or why it cannot be renewed.
 * @throws {Fault} when the server cannot be asked.
 */
const renewed = async (client: Client): Promise<TokenLease | string> => {
  // Renewing twice does no harm. Each server takes a POST and a PUT here.
  const answer = await client.request({ method: 'POST', path: 'auth/token/renew-self', body: {}, repeat: 'safe' });
  const lease = answer.status === 200 ? leaseAfter(answer) : undefined;
  return lease ?? (answer.errors.map((text) => visible(text)).join('; ') || `status ${answer.status}`);
};

/** What a renewal brought: it goes on with the new life, or this one is the last. */
const judged = (before: TokenLease, after: TokenLease): 'on' | 'last' =>
  after.renewable && after.left >= before.full * (1 - LEFT_AT_RENEWAL) ? 'on' : 'last';

interface RenewalOptions {
  readonly tell?: (news: RenewalNews) => void;
  /** Nothing is renewed for so many milliseconds, unless the token would end meanwhile. */
  readonly quiet?: number;
}

/** Commands that are done by then write nothing about their token. */
const QUIET = 10_000;

/**
 * Keeps the token of a client alive until `stop`: it is renewed each time 40 % of its life are left. Costs nothing for a
 * token that does not end. The timer keeps no process from ending.
 */
export const keepRenewed = (
  client: Client,
  { tell = () => undefined, quiet = QUIET }: RenewalOptions = {},
): Renewal => {
  const first = client.token?.lease;
  let ends = first === undefined ? undefined : Date.now() + first.left * 1000;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const last = (why: string): void => {
    if (!stopped && ends !== undefined) tell({ state: 'last', ends, why });
  };
  const after = (milliseconds: number, lease: TokenLease): void => {
    if (stopped) return;
    timer = setTimeout(() => void renew(lease), milliseconds);
    timer.unref();
  };
  const settle = (before: TokenLease, got: TokenLease): void => {
    ends = Date.now() + got.left * 1000;
    if (judged(before, got) === 'last') {
      last('the server does not let it live longer');
      return;
    }
    tell({ state: 'renewed', ends });
    after(renewalDue(got), got);
  };
  const renew = async (lease: TokenLease): Promise<void> => {
    try {
      const got = await renewed(client);
      if (typeof got === 'string') last(got);
      else settle(lease, got);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const left = (ends ?? 0) - Date.now();
      if (left > SOONEST) after(Math.max(SOONEST, left / 4), lease);
      else last(error.message);
    }
  };
  const wait = first === undefined ? 0 : Math.max(renewalDue(first), Math.min(quiet, first.left * 500));
  if (first?.renewable === true) after(wait, first);
  else if (first !== undefined) last('it is of a sort that cannot be renewed');
  return {
    ends: () => ends,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

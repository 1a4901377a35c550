import { visible } from '../model/clean.ts';
import { Fault } from '../model/fault.ts';
import { isPlainMap } from './answer.ts';
import type { Answer, Client, TokenLease } from './client.ts';

/** A token is renewed when this part of its life is left. */
const LEFT_AT_RENEWAL = 0.4;
/** A renewal that failed on the network is tried again after a part of what is left, but not sooner than this, in ms. */
const SOONEST = 1_000;
/** The longest that a timer of Node can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** News of the token: it was renewed, this was its last renewal, or it cannot be renewed. `ends`: milliseconds, epoch. */
export type RenewalNews =
  | { readonly state: 'renewed'; readonly ends: number }
  | { readonly state: 'last'; readonly ends: number; readonly why: string };

export interface Renewal {
  /** When the token expires, in milliseconds since the epoch; undefined when it never does, or when that is not known. */
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

/** What a renewal brought: another life to renew, or the last one. */
const judged = (before: TokenLease, after: TokenLease): 'on' | 'last' =>
  after.renewable && after.left >= before.full * (1 - LEFT_AT_RENEWAL) ? 'on' : 'last';

interface RenewalOptions {
  readonly tell?: (news: RenewalNews) => void;
  /** Renew nothing for so many milliseconds, unless the token would expire meanwhile. */
  readonly quiet?: number;
}

/** The default of `quiet`: commands that end sooner never touch their token. */
const QUIET = 10_000;

/**
 * Keeps the token of a client alive until `stop`: it is renewed each time 40 % of its life are left. A token that never
 * expires costs nothing. The timer does not keep the process alive.
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

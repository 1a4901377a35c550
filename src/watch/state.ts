import { failureOf, type Round } from './round.ts';

/**
 * What a round may have changed. `appeared`, `changed`, `healed` are about what was found; `failed` is the first round that
 * came to nothing, `failing` the second in a row, or one that fails for another reason than was told; `recovered` the first
 * that looks again.
 */
const happenings = ['appeared', 'changed', 'healed', 'failed', 'failing', 'recovered'] as const;
export type Happening = (typeof happenings)[number];

/** What is remembered from round to round; nothing in it grows. */
export interface State {
  /** The mark of what was found last; `fine` before the first look. */
  readonly mark: string;
  /** Rounds that failed since the last look. */
  readonly failures: number;
  /** When the first of them was, in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** The reason that was told last, of a failure that goes on. */
  readonly told?: string | undefined;
}

export const initial: State = { mark: 'fine', failures: 0 };

interface Step {
  readonly state: State;
  readonly happened: readonly Happening[];
}

/** A restart of the server must wake nobody: a failure is told to others when it lasts. */
const LASTS = 2;

const found = (before: string, now: string): readonly Happening[] => {
  if (before === now) return [];
  if (now === 'fine') return ['healed'];
  return before === 'fine' ? ['appeared'] : ['changed'];
};

/** Pure: what a round means after everything before it. */
export const advance = (state: State, round: Round): Step => {
  if (round.looked) {
    const recovered: readonly Happening[] = state.failures > 0 ? ['recovered'] : [];
    const { mark } = round.findings;
    return { state: { mark, failures: 0 }, happened: [...recovered, ...found(state.mark, mark)] };
  }
  const reason = failureOf(round) ?? '';
  const failures = state.failures + 1;
  const lasting = failures >= LASTS && state.told !== reason;
  const next = { ...state, failures, since: state.since ?? round.at };
  if (lasting) return { state: { ...next, told: reason }, happened: ['failing'] };
  return { state: next, happened: failures === 1 ? ['failed'] : [] };
};

/** Whether something is told to others: what passes within a round is for the log only. */
export const isForOthers = (happening: Happening, before: State): boolean =>
  happening !== 'failed' && (happening !== 'recovered' || before.told !== undefined);

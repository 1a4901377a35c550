import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Findings } from './findings.ts';

export const results = ['fine', 'drift', 'incomplete', 'failed'] as const;

/** `incomplete`: not everything could be looked at or compared, so nobody can say that all is well. */
type Result = (typeof results)[number];

interface RoundBase {
  /** When it ended, in milliseconds since the epoch. */
  readonly at: number;
  /** In milliseconds. */
  readonly took: number;
}

/** One look at the server, or why there was none. */
export type Round =
  | (RoundBase & { readonly looked: true; readonly plan: Plan; readonly digest: string; readonly findings: Findings })
  | (RoundBase & { readonly looked: false; readonly why: readonly Diagnostic[] });

export const resultOf = (round: Round): Result => {
  if (!round.looked) return 'failed';
  const { list, looked, complete } = round.findings;
  if (looked && list.length > 0) return 'drift';
  return complete ? 'fine' : 'incomplete';
};

/** A round that has looked at everything: the watch is at work, whatever it has found. */
export const isSuccess = (round: Round): boolean => round.looked && round.findings.looked;

/** The first thing that prevented a look. */
export const failureOf = ({ why }: Extract<Round, { looked: false }>): Diagnostic['code'] | undefined => why[0]?.code;

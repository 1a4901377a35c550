import type { Address } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Change } from './plan.ts';

/** What became of one change. Every change of an apply ends as one of these. */
export type Outcome =
  | {
      readonly status: 'done';
      readonly change: Change;
      readonly milliseconds: number;
      readonly warnings: readonly Diagnostic[];
      /** The object together with which it was deleted, without a request of its own. */
      readonly with?: Address | undefined;
    }
  | {
      readonly status: 'failed';
      readonly change: Change;
      readonly milliseconds: number;
      readonly diagnostics: readonly Diagnostic[];
      /** The error behind a failure that is our own bug. */
      readonly bug?: unknown;
    }
  /** `because` is the address of the failed change it needed; absent when the apply was interrupted. */
  | { readonly status: 'not-tried'; readonly change: Change; readonly because?: string | undefined };

/** What an apply tells while it works. */
export type ApplyEvent =
  | { readonly type: 'started'; readonly change: Change }
  | { readonly type: 'finished'; readonly outcome: Outcome };

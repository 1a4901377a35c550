import type { Code } from '../../model/diagnostic.ts';

/** What usually lies behind a code, and what to do about it: a sentence or two each. */
export type Remedy = readonly [cause: string, remedy: string];

/** Remedies for some of the codes. All of them together must be for all: `index.ts` is not compiled otherwise. */
export type Remedies = Readonly<Partial<Record<Code, Remedy>>>;

import { lets, type Verdict, verdict } from './capabilities.ts';
import type { Acl, Source } from './compile.ts';

/** Something that a token has to go on being able to do. */
export interface Need {
  /** From the root of the server. */
  readonly path: string;
  readonly capability: string;
  /** For people: what it is needed for. */
  readonly why: string;
}

/** A right that goes, with what decided about it before and what decides afterwards. */
export interface Loss {
  readonly need: Need;
  readonly before: readonly Source[];
  /** Empty: no path block fits any more. */
  readonly after: readonly Source[];
}

/** Which of the needed rights a token has before and not afterwards. What it never had is not lost. */
export const lockout = ({
  before,
  after,
  needs,
}: {
  readonly before: Acl;
  readonly after: Acl;
  readonly needs: readonly Need[];
}): readonly Loss[] =>
  needs.flatMap((need): Loss[] => {
    const [had, has]: [Verdict, Verdict] = [verdict(before, need.path), verdict(after, need.path)];
    if (!lets(had, need.capability) || lets(has, need.capability)) return [];
    return [{ need, before: had.sources, after: has.sources }];
  });

import { lets, type Verdict, verdict } from './capabilities.ts';
import type { Acl, Source } from './compile.ts';

/** A right that a token must not lose. */
export interface Need {
  /** From the root of the server. */
  readonly path: string;
  readonly capability: string;
  /** For people: what it is needed for. */
  readonly why: string;
}

/** A right that is lost, with the path blocks that decided before and that decide afterwards. */
export interface Loss {
  readonly need: Need;
  readonly before: readonly Source[];
  /** Empty: no path block fits any more. */
  readonly after: readonly Source[];
}

/** The needed rights that a token has before and not afterwards. */
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

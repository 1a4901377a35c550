import { isDeepStrictEqual } from 'node:util';
import { fieldOf } from '../../kinds/index.ts';
import { type Data, isMap, isPlain, Pending } from '../../model/data.ts';
import type { Edit } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';

/*
 * What a write by its path sends, member by member. All that is sent counts, not only what differs: nobody knows what a field that no read
 * shows was before, and it goes along with any change.
 */

interface Sent {
  /** The members that are not certainly as they were. */
  readonly members: readonly Edit[];
  /** What else is sent nobody knows yet: it may be anything. */
  readonly anything: boolean;
}

interface Written extends Pick<Resource, 'kind'> {
  readonly fields?: Resource['fields'] | undefined;
}

const NOTHING: Sent = { members: [], anything: false };

/** @returns nothing for a kind whose fields are described one by one. */
export const sentBy = ({ kind, fields = {} }: Written, edits: readonly Edit[]): Sent => {
  if (!kind.anywhere) return NOTHING;
  const edited = new Set(edits.map(({ field }) => field));
  const along = Object.entries(fields).flatMap(([field, after]): readonly Edit[] => {
    const isHidden = !edited.has(field) && fieldOf(kind, field)?.writeOnly === true;
    return isHidden ? [{ field, change: 'hidden', after, sensitive: true }] : [];
  });
  const found = [...edits, ...along].map(membersOf);
  return {
    members: found.flatMap((members) => members ?? []),
    anything: found.includes(undefined),
  };
};

/** Undefined: nobody knows yet. */
const membersOf = ({ before, after, ...edit }: Edit): readonly Edit[] | undefined => {
  if (after instanceof Pending) return undefined;
  if (after instanceof Secret) return after.keys()?.map((field) => ({ ...edit, field, after }));
  if (!isMap(after)) return [];
  const had = isMap(before) ? before : {};
  return Object.entries(after)
    .filter(([field, value]) => !isSame(had[field], value))
    .map(([field, value]) => ({ ...edit, field, before: had[field], after: value }));
};

const isSame = (had: Data | undefined, has: Data): boolean =>
  had !== undefined && isPlain(had) && isPlain(has) && isDeepStrictEqual(had, has);

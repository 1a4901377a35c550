import { visible } from '../model/clean.ts';
import { type Grant, grantText } from '../model/grant.ts';
import { count } from './layout.ts';
import type { Style } from './style.ts';

/** What is on a server and in no seed. */
export interface ShownUnmanaged {
  readonly found: readonly { readonly block: string; readonly name: string; readonly namespace: string }[];
  /** How many collections there are that can be listed at all. */
  readonly asked: number;
  /** Those that the token may not list, or not the whole of. */
  readonly unlisted: readonly string[];
  /** What a policy has to say so that it may. */
  readonly grants: readonly Grant[];
  /** Whether the ledgers of all seeds could be read. */
  readonly complete: boolean;
}

/** So many names of one collection are listed without `-v`. */
const LISTED = 10;

const placed = (block: string, namespace: string): string =>
  namespace === '' ? visible(block) : `${visible(block)} in ${visible(namespace)}`;

/** Nothing is said of what could not be listed. */
const headText = ({ found, asked, unlisted }: ShownUnmanaged): string => {
  const listed = asked - unlisted.length;
  if (listed === 0) return 'What is in no seed is not known: nothing could be listed.';
  const of = unlisted.length === 0 ? '' : ` in the ${listed} of ${count(asked, 'collection')} that could be listed`;
  if (found.length > 0) return `In no seed: ${count(found.length, 'object')}${of}.`;
  return `Everything${of} that a block can declare is in a seed; identity, quotas and the like are not looked at.`;
};

/** Few names at a time: the rest is a number. */
const someOf = (names: readonly string[], style: Style): string => {
  const shown = style.verbose > 0 || names.length <= LISTED + 1 ? names : names.slice(0, LISTED);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more (-v)` : '';
  return `${shown.join(', ')}${more}`;
};

/** A line for each collection with what no seed declares, or that there is nothing. */
export const unmanagedText = (view: ShownUnmanaged, style: Style): string => {
  const { found, unlisted, grants, complete } = view;
  const places = [...new Set(found.map(({ block, namespace }) => placed(block, namespace)))];
  const lines = places.map((place) => {
    const names = found
      .filter(({ block, namespace }) => placed(block, namespace) === place)
      .map(({ name }) => visible(name));
    return `  ${place}: ${someOf(names, style)}`;
  });
  const hidden = [...new Set(unlisted)].map((block) => visible(block));
  return [
    headText(view),
    ...lines,
    ...(hidden.length === 0 ? [] : [`  Not listed: ${someOf(hidden, style)}`]),
    ...(complete ? [] : ['  The ledgers of other seeds could not be read: some of this may be theirs.']),
    ...(grants.length === 0
      ? []
      : [
          'To list everything the token needs a policy with:',
          ...grants.map((grant) => `  ${visible(grantText(grant))}`),
        ]),
  ].join('\n');
};

/** The same for machines. */
export const unmanagedJson = ({ found, asked, unlisted, grants, complete }: ShownUnmanaged) => ({
  unmanaged: found.map(({ block, name, namespace }) => ({ block, name, ...(namespace === '' ? {} : { namespace }) })),
  unmanaged_asked: asked,
  unmanaged_unlisted: unlisted,
  unmanaged_needs: grants.map(({ path, capabilities }) => ({ path, capabilities })),
  unmanaged_complete: complete,
});

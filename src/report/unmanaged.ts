import { visible } from '../model/clean.ts';
import { count } from './layout.ts';
import type { Style } from './style.ts';

/** What is on a server and in no seed. */
export interface ShownUnmanaged {
  readonly found: readonly { readonly block: string; readonly name: string; readonly namespace: string }[];
  /** Collections that the token may not list. */
  readonly unlisted: readonly string[];
  /** Whether the ledgers of all seeds could be read. */
  readonly complete: boolean;
}

/** So many names of one collection are listed without `-v`. */
const LISTED = 10;

const placed = (block: string, namespace: string): string =>
  namespace === '' ? visible(block) : `${visible(block)} in ${visible(namespace)}`;

/** A line for each collection with what no seed declares, or that there is nothing. */
export const unmanagedText = ({ found, unlisted, complete }: ShownUnmanaged, style: Style): string => {
  const places = [...new Set(found.map(({ block, namespace }) => placed(block, namespace)))];
  const lines = places.map((place) => {
    const names = found
      .filter(({ block, namespace }) => placed(block, namespace) === place)
      .map(({ name }) => visible(name));
    const shown = style.verbose > 0 || names.length <= LISTED + 1 ? names : names.slice(0, LISTED);
    const more = names.length > shown.length ? ` and ${names.length - shown.length} more (-v)` : '';
    return `  ${place}: ${shown.join(', ')}${more}`;
  });
  return [
    found.length === 0
      ? 'Everything that could be listed is in a seed.'
      : `In no seed: ${count(found.length, 'object')}.`,
    ...lines,
    ...unlisted.map((block) => `  ${visible(block)}: the token may not list`),
    ...(complete ? [] : ['  The ledgers of other seeds could not be read: some of this may be theirs.']),
  ].join('\n');
};

/** The same for machines. */
export const unmanagedJson = ({ found, unlisted, complete }: ShownUnmanaged) => ({
  unmanaged: found.map(({ block, name, namespace }) => ({ block, name, ...(namespace === '' ? {} : { namespace }) })),
  unmanaged_unlisted: unlisted,
  unmanaged_complete: complete,
});

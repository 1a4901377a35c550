import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { suggest } from '../../model/suggest.ts';
import type { Prune } from '../parts/written.ts';
import { didYouMean } from '../tell.ts';

/** Whether a server lists all objects of a kind in one place. What has names like a/b it lists folder by folder. */
const isListed = ({ listPath, tables, name }: Kind): boolean => {
  if (tables.length > 0) return true;
  const mayNest = name.slashes && (name.pattern === undefined || new RegExp(`^(?:${name.pattern})$`, 'u').test('a/b'));
  return listPath !== undefined && !mayNest;
};

/** Words in a `prune` that name nothing that could be wanted whole there. */
export const strangePrune = ({ blocks, at }: Prune, kinds: readonly Kind[]): readonly Diagnostic[] => {
  const possible = [...new Set(kinds.filter(isListed).map(({ block }) => block))];
  return blocks
    .filter((block) => !possible.includes(block))
    .map((block) => ({
      code: 'bad-prune' as const,
      message: kinds.some((kind) => kind.block === block)
        ? `no server lists all of "${block}" at once, so they cannot be pruned`
        : `there is no block "${block}" here to prune`,
      at,
      help: [
        ...didYouMean(suggest(block, possible)),
        ...(possible.length > 0 ? [`it can be ${possible.join(', ')}`] : []),
      ],
    }));
};

import type { Fields } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { fieldOf } from './field.ts';

/* Fields that exclude each other, and fields of which one is needed. */

type Wrong = Pick<Diagnostic, 'code' | 'message' | 'help'>;

const listed = (names: readonly string[], word: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;

/** More fields than that are no help. */
const MOST = 3;

/** Of a secret of something that was made by hand nobody may know the value. */
const unknownThere = (kind: Kind, [first = '']: readonly string[]): readonly string[] =>
  fieldOf(kind, first)?.writeOnly
    ? [
        `of one that is there already, and whose ${first} nobody knows: any text, and lifecycle { ignore = ["${first}"] }`,
      ]
    : [];

/**
 * Fields of which one is missing, or one too many is declared.
 * @param isElsewhere another name in the block is told to stand somewhere else: that is where what is missing is.
 */
export const groupProblems = (kind: Kind, fields: Fields, isElsewhere: () => boolean): readonly Wrong[] =>
  kind.groups.flatMap((group): readonly Wrong[] => {
    if (group.need === 'together') return [];
    const declared = group.fields.filter((name) => (fields[name] ?? null) !== null);
    if (declared.length === 0 && group.need !== 'at-most-one') {
      const one = group.need === 'one' ? 'one' : 'at least one';
      if (isElsewhere()) return [];
      return [
        {
          code: 'field-group',
          message: `${kind.title} needs ${one} of ${listed(group.fields, 'or')}`,
          help: [
            `write ${group.fields
              .slice(0, MOST)
              .map((name) => `${name} = …`)
              .join(' or ')}`,
            ...unknownThere(kind, group.fields),
          ],
        },
      ];
    }
    if (declared.length < 2 || group.need === 'at-least-one') return [];
    return [
      {
        code: 'field-group',
        message: `${kind.title} takes only one of ${listed(declared, 'and')}`,
        help: ['keep one, and take the others away'],
      },
    ];
  });

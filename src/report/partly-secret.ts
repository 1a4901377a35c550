import { type Data, holdsSecret, isKnown, isMap } from '../model/data.ts';
import type { Field } from '../model/kind.ts';
import type { Edit } from '../model/plan.ts';
import { MASK, Secret } from '../model/secret.ts';

/*
 * A map of any names, as an endpoint takes it, is shown member by member: one secret in it does not hide what else is written.
 * What is secret on one side is secret on the other, wherever the server's own value is not known to be one.
 */

/** How a secret member reads that is another one than on the server. */
const CHANGES = `${MASK} changes`;

const sealed = (data: Data): Data => (isKnown(data) ? Secret.seal(data) : data);

const isOther = (before: Data, after: Data): boolean =>
  isKnown(before) && isKnown(after) && !Secret.seal(before).equals(Secret.seal(after));

type Sides = Readonly<Record<'before' | 'after', Data>>;

const members = (before: Readonly<Record<string, Data>>, after: Readonly<Record<string, Data>>): Sides => {
  const pairs = Object.entries(after).map(([key, item]): readonly [string, Data | undefined, Data] => {
    const old = before[key];
    // Drift is told the other way round: there the declared side comes first.
    if (old === undefined || !(holdsSecret(item) || holdsSecret(old))) return [key, old, item];
    const inner = bothSides(old, item);
    return [key, inner.before, inner.after];
  });
  return {
    // What only the server has is not compared, and nobody has said that it is no secret.
    before: Object.fromEntries(pairs.flatMap(([key, old]) => (old === undefined ? [] : [[key, old] as const]))),
    after: Object.fromEntries(pairs.map(([key, , item]) => [key, item])),
  };
};

const bothSides = (before: Data, after: Data): Sides =>
  isMap(before) && isMap(after)
    ? members(before, after)
    : { before: sealed(before), after: isOther(before, after) ? CHANGES : sealed(after) };

/** The edit with masks in the place of what is secret in it; undefined where it is a secret as a whole, or none at all. */
export const partlySecret = (edit: Edit, field: Field | undefined): Edit | undefined => {
  const { before, after, sensitive } = edit;
  if (!sensitive || field?.compare !== 'json-subset' || field.writeOnly || field.sensitive) return undefined;
  if (after === undefined || !isMap(after) || edit.change === 'hidden') return undefined;
  const open = { ...edit, sensitive: false };
  return before === undefined || before === null ? open : { ...open, ...bothSides(before, after) };
};

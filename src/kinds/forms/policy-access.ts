import type { Plain } from '../../model/data.ts';
import { isObject } from './plain.ts';
import { canonicalPolicy } from './policy.ts';

/** What a change of a policy does to what its holders may do. A policy that is not understood may do anything. */
export interface AccessChange {
  readonly widens: boolean;
  readonly narrows: boolean;
  /** What is new and deserves a word of its own: `grants sudo on sys/*`. */
  readonly grants: readonly string[];
}

/** What one path block gives: its capabilities, and under which conditions (parameters, wrapping). */
interface Right {
  readonly path: string;
  readonly capability: string;
}

interface Rights {
  readonly all: ReadonlyMap<string, Right>;
  /** Everything in the policy besides capabilities: a change of it may go either way. */
  readonly conditions: string;
}

const DENY = 'deny';

/** Compares two policy texts; `undefined` stands for a policy that is not there. */
export const accessChange = (before: Plain | undefined, after: Plain | undefined): AccessChange => {
  const [had, has] = [rightsOf(before), rightsOf(after)];
  if (had === undefined || has === undefined) return { widens: true, narrows: true, grants: [] };
  const gained = [...has.all].filter(([key]) => !had.all.has(key)).map(([, right]) => right);
  const lost = [...had.all].filter(([key]) => !has.all.has(key)).map(([, right]) => right);
  const moved = had.conditions !== has.conditions && before !== undefined && after !== undefined;
  const isDeny = ({ capability }: Right): boolean => capability === DENY;
  return {
    widens: moved || gained.some((right) => !isDeny(right)) || lost.some(isDeny),
    narrows: moved || lost.some((right) => !isDeny(right)) || gained.some(isDeny),
    grants: grantsOf(gained.filter((right) => !isDeny(right))),
  };
};

const grantsOf = (gained: readonly Right[]): string[] => {
  const sudo = gained.filter(({ capability }) => capability === 'sudo').map(({ path }) => `grants sudo on ${path}`);
  const everywhere = gained.some(({ path }) => path === '*') ? ['grants rights on every path'] : [];
  return [...new Set([...everywhere, ...sudo])];
};

const rightsOf = (text: Plain | undefined): Rights | undefined => {
  if (text === undefined || text === null) return { all: new Map(), conditions: '' };
  const meaning = canonicalPolicy(text);
  if (!isObject(meaning) || !Array.isArray(meaning.path)) return undefined;
  const blocks = meaning.path.filter(isObject);
  const all = blocks.flatMap(({ path, capabilities }): [string, Right][] =>
    (Array.isArray(capabilities) ? capabilities : []).map((capability) => {
      const right = { path: String(path), capability: String(capability) };
      return [JSON.stringify(right), right];
    }),
  );
  const conditions = blocks
    .map(({ capabilities, ...rest }) => rest)
    .filter((rest) => Object.keys(rest).length > 1)
    .map((rest) => JSON.stringify(rest));
  return { all: new Map(all), conditions: conditions.sort().join('\n') };
};

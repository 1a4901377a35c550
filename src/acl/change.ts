import type { Plain } from '../model/data.ts';
import { type Acl, compileAs, type Merged } from './compile.ts';
import { ruleFor } from './match.ts';
import { type Policy, parsePolicy, type Rule } from './policy.ts';
import { standIns } from './reach.ts';

/*
 * What a change of a policy does to the rights of its holders: not which lines differ, but which rights are given and taken,
 * path by path, as the servers evaluate policies. Removing a path block may take a right, or let a wider block decide.
 */

/** What a change of a policy does. A change that cannot be evaluated may do anything. */
interface AccessChange {
  readonly widens: boolean;
  readonly narrows: boolean;
  /** New rights worth a remark, such as `grants sudo on sys/*`. */
  readonly grants: readonly string[];
  /** The change could not be evaluated: `widens` and `narrows` are only assumed. */
  readonly unclear?: true;
}

const ANYTHING: AccessChange = { widens: true, narrows: true, grants: [], unclear: true };

/** Compares two policy texts; undefined is a policy that does not exist. */
export const accessChange = (before: Plain | undefined, after: Plain | undefined): AccessChange => {
  const [had, has] = [read(before), read(after)];
  if (had === undefined || has === undefined) return ANYTHING;
  if (had.rules.length === 0) return whole(has);
  const asked = standIns({ patterns: pathsOf([...had.rules, ...has.rules]), about: pathsOf(changed(had, has)) });
  if (asked === undefined) return ANYTHING;
  const [widens, narrows] = compared(had, has, asked);
  return { widens, narrows, grants: widens ? grantsOf(had, has) : [] };
};

const isDeny = ({ capabilities }: Rule): boolean => capabilities.has('deny');

/** What a policy does that was not there. */
const whole = (has: Text): AccessChange => ({
  widens: has.rules.some((rule) => rule.capabilities.size > 0 && !isDeny(rule)),
  narrows: has.rules.some(isDeny),
  grants: grantsOf({ ...has, rules: [] }, has),
});

const pathsOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ path }) => path);

/** The path blocks that are in one of the two and not in the other. What fits none of them is as it was. */
const changed = (had: Policy, has: Policy): readonly Rule[] => {
  const [before, after] = [had, has].map(({ rules }) => new Set(rules.map(textOf)));
  return [
    ...had.rules.filter((rule) => after?.has(textOf(rule)) === false),
    ...has.rules.filter((rule) => before?.has(textOf(rule)) === false),
  ];
};

const textOf = ({ capabilities, allowed, denied, ...rest }: Rule): string =>
  JSON.stringify([[...capabilities].sort(), [...(allowed ?? [])], [...(denied ?? [])], rest]);

/** A policy as text, with its paths as somebody wrote them. */
interface Text extends Policy {
  readonly written: ReadonlyMap<string, string>;
}

/** A policy of which only the places count where values come in: what each stands for is the same before and after. */
const read = (text: Plain | undefined): Text | undefined => {
  if (text === undefined || text === null) return { name: NAME, namespace: '', rules: [], written: new Map() };
  const policy = typeof text === 'string' ? parsePolicy(text, { name: NAME }) : undefined;
  if (policy === undefined) return undefined;
  return {
    ...policy,
    rules: policy.rules.map((rule) => ({ ...rule, path: withoutTemplates(rule.path) })),
    written: new Map(policy.rules.map(({ path }) => [withoutTemplates(path), path])),
  };
};

const NAME = 'policy';

const withoutTemplates = (path: string): string =>
  path.replaceAll(/\{\{(.*?)\}\}/gs, (_, place: string) => `{${Buffer.from(place.trim()).toString('hex')}}`);

/** Where servers read policies differently, the change may be one or the other. */
const HABITS = { expires: true, guardsTemplates: false, failsOnTemplates: false, looksIntoLists: false };
const DIALECTS = [true, false].map((bareFirst) => ({ ...HABITS, bareFirst }));

/** Rules may end by themselves: looked at is the time when all hold, and each in which some do not any more. */
const momentsOf = (rules: readonly Rule[]): readonly number[] => [
  ...new Set([0, ...rules.flatMap(({ ends }) => (ends === undefined ? [] : [ends + 1]))]),
];

const compared = (had: Policy, has: Policy, paths: readonly string[]): [widens: boolean, narrows: boolean] => {
  let [widens, narrows] = [false, false];
  for (const dialect of DIALECTS) {
    for (const now of momentsOf([...had.rules, ...has.rules])) {
      const [before, after] = [had, has].map((policy) => compileAs(dialect, { policies: [policy], now }));
      if (before === undefined || after === undefined) continue;
      for (const path of paths) {
        if (widens && narrows) return [true, true];
        // Only of a list, which ends in a slash, do servers think differently.
        if (dialect !== DIALECTS[0] && !path.endsWith('/')) continue;
        const [was, is] = [heldAt(before, path), heldAt(after, path)];
        widens ||= gives(was, is);
        narrows ||= gives(is, was);
      }
    }
  }
  return [widens, narrows];
};

/** What a policy says of a path. A denial counts against other policies, too. */
interface Held {
  readonly denied: boolean;
  readonly capabilities: ReadonlySet<string>;
  /** Under which conditions; empty for none. */
  readonly limits: string;
}

const NOTHING: Held = { denied: false, capabilities: new Set(), limits: '' };

const heldAt = (acl: Acl, path: string): Held => {
  const rule = ruleFor(acl, path, true);
  if (rule === undefined) return NOTHING;
  if (rule.capabilities.has('deny')) return { ...NOTHING, denied: true };
  return { denied: false, capabilities: rule.capabilities, limits: limitsOf(rule) };
};

const limitsOf = ({ allowed, denied, required, wrapping }: Merged): string => {
  const sides = [allowed, denied].map((one) => [...(one ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  const all = [...sides, [...required].sort(), wrapping];
  return sides.every((one) => one.length === 0) && required.length === 0 && wrapping.least + wrapping.most === 0
    ? ''
    : JSON.stringify(all);
};

/** Whether somebody who held one thing and holds another has got something. Conditions that are others may let more through. */
const gives = (was: Held, is: Held): boolean => {
  if (was.denied && !is.denied) return true;
  const common = [...is.capabilities].some((one) => was.capabilities.has(one));
  const looser = common && was.limits !== '' && was.limits !== is.limits;
  return looser || [...is.capabilities].some((one) => !was.capabilities.has(one));
};

/** What of it is worth a word: rights everywhere, and sudo, where they were not before. */
const grantsOf = (had: Policy, has: Text): string[] => {
  const before = compileAs(HABITS_NOW, { policies: [had], now: 0 });
  const isNew = (path: string, capability: string): boolean =>
    !heldAt(before, sampleOf(path)).capabilities.has(capability);
  const rules = has.rules.filter((rule) => !isDeny(rule));
  const everywhere = rules.some(
    ({ path, capabilities }) => path === '*' && [...capabilities].some((one) => isNew(path, one)),
  );
  const sudo = rules.filter(({ path, capabilities }) => capabilities.has('sudo') && isNew(path, 'sudo'));
  return [
    ...(everywhere ? ['grants rights on every path'] : []),
    ...new Set(sudo.map(({ path }) => `grants sudo on ${has.written.get(path) ?? path}`)),
  ];
};

const HABITS_NOW = { ...HABITS, bareFirst: false };

/** A path that fits a pattern, and most likely nothing more special. */
const sampleOf = (path: string): string => path.replace(/\*$/, '\uE0A1').replaceAll(/(?<=^|\/)\+(?=\/|$)/g, '\uE0A1');

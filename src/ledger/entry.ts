import { checkPathField, checkPathPart, expandPath, openCatalog } from '../kinds/index.ts';
import { visible } from '../model/clean.ts';
import type { Kind } from '../model/kind.ts';
import type { Entry } from '../model/ledger.ts';
import { perObject } from '../model/per-object.ts';

/*
 * What an entry may say. Who may write a ledger need not be who may write the rest of the server, so each entry is judged like a
 * seed before anything is done with it: what it names is asked for, and deleted, by the rights of whoever applies.
 */

type Keyed = Pick<Entry, 'namespace' | 'vars'> & { readonly kind: Kind };

/** What an object is on the server, whatever the seed calls it. */
export const entryKey = perObject(
  ({ kind, namespace, vars }: Keyed): string => `${namespace} ${kind.id} ${expandPath(kind.path, vars)}`,
);

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isLine: Check = (value) => typeof value === 'string' && visible(value) === value;
const isPath: Check = (value) => typeof value === 'string' && checkPathPart(value) === undefined;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const one =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const map =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const shape = (members: Readonly<Record<string, Check>>): Check => {
  const checks = Object.entries(members);
  return (value) => isObject(value) && checks.every(([name, check]) => check(value[name]));
};
const absent = one(undefined);

const MEMBERS: Readonly<Record<keyof Entry, Check>> = {
  key: isLine,
  address: isText,
  kind: isLine,
  namespace: either(one(''), isPath),
  name: isLine,
  vars: map(isPath),
  parent: either(absent, isText),
  dependsOn: list(isText),
  lifecycle: shape({ preventDestroy: one(true, false), onDestroy: one('delete', 'forget') }),
  keep: map(() => true),
  uuid: either(absent, isText),
  echoes: map(either(isText, (value) => list(isText)(value) && Object(value).length === 2)),
  unsent: either(absent, list(isText)),
  begun: either(absent, shape({ action: one('create', 'change', 'delete', 'adopt'), fields: list(isText) })),
  written: isText,
  by: isText,
};

const isWhole = shape(MEMBERS);

/** True of what a seed may remember of an object. Of a kind that is not known here, all but what that kind decides. */
export const isEntry = (value: unknown): value is Entry => isWhole(value) && isPlaced(Object(value));

const isPlaced = (entry: Entry): boolean => {
  const { key, kind: id, namespace, name, vars, keep } = entry;
  const kind = openCatalog().byId(id);
  const start = `${namespace} ${id} `;
  if (kind === undefined) return key.startsWith(start) && isPath(decoded(key.slice(start.length)));
  if (vars.name !== (kind.named ? name : undefined)) return false;
  const strays = Object.entries(keep).some(
    ([field, text]) => typeof text === 'string' && checkPathField(kind, field, text) !== undefined,
  );
  return (
    !strays && holesOf(kind).every((hole) => Object.hasOwn(vars, hole)) && key === entryKey({ kind, namespace, vars })
  );
};

/** What tells an object of a kind from others. */
const holesOf = perObject((kind: Kind): readonly string[] =>
  [...kind.path.matchAll(/\{([^{}]+)\}/g)].map(([, hole = '']) => hole),
);

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
};

import { apiPrefix, expandPath, pointerGet, supports } from '../../kinds/index.ts';
import { isMap, isTexts, type Plain } from '../../model/data.ts';
import type { Kind, Table } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import { type Answer, type Client, isNothing, isUnrouted, says } from '../../server/index.ts';
import { opened } from './containers.ts';
import { pathVars } from './requests.ts';

/*
 * Collections: all names of a kind in one place, such as the mounts of a server or the roles in a mount. Each takes one
 * request.
 */

/** A part of a server that holds objects: a namespace, or a mount in one. */
export interface Place {
  readonly namespace: string;
  /** What fills in the path template of a collection; empty outside mounts. */
  readonly vars: Readonly<Record<string, string>>;
}

/** The place that an object makes: the inside of a mount, or of a namespace. */
export const placeIn = (parent: Resource): Place => {
  if (parent.kind.scope) return { namespace: opened(parent), vars: {} };
  return { namespace: parent.namespace, vars: { ...pathVars(parent), mount: apiPrefix(parent) } };
};

/** The request that lists a kind in one place: a LIST, or a table of everything. Undefined for a kind with neither. */
export const collectionOf = (
  { listPath, tables }: Kind,
  client: Client,
): Pick<Table, 'method' | 'path' | 'entries'> | undefined =>
  listPath === undefined
    ? tables.find(({ products }) => supports(products, client.identity))
    : { method: 'LIST', path: listPath, entries: '/data/keys' };

/**
 * The names of a kind in one place, as the server lists them (folders end in a slash), without built-in ones. Empty where
 * the kind cannot be listed; undefined where the token may not list it.
 */
export const namesThere = async ({
  kind,
  place,
  client,
  signal,
  folder = '',
}: {
  readonly kind: Kind;
  readonly place: Place;
  readonly client: Client;
  readonly signal?: AbortSignal | undefined;
  /** One of the folders in the list, with the slash at its end; left out: the top. */
  readonly folder?: string | undefined;
}): Promise<readonly string[] | undefined> => {
  const collection = collectionOf(kind, client);
  if (collection === undefined) return [];
  const path = `${expandPath(collection.path, place.vars)}${folder === '' ? '' : `/${expandPath('{folder}', { folder })}`}`;
  const answer = await client.request({ method: collection.method, path, namespace: place.namespace, signal });
  // A server that knows no such collection says so.
  if (isNothing(answer) || isUnrouted(answer) || isUnknownPath(answer)) return [];
  return answer.status === 200 && answer.warnings.length === 0 ? namesIn(answer.data, collection, kind) : undefined;
};

const isUnknownPath = (answer: Answer): boolean => answer.status === 404 && says(answer, 'unsupported path');

/** The names in an answer, without built-in ones. */
const namesIn = (
  body: Plain | undefined,
  { method, entries }: Pick<Table, 'method' | 'entries'>,
  { builtin }: Kind,
): string[] | undefined => {
  const found = pointerGet(body, entries);
  // A list of something else is none, and above all not an empty one.
  if (Array.isArray(found)) return isTexts(found) ? found.filter((name) => !builtin.includes(name)) : undefined;
  if (method === 'LIST' || !isMap(found)) return undefined;
  const isBuiltin = (name: string): boolean => {
    const type = pointerGet(found, `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}/type`);
    return builtin.includes(withoutSlash(name)) || builtin.includes(`type=${String(type)}`);
  };
  return Object.keys(found).filter((name) => !isBuiltin(name));
};

/** So many folders of one collection are looked into: more would be a request each for what nobody reads. */
const MOST_FOLDERS = 1_000;

/**
 * The same with what is in folders, by whole names; those of a table, and of mounts, have no folders: the slash at their end is no part of a
 * name. Undefined also where there are more folders than anybody looks into.
 */
export const allNamesThere = async (
  input: Parameters<typeof namesThere>[0],
): Promise<readonly string[] | undefined> => {
  const { kind, client } = input;
  const top = await namesThere(input);
  const isFlat = kind.children !== undefined || kind.scope || collectionOf(kind, client)?.method !== 'LIST';
  if (top === undefined || isFlat) return top?.map(withoutSlash);
  const names: string[] = [];
  const folders: string[] = [];
  const sort = (found: readonly string[], around: string): void => {
    for (const name of found) (name.endsWith('/') ? folders : names).push(around + name);
  };
  sort(top, '');
  for (let at = 0; at < folders.length; at += 1) {
    const folder = folders[at] ?? '';
    const found = at < MOST_FOLDERS ? await namesThere({ ...input, folder }) : undefined;
    if (found === undefined) return undefined;
    sort(found, folder);
  }
  return names;
};

/** The name as a seed would write it. */
export const withoutSlash = (name: string): string => name.replace(/\/$/, '');

import { type Data, type Fields, isMap } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Act, Kind } from '../model/kind.ts';
import { literal } from '../model/literal.ts';
import { perObject } from '../model/per-object.ts';
import { Secret } from '../model/secret.ts';
import { meets } from './condition.ts';

/*
 * Paths that act instead of holding settings. In a mount it is the mount's type that says which do: `rotate` may well be the name of
 * somebody's secret. Where the type is not known, only a path counts that has the very form, in a mount whose name has no slash.
 */

/** A path of the API, and what is written there. */
export interface Written {
  readonly kind: Kind;
  /** The whole path; the place it lies in is the beginning of it. */
  readonly path: string;
  readonly fields: Fields;
}

/** The place in which a path lies, as far as it is known. */
export interface Place {
  /** What paths inside it begin with. */
  readonly prefix: string;
  /** `secrets` or `auth`, and the type, such as `secrets/toy`. */
  readonly type: string;
  /** What it declares, or shows: some acts are those of one version. */
  readonly fields: Fields;
}

interface Pattern {
  readonly act: Act;
  readonly inside: RegExp;
  /** The same at the end of any path. */
  readonly end: RegExp;
}

const SOMETHING: Readonly<Record<string, string>> = { '*': '[^/]+', '**': '.+' };

/** `*` stands for one step of the path, `**` for several. */
export const pathPattern = (path: string): string =>
  path
    .split(/(\*+)/)
    .map((text) => SOMETHING[text] ?? literal(text))
    .join('');

const patternsOf = perObject(({ acts }: Kind): readonly Pattern[] =>
  acts.map((act) => ({
    act,
    inside: new RegExp(`^${pathPattern(act.path)}$`, 's'),
    end: new RegExp(`^.+/${pathPattern(act.path)}$`, 's'),
  })),
);

/** Whether what is written has no keys but these. Of what is not known yet nobody can tell. */
const hasOnly = (only: readonly string[], map: Data | undefined): boolean => {
  if (map === undefined) return true;
  if (map instanceof Secret) return map.is((value) => isMap(value) && isWithin(only, value));
  return isMap(map) && isWithin(only, map);
};

const isWithin = (only: readonly string[], map: object): boolean => Object.keys(map).every((key) => only.includes(key));

const has = ({ only }: Act, { data, write_only: hidden }: Fields): boolean =>
  only === undefined || (hasOnly(only, data) && hasOnly(only, hidden));

export const ofType = (type: string, place: string): boolean =>
  type === place || (type.endsWith('/*') && place.startsWith(type.slice(0, -1)));

/** What a path is inside a place that paths begin with. */
export const inPlace = (path: string, prefix: string): string | undefined =>
  path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;

/** A secret or a login of a mount that is called without a slash. What else the server has of its own is no mount. */
const PLAIN_PLACE = /^(?<prefix>auth\/[^/]+|(?!auth\/|sys\/|identity\/|cubbyhole\/)[^/]+)\//;

/** What is wrong with a path that acts in its place; where that is not known, with one that has the form of such. */
export const checkAct = (written: Written, place?: Place): readonly Diagnostic[] => {
  const { kind, path, fields } = written;
  const prefix = place?.prefix ?? PLAIN_PLACE.exec(path)?.groups?.prefix;
  const rest = prefix === undefined ? undefined : inPlace(path, prefix);
  if (prefix === undefined || rest === undefined) return [];
  const folder = prefix.startsWith('auth/') ? 'auth/' : 'secrets/';
  const found = patternsOf(kind).find(
    ({ act, inside }) =>
      inside.test(rest) &&
      has(act, fields) &&
      (place === undefined
        ? !act.typed && act.type.startsWith(folder)
        : ofType(act.type, place.type) && meets(act.when ?? {}, place.fields)),
  )?.act;
  if (found === undefined || (found.once && isOnce(fields))) return [];
  const each = found.once ? ', each time that it is written' : '';
  const help = (found.help ?? BY_HAND).map((line) => line.replaceAll('{mount}', prefix));
  return [{ code: 'acting-endpoint', message: `${path} ${found.reason}${each}`, help }];
};

/** What to do instead of what happens once, where nothing better is known. */
export const BY_HAND = ['a seed says what is to be there; what happens once is done by hand'];

/** Anything but these two would have it made again and again. */
const isOnce = (fields: Fields): boolean => !('data' in fields) && 'write_only' in fields && 'read_path' in fields;

/** True of what makes something: it is sent where `read_path` shows nothing yet, and never again. */
export const isMadeOnce = ({ kind, path, fields }: Written): boolean =>
  kind.acts.length > 0 &&
  isOnce(fields) &&
  patternsOf(kind).some(({ act, end }) => act.once === true && end.test(path) && has(act, fields));

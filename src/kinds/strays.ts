import { type Data, type Fields, isMap } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, Stray } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import { Secret } from '../model/secret.ts';
import { inPlace, ofType, type Place, pathPattern, type Written } from './acts.ts';

/*
 * Whose an object is, is told by its path. Some servers look at the body first: an id in it leads to another object, which may belong to
 * another seed, and a name in it may take the object away from its path.
 */

interface Pattern {
  readonly stray: Stray;
  readonly path: RegExp;
  readonly unless: RegExp | undefined;
}

const patternsOf = perObject(({ strays }: Kind): readonly Pattern[] =>
  strays.map((stray) => ({
    stray,
    path: new RegExp(`^${stray.type === undefined ? '(?:.+/)?' : ''}${pathPattern(stray.path)}$`, 's'),
    unless: stray.unless === undefined ? undefined : new RegExp(`/(?:${stray.unless})$`),
  })),
);

/** What of a body leads somewhere else. `place`: the mount in which the path lies, where it lies in one that is known. */
export const checkStrays = ({ kind, path, fields }: Written, place?: Place): readonly Diagnostic[] => {
  const bodies = bodiesIn(kind, fields);
  if (bodies.length === 0) return [];
  const rest = place === undefined ? path : inPlace(path, place.prefix);
  return patternsOf(kind)
    .filter(
      ({ stray: { type } }) =>
        (type === undefined) === (place === undefined) && (place === undefined || ofType(type ?? '', place.type)),
    )
    .filter(({ path: pattern, unless }) => rest !== undefined && pattern.test(rest) && !unless?.test(rest))
    .flatMap(({ stray }) =>
      strayKeys(stray, path, bodies).map((key) => told(stray, key, { path, prefix: place?.prefix ?? '' })),
    );
};

/** The fields that are written as the body, or as a part of it. */
const bodiesIn = ({ strays, fields: all }: Kind, fields: Fields): readonly Data[] =>
  strays.length === 0
    ? []
    : all.flatMap(({ name, at }) => (at.create === '' && fields[name] !== undefined ? [fields[name]] : []));

const strayKeys = ({ keys, named }: Stray, path: string, bodies: readonly Data[]): readonly string[] => {
  const own = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const isOwn = (value: unknown): boolean => named === true && typeof value === 'string' && value.toLowerCase() === own;
  const isOther = (value: Data | undefined): boolean =>
    value !== undefined && !(value instanceof Secret ? value.is(isOwn) : isOwn(value));
  const leads = (body: Data, key: string): boolean =>
    body instanceof Secret
      ? body.is((map) => isMap(map) && Object.hasOwn(map, key) && !isOwn(map[key]))
      : isMap(body) && Object.hasOwn(body, key) && isOther(body[key]);
  return keys.filter((key) => bodies.some((body) => leads(body, key)));
};

const told = (
  { reason, help }: Stray,
  key: string,
  { path, prefix }: { readonly path: string; readonly prefix: string },
): Diagnostic => ({
  code: 'another-object',
  message: `${key} in what is written to ${path} ${reason}`,
  help: help.map((line) => line.replaceAll('{mount}', prefix)),
});

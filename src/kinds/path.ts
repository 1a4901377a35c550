import { below } from '../model/below.ts';
import type { Kind } from '../model/kind.ts';

const HOLE = /\{([^{}]+)\}/g;

/** Letters that stand in a path as they are: nearly all names consist of them. */
const PLAIN = /^[\w./-]*$/;

const encode = (text: string): string => (PLAIN.test(text) ? text : text.split('/').map(encodeURIComponent).join('/'));

/**
 * Fills the holes of a path template: `{name}`, or `{read_path|name}` for the first of several that is there.
 * Every piece is percent-encoded, slashes apart: a server decodes a path before it looks at it, so an encoded slash
 * would be a slash all the same. Names are refused by `checkName`, before.
 */
export const expandPath = (template: string, vars: Readonly<Record<string, string | undefined>>): string => {
  let path = '';
  for (const { text, names } of piecesOf(template)) {
    if (names === undefined) path += text;
    else path += encode(firstOf(names, vars) ?? nothingFor(text, template));
  }
  return path;
};

const firstOf = (names: readonly string[], vars: Readonly<Record<string, string | undefined>>): string | undefined => {
  for (const name of names) if (vars[name] !== undefined) return vars[name];
  return undefined;
};

const nothingFor = (hole: string, template: string): never => {
  throw new Error(`nothing to fill {${hole}} of ${template} with`);
};

/** What stands in a template as it is, or in a hole, which has the names that can fill it. */
interface Piece {
  readonly text: string;
  readonly names?: readonly string[];
}

const templates = new Map<string, readonly Piece[]>();

/** Taken apart once: templates come from the kinds, so they are few, and paths are made of them by the thousand. */
const piecesOf = (template: string): readonly Piece[] => {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const pieces = template
    .split(HOLE)
    .map((text, index): Piece => (index % 2 === 0 ? { text } : { text, names: text.split('|') }));
  templates.set(template, pieces);
  return pieces;
};

/** What API paths inside a mount begin with: its path, below `auth/` where it is an auth method. */
export const apiPrefix = ({ kind, name }: { readonly kind: Kind; readonly name: string }): string =>
  kind.children === 'auth' ? `auth/${name}` : name;

type Seated = { readonly name: string; readonly namespace: string };

/** The same as a path knows it that may be written from another namespace. */
export const prefixFor = (host: Seated & { readonly kind: Kind }, { name, namespace }: Seated): string => {
  const whole = below(host.namespace, apiPrefix(host));
  return name.slice(0, whole.length - (below(namespace, name).length - name.length));
};

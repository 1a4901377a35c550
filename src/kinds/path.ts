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
export const expandPath = (template: string, vars: Readonly<Record<string, string | undefined>>): string =>
  template.replaceAll(HOLE, (_, names: string) => {
    const found = names
      .split('|')
      .map((name) => vars[name])
      .find((value) => value !== undefined);
    if (found === undefined) throw new Error(`nothing to fill {${names}} of ${template} with`);
    return encode(found);
  });

/** What API paths inside a mount begin with: its path, below `auth/` where it is an auth method. */
export const apiPrefix = ({ kind, name }: { readonly kind: Kind; readonly name: string }): string =>
  kind.children === 'auth' ? `auth/${name}` : name;

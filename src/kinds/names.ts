import { visible } from '../model/clean.ts';
import type { Fields } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, NameRule, Plugin } from '../model/kind.ts';
import { literal } from '../model/literal.ts';
import { perObject } from '../model/per-object.ts';
import { BY_HAND } from './acts.ts';
import { meets } from './condition.ts';

/**
 * The kind that a block inside a mount declares: by its type, by a fixed label (`config "root"`), and by what the mount
 * itself declares (a store's version decides what its settings are).
 */
export const childKind = (
  plugin: Plugin,
  block: string,
  { labels, parent }: { readonly labels: readonly string[]; readonly parent: Fields },
): Kind | undefined => {
  const fits = (kind: Kind): boolean => kind.block === block && meets(kind.when, parent);
  return (
    plugin.kinds.find((kind) => kind.label !== undefined && kind.label === labels[0] && fits(kind)) ??
    plugin.kinds.find((kind) => !kind.label && fits(kind))
  );
};

/** Nearly every name: nothing in it means anything in a path. */
const ORDINARY = /^[\w-]+$/;

/** Mistakes in any name, whatever it names: it would change the path of the request. */
export const checkPathPart = (name: string): string | undefined => {
  if (ORDINARY.test(name)) return undefined;
  if (name === '') return 'a name cannot be empty';
  if (visible(name) !== name) return `a name cannot hold invisible characters: ${visible(name)}`;
  if (/[?#\\]/.test(name)) return `a name cannot hold ?, # or \\: ${name}`;
  if (name.startsWith('/') || name.endsWith('/')) return `a name cannot start or end with a slash: ${name}`;
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return `a name cannot hold //, /./ or /../: ${name}`;
  }
  return undefined;
};

/** The patterns of a rule, to be matched with the names of thousands of objects. */
const patternsOf = perObject(({ pattern, reserved, doubtful, forbidden }: NameRule) => ({
  whole: pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u'),
  reserved: reserved.map(wildcard),
  doubtful: doubtful.map((one) => ({ ...one, path: wildcard(one.path) })),
  forbidden: forbidden.map((one) => ({ ...one, path: wildcard(one.path), unless: (one.unless ?? []).map(wildcard) })),
}));

const RESERVED = 'the server keeps this name for itself';

const byRule = (name: string, rule: NameRule): string | undefined => {
  const { slashes, pattern } = rule;
  const { whole, reserved } = patternsOf(rule);
  if (!slashes && name.includes('/')) return `the name of such an object cannot hold a slash: ${name}`;
  if (reserved.some((path) => path.test(name))) return `${RESERVED}: ${name}`;
  if (pattern !== undefined && !whole?.test(name)) {
    return `the server does not take this name, it must ${patternInWords(pattern)}: ${name}`;
  }
  return undefined;
};

/** The pattern that most names of the servers follow, in words: `\\w([\\w.-]*\\w)?`. */
const patternInWords = (pattern: string): string => {
  const signs = /^\\w\(\(?\[\\w([.@-]+)\][*+](?:\)\?)?\\w\)\?$/.exec(pattern)?.[1];
  if (signs === undefined) return `match ${pattern}`;
  return `be of letters, digits and ${['_', ...signs].join(' ')}, with a letter, a digit or _ at both ends`;
};

/** A pattern of paths in which `*` stands for any characters, slashes too. */
export const wildcard = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`, 's');

/** What is wrong with the name of an object of this kind, without places: the caller knows where it is written. */
export const checkName = (kind: Kind, name: string): readonly Diagnostic[] => {
  const problem = checkPathPart(name) ?? byRule(name, kind.name);
  if (problem !== undefined) {
    const reserved = problem.startsWith(RESERVED)
      ? { help: ["choose another name; what the server has made itself is nobody's to declare"] }
      : {};
    return [{ code: 'bad-name', message: problem, ...reserved, ...withoutSlashes(kind, name) }];
  }
  const found = patternsOf(kind.name).forbidden.find(
    ({ path, unless }) => path.test(name) && !unless.some((innocent) => innocent.test(name)),
  );
  if (found === undefined) return [];
  const message = `${name} ${found.reason}`;
  return found.instead === undefined
    ? [{ code: 'acting-endpoint', message, help: found.help ?? BY_HAND }]
    : [{ code: 'bad-name', message, help: [found.instead] }];
};

/** Warnings for a name that only a label gives. */
export const doubtfulName = (kind: Kind, name: string): readonly Diagnostic[] =>
  kind.name.doubtful.length === 0
    ? []
    : patternsOf(kind.name)
        .doubtful.filter(({ path }) => path.test(name))
        .map(({ text, help }) => ({ code: 'advice', message: filled(text, name), help: [filled(help, name)] }));

/** `{name}`, and `{rest}`: what stands behind its first step. */
const filled = (text: string, name: string): string =>
  text.replaceAll('{name}', name).replaceAll('{rest}', name.slice(name.indexOf('/') + 1));

/** The name as it is right, without the slashes around it; where more is wrong with it, what to do about that. */
const withoutSlashes = (kind: Kind, name: string): { readonly help?: readonly string[] } => {
  const bare = name.replace(/^\/+|\/+$/g, '');
  if (bare === name || bare === '') return {};
  const [still] = checkName(kind, bare);
  if (still === undefined) return { help: [`write ${bare}`] };
  return still.help === undefined ? {} : { help: [...still.help, 'and without the slashes around it'] };
};

/** The names that the paths of a kind have holes for. */
const pathFields = perObject(({ path, readPath }: Kind): ReadonlySet<string> => {
  const holes = [path, readPath].flatMap((template) => template.match(/\{[\w|]+\}/g) ?? []);
  return new Set(holes.flatMap((hole) => hole.slice(1, -1).split('|')));
});

/** What is wrong with a field whose text is part of a path, such as the place to read from. */
export const checkPathField = (kind: Kind, field: string, text: string): string | undefined =>
  pathFields(kind).has(field) ? checkPathPart(text)?.replace(/^a name/, field) : undefined;

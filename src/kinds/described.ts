import type { Kind } from '../model/kind.ts';
import { literal } from '../model/literal.ts';
import { perObject } from '../model/per-object.ts';

/* Paths of the API, and the kinds that describe what is there. */

/** Every path that has to do with an object of a kind: where it is written and read, and where a part of it is. */
export const templatesOf = perObject((kind: Kind): readonly string[] => {
  const { path, readPath, alsoAt, create, update, delete: remove, fields } = kind;
  const steps = [...create, ...update, ...remove].map((step) => step.path);
  return [...new Set([path, readPath, ...steps, ...fields.flatMap((one) => one.readPath ?? []), ...alsoAt])];
});

/** The kind that a path belongs to. */
export interface Described {
  readonly kind: Kind;
  /** What the object is called there; empty for one that has no name. */
  readonly name: string;
}

interface Pattern {
  readonly kind: Kind;
  readonly path: RegExp;
  /** How many characters of the template are literal: of two templates that match, the more specific one counts. */
  readonly weight: number;
}

const patternsOf = perObject((kind: Kind): readonly Pattern[] =>
  kind.anywhere
    ? []
    : templatesOf(kind).map((template) => ({ kind, path: patternOf(kind, template), weight: weightOf(template) })),
);

/** Whether names of a kind may hold slashes: then what is below the path of an object may be another one. */
export const holdsSlashes = perObject(
  ({ name: { slashes, pattern } }: Kind): boolean =>
    slashes && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test('a/b')),
);

const HOLE = /\{([^{}]+)\}/;

const patternOf = (kind: Kind, template: string): RegExp => {
  const pieces = template.split(HOLE).map((text, index) => {
    if (index % 2 === 0) return literal(text);
    if (text === 'mount') return '\\{mount\\}';
    if (text === 'name') return holdsSlashes(kind) ? '(?<name>.+)' : '(?<name>[^/]+)';
    return '[^/]+';
  });
  return new RegExp(`^${pieces.join('')}$`, 's');
};

const weightOf = (template: string): number => template.replaceAll(/\{[^{}]+\}/g, '').length;

/**
 * The kind that describes what is at a path, among some. Inside a mount the path begins with `{mount}`: where the mount is,
 * the caller knows.
 */
export const describedAt = (path: string, kinds: readonly Kind[]): Described | undefined => {
  let best: (Described & Pick<Pattern, 'weight'>) | undefined;
  for (const { kind, path: pattern, weight } of kinds.flatMap(patternsOf)) {
    if (best !== undefined && best.weight >= weight) continue;
    const found = pattern.exec(path);
    if (found !== null) best = { kind, name: found.groups?.name ?? '', weight };
  }
  return best;
};

import type { Kind, Plugin } from '../../src/model/kind.ts';
import { type Case, definitionOf } from './cases.ts';

/** Values of declared fields, as JSON. */
export type State = Readonly<Record<string, unknown>>;

/** Where the objects of one walk are, and what they are called. */
export interface Place {
  /** Path of the mount, or of the object itself where it stands at the top. */
  readonly path: string;
  /** The object's own name. */
  readonly name: string;
}

const doubled = (text: string): string => text.replaceAll(/[$%](?=\{)/g, '$&$&');

/** Texts in a JSON seed are templates: what looks like one is written so that it is not. */
const literal = (value: unknown): unknown => {
  if (typeof value === 'string') return doubled(value);
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [doubled(name), literal(item)]));
};

const under = (labels: readonly (string | undefined)[], body: unknown): unknown =>
  labels.reduceRight<unknown>((inner, label) => (label === undefined ? inner : { [label]: inner }), body);

const blockOf = (kind: Kind, name: string, state: State): Record<string, unknown> => ({
  [kind.block]: under([kind.label ?? (kind.named ? name : undefined)], literal(state)),
});

/** How a sibling that a sample needs beside it is called. */
export const siblingName = (definition: string): string => `beside-${definition.replaceAll('_', '-')}`;

const siblingsOf = ({ kind, plugin }: Case): readonly Kind[] =>
  kind.samples.with.map((definition) => {
    const found = plugin.kinds.find((one) => definitionOf(one) === definition);
    if (found === undefined) throw new Error(`${kind.id}: no kind ${definition} to stand beside it`);
    return found;
  });

const joined = (parts: readonly Record<string, unknown>[]): Record<string, unknown> => {
  const all: Record<string, unknown> = {};
  for (const part of parts)
    for (const [block, body] of Object.entries(part)) {
      all[block] = block in all ? { ...(all[block] as object), ...(body as object) } : body;
    }
  return all;
};

export interface Wanted {
  readonly case: Case;
  readonly place: Place;
  /** Placeholders filled in. */
  readonly fill: (values: State) => State;
  /** What the object declares; left out: everything but the object itself. */
  readonly state?: State | undefined;
}

/** The seed that declares a sample, and what it needs around it, as JSON text. */
export const seedText = ({ case: one, place, fill, state }: Wanted): string => {
  const own = state === undefined ? [] : [blockOf(one.kind, place.name, state)];
  if (one.parent === undefined) return JSON.stringify(joined(own), null, 2);
  const beside = siblingsOf(one).map((kind) =>
    blockOf(kind, siblingName(definitionOf(kind)), fill(kind.samples.first)),
  );
  const { kind, type } = one.parent;
  const body = { type, ...(literal(one.kind.samples.mount) as object), ...joined([...beside, ...own]) };
  return JSON.stringify({ [kind.block]: { [place.path]: body } }, null, 2);
};

/** True for files that share their kinds with another one. */
export const isShared = (plugin: Plugin): boolean => plugin.kinds.some(({ id }) => !id.startsWith(`${plugin.id}#`));

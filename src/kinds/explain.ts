import type { Field, Kind, Plugin, Products } from '../model/kind.ts';
import { blockKind } from './block-kind.ts';
import type { Catalog } from './catalog.ts';
import { takes } from './wording.ts';
import { wordsFor } from './words.ts';

/** One field, as `explain` shows it. */
export interface ExplainedField {
  readonly name: string;
  /** What it takes, in words: "a list of strings". */
  readonly takes: string;
  readonly description: string;
  readonly required: boolean;
  /** What the server takes when it is left out, where that is known. */
  readonly default?: unknown;
  /** What `null` takes it back to. */
  readonly reset?: unknown;
  /** What else there is to know, in a few words each: "write-only", "a change replaces the object". */
  readonly flags: readonly string[];
  /** Where it is not everywhere the kind is. */
  readonly products: Products;
}

/** Something that may be said of any object, whatever its kind: `for_each`, `lifecycle`. */
export type ExplainedWord = Pick<ExplainedField, 'name' | 'takes' | 'description'>;

/** Blocks that are written out as the text of a field. */
interface ExplainedBlock {
  /** How it begins: `path "…"`. */
  readonly block: string;
  /** The field that they become. */
  readonly field: string;
  readonly fields: readonly ExplainedField[];
}

/** Everything there is to say about a kind. */
export interface Explanation {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  /** How its block begins: `role "NAME"`. */
  readonly block: string;
  /** The handle of what it stands in, and the type that it must have. */
  readonly inside?: { readonly block: string; readonly type: string } | undefined;
  /** Where it lives below /v1/, with holes: `{mount}/roles/{name}`. */
  readonly path: string;
  readonly products: Products;
  readonly edition?: 'enterprise' | undefined;
  readonly docs: Readonly<Record<string, string>>;
  /** Short remarks: "the server cannot delete it". */
  readonly remarks: readonly string[];
  /** Fields to declare, in the order of the kind file. */
  readonly fields: readonly ExplainedField[];
  /** Blocks that stand for a field. */
  readonly blocks: readonly ExplainedBlock[];
  /** What may be said of it besides its fields. */
  readonly words: readonly ExplainedWord[];
  /** Fields that the server makes, to refer to. */
  readonly made: readonly ExplainedField[];
  /** Handles of what may stand inside it. */
  readonly children: readonly string[];
}

/** The kinds of a file that stand inside a mount, under the type that the file is called by. */
const kindsInside = (plugin: Plugin, parent: string): readonly (readonly [string, Kind])[] => {
  const type = plugin.id.slice(plugin.id.indexOf('/') + 1);
  return plugin.kinds.map((kind) => {
    const own = kind.label === undefined ? kind.block : `${kind.block}.${kind.label}`;
    return [`${parent}.${type}.${own}`, kind];
  });
};

const pluginsInside = (catalog: Catalog, parent: Kind): readonly Plugin[] =>
  catalog.plugins().flatMap((id) => (id.startsWith(`${parent.children}/`) ? (catalog.plugin(id) ?? []) : []));

/** Every name that `explain` takes: `policy`, `mount`, and for what stands inside `mount.TYPE.role`. Reads every file. */
export const kindNames = (catalog: Catalog): readonly string[] => {
  const names = catalog.topLevel().flatMap((block) => {
    const top = catalog.top(block);
    const inside = top === undefined ? [] : pluginsInside(catalog, top).flatMap((one) => kindsInside(one, block));
    const parts = Object.keys(top?.blockFields ?? {}).map((type) => `${block}.${type}`);
    return [block, ...parts, ...inside.map(([name]) => name)];
  });
  return [...new Set(names)];
};

/** The kinds that a name of `kindNames` stands for: more than one where versions of a mount differ. */
export const findKinds = (catalog: Catalog, name: string): readonly Kind[] => {
  const [block = '', type, ...rest] = name.split('.');
  const top = catalog.top(block);
  if (top === undefined || type === undefined) return top === undefined ? [] : [top];
  if (Object.hasOwn(top.blockFields, type)) return rest.length === 0 ? [blockKind(top, type)] : [];
  const plugin = rest.length === 0 ? undefined : catalog.children(top, type);
  const inside = plugin === undefined ? [] : kindsInside(plugin, block);
  return inside.filter(([handle]) => handle === name).map(([, kind]) => kind);
};

const FLAGS: readonly (readonly [keyof Field, string])[] = [
  ['writeOnly', 'write-only: the server never shows it'],
  ['sensitive', 'secret: masked in everything'],
  ['immutable', 'a change makes the object anew'],
  ['oneWay', 'can be switched on, never off'],
  ['deprecated', 'deprecated'],
  ['local', 'a setting for vaultseed itself, never sent'],
];

/** The fields that a declaration may leave out though the server wants them: something else says them. */
const standIns = (kind: Kind): ReadonlyMap<string, string> => {
  const blocks = Object.entries(kind.blocks).map(
    ([type, field]) => [field, `needed, unless ${type} blocks say it`] as const,
  );
  const type = kind.children === undefined ? [] : [['type', 'the label when left out'] as const];
  return new Map([...blocks, ...type]);
};

const explainFields = (kind: Kind): readonly ExplainedField[] => {
  const said = standIns(kind);
  return kind.fields
    .filter(({ readOnly }) => !readOnly)
    .map((field) => {
      const told = explainField(field);
      const flag = said.get(field.name);
      return flag === undefined ? told : { ...told, required: false, flags: [flag, ...told.flags] };
    });
};

const explainField = (field: Field): ExplainedField => ({
  name: field.name,
  takes: field.compare === 'duration' ? 'a duration: 90s, 1h30m, 7d or seconds' : takes(field.schema),
  description: field.description,
  required: field.required,
  ...('default' in field.schema ? { default: field.schema.default } : {}),
  ...(field.reset === undefined ? {} : { reset: field.reset }),
  flags: [
    ...FLAGS.flatMap(([flag, text]) => (field[flag] === true ? [text] : [])),
    ...(field.edition === undefined ? [] : [`${field.edition} only`]),
  ],
  products: field.products,
});

const remarksOn = (kind: Kind): readonly string[] => [
  ...(kind.delete.length === 0 ? ['the server cannot delete it: it stays until its mount goes'] : []),
  ...(kind.unreadable ? ['the server never shows it, so it cannot be compared'] : []),
  ...(kind.update.length === 0 || kind.write === 'create-only' ? ['any change makes it anew'] : []),
  ...(kind.name.case === 'lower' ? ['the server lower-cases its name'] : []),
  ...(kind.network ? ['writing it makes the server call another system'] : []),
  ...(kind.sudo ? ['its paths need sudo'] : []),
  ...Object.entries(kind.when).map(
    ([name, values]) => `where ${name.replace(/^\//, '').replaceAll('/', '.')} is ${values.map(spelt).join(' or ')}`,
  ),
];

const spelt = (value: unknown): string => (value === null ? 'not set' : String(value));

const headOf = ({ block, label, named }: Kind): string => {
  if (label !== undefined) return `${block} "${label}"`;
  return named ? `${block} "NAME"` : block;
};

const insideOf = ({ handle }: Kind): Explanation['inside'] => {
  const [block = '', type, ...rest] = handle.split('.');
  return rest.length === 0 || type === undefined ? undefined : { block, type };
};

/** What `explain` tells about a kind. With a catalog, also what may stand inside it. */
export const explainKind = (kind: Kind, catalog?: Catalog): Explanation => ({
  handle: kind.handle,
  title: kind.title,
  description: kind.description,
  block: headOf(kind),
  inside: insideOf(kind),
  path: kind.path,
  products: kind.products,
  edition: kind.edition,
  docs: kind.docs,
  remarks: remarksOn(kind),
  fields: explainFields(kind),
  blocks: Object.entries(kind.blocks).map(([type, field]) => ({
    block: `${type} "…"`,
    field,
    fields: (kind.blockFields[type] ?? []).map(explainField),
  })),
  words: kind.path === '' ? [] : wordsFor(kind),
  made: kind.fields.filter(({ readOnly }) => readOnly).map(explainField),
  children:
    catalog === undefined || kind.children === undefined
      ? []
      : [...new Set(pluginsInside(catalog, kind).flatMap((one) => kindsInside(one, kind.block).map(([name]) => name)))],
});

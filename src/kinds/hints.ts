import type { Condition, Kind } from '../model/kind.ts';
import { suggest } from '../model/suggest.ts';
import { LIFECYCLE_WORDS, nameWord, wordsFor } from './words.ts';

/** A kind, and those around it that a name may have been meant for. */
export interface Family {
  readonly kind: Kind;
  /** Kinds of the same file. */
  readonly siblings?: readonly Kind[] | undefined;
  /** What stands inside an object of this kind and what is around it: asked for only when a name is not known. */
  readonly neighbours?: (() => Neighbours) | undefined;
}

export interface Neighbours {
  readonly inside: readonly Kind[];
  readonly around?: Kind | undefined;
}

/** More places than that are no help. */
const PLACES = 3;

/** What somebody who wrote the name of a field that the kind does not have may have meant. */
export const hints = (family: Family, name: string): readonly string[] => {
  const { kind } = family;
  const renamed = renamedTo(kind, name);
  if (renamed !== undefined) return [`here it is called ${renamed}`];
  const instead = insteadOf(kind, name);
  if (instead !== undefined) return instead.split('\n');
  const elsewhere = [ownersHint(family, name), partHint(kind, name), mapHint(kind, name), wordHint(kind, name)].find(
    (hint) => hint !== undefined,
  );
  if (elsewhere !== undefined) return elsewhere;
  const near = nearName(family, name);
  const other = near === undefined ? insteadOf(kind, name, '*') : undefined;
  if (other !== undefined) return other.split('\n');
  const exact = neighbourHint(family, name);
  if (exact !== undefined) return exact;
  if (near !== undefined) return [`did you mean ${near}?`];
  if (Object.hasOwn(FOREIGN, name)) return (FOREIGN[name] ?? []).map((line) => named(line, kind));
  const around = family.neighbours?.().around;
  if (around !== undefined && PARENTS.includes(name))
    return [`take it away: a ${kind.block} belongs to the ${around.title.replace(/^an? /, '')} that it stands in`];
  const word = suggest(
    name,
    wordsFor(kind).map((one) => one.name.split(' ', 1).join('')),
  );
  return word === undefined ? [] : [`did you mean ${word}?`];
};

/** Words that other tools have for what is said otherwise here. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  count: [
    'several objects from one block: for_each = toset(["a", "b"]), with each.key in its name',
    'one that is there or not: for_each = toset(CONDITION ? ["NAME"] : [])',
  ],
  if: ['a block that is there or not: for_each = toset(CONDITION ? ["NAME"] : []), with each.key in its name'],
  namespace: [
    'what goes into a namespace stands inside of it: namespace "NAME" { … }',
    'all of a seed in one: server "PRODUCT" { namespace = "…" }, or VAULT_NAMESPACE',
  ],
  provider: [
    'delete it: a seed has no providers; the server is server "vault" { address = "https://…" }, or VAULT_ADDR',
  ],
};

/** A line with the field that names the objects of a kind on their server. */
const named = (line: string, kind: Kind): string =>
  line.replace('each.key in its name', kind.named ? `${nameWord(kind)} = each.key` : 'each.key in its name');

/** By which Terraform says what an object belongs to. */
const PARENTS = ['backend', 'mount', 'mount_path', 'auth_backend', 'auth_mount'];

const insteadOf = ({ mistaken }: Kind, name: string, key = name): string | undefined =>
  Object.hasOwn(mistaken, key) ? mistaken[key]?.replaceAll('{name}', name) : undefined;

const renamedTo = ({ renamed }: Kind, name: string): string | undefined =>
  Object.hasOwn(renamed, name) ? renamed[name] : undefined;

const hasField = ({ fields }: Kind, name: string): boolean =>
  fields.some((field) => field.name === name && !field.readOnly);

const ownersOf = ({ kind, siblings = [] }: Family, name: string): readonly Kind[] =>
  siblings.filter((one) => one !== kind && one.fields.some((field) => field.name === name));

/** `config "root"`, as it is written in a seed. */
export const writtenHead = ({ block, label }: Kind): string => (label === undefined ? block : `${block} "${label}"`);

const ownersHint = (family: Family, name: string): readonly string[] | undefined => {
  const owners = ownersOf(family, name);
  if (owners.length === 0) return undefined;
  const { kind } = family;
  // The same block, for another state of what is around it.
  const same = owners.find((one) => one.block === kind.block && one.label === kind.label);
  const others = owners.filter((one) => one !== same);
  if (same !== undefined) return [`that takes ${conditionText(same.when)} in what is around it`];
  return [`that is a field of \`${[...new Set(others.map(writtenHead))].join('` and `')}\``];
};

/** A condition as what a seed has to say: `options = { version = "2" }`. */
export const conditionText = (when: Condition): string =>
  Object.entries(when)
    .map(([key, [value]]) => {
      const [first = '', ...rest] = key.split('/').filter((part) => part !== '');
      return `${first} = ${rest.reduceRight((text, part) => `{ ${part} = ${text} }`, JSON.stringify(value ?? null))}`;
    })
    .join(', ');

/** A field of a block that stands for a part of the object. */
const partHint = ({ blockFields }: Kind, name: string): readonly string[] | undefined => {
  const [type] = Object.entries(blockFields).find(([, fields]) => fields.some((field) => field.name === name)) ?? [];
  return type === undefined ? undefined : [`it stands in a block: ${type} "…" { ${name} = … }`];
};

/** A member of a field that is a map of known names. */
const mapHint = ({ fields }: Kind, name: string): readonly string[] | undefined => {
  const map = fields.find(
    ({ schema: { properties } }) =>
      typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name),
  );
  return map === undefined ? undefined : [`it stands in a field: ${map.name} = { ${name} = … }`];
};

const wordHint = (kind: Kind, name: string): readonly string[] | undefined => {
  if (LIFECYCLE_WORDS.some((word) => word === name)) return [`it stands in a block: lifecycle { ${name} = … }`];
  const word = nameWord(kind);
  const named =
    kind.named &&
    ['name', 'path', `${kind.block}_name`].includes(name) &&
    name !== word &&
    !Object.hasOwn(kind.mistaken, '*');
  return named ? [`what the server calls it, where that is not the label, is ${word} = …`] : undefined;
};

/** A field of what stands inside the object, or of what the object stands in. */
const neighbourHint = ({ kind, neighbours }: Family, name: string): readonly string[] | undefined => {
  if (neighbours === undefined) return undefined;
  const { inside, around } = neighbours();
  const several = inside.find(({ block }) => name === `${block}s` || name === block.replace(/y$/, 'ies'));
  if (several !== undefined) {
    const head = writtenHead(several) + (several.named ? ' "NAME"' : '');
    return [`each is a block inside of it: ${head} { … }`];
  }
  const heads = inside
    .filter((one) => hasField(one, name))
    .map((one) => writtenHead(one) + (one.named ? ' "NAME"' : ''));
  const places = [...new Set(heads)].slice(0, PLACES);
  if (places.length > 0)
    return [`it stands inside of it: ${places.map((head) => `${head} { ${name} = … }`).join(' or ')}`];
  return around !== undefined && hasField(around, name) && around !== kind
    ? [`that is a field of the ${around.block} around it`]
    : undefined;
};

/** The field of this kind that a name which it does not know stands for, as far as one can guess. */
export const nearName = (family: Family, name: string): string | undefined => {
  const renamed = renamedTo(family.kind, name);
  if (renamed !== undefined || ownersOf(family, name).length > 0) return renamed;
  const declarable = family.kind.fields.filter(({ readOnly }) => !readOnly).map((field) => field.name);
  return suggest(name, declarable) ?? shortenedTo(name, declarable);
};

/** The one name of which only the beginning or the end is written, in whole words and more than one of them. */
const shortenedTo = (name: string, all: readonly string[]): string | undefined => {
  if (!name.includes('_')) return undefined;
  const found = all.filter((one) => one.endsWith(`_${name}`) || one.startsWith(`${name}_`));
  return found.length === 1 ? found[0] : undefined;
};

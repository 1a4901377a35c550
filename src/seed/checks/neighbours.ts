import { wildcard, writtenHead } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Resource } from '../../model/resource.ts';
import { suggest } from '../../model/suggest.ts';
import { type Instance, instancesIn } from '../evaluate/state.ts';
import { placeOf } from '../tell.ts';

/*
 * Fields that name an object of the same mount, such as the connection that a role uses. Servers accept any name there, and
 * a missing object shows only when somebody uses the role. Only warnings, since the object may have been made by hand; none
 * where that is to be expected, because the mount belongs to somebody else (`existing`).
 */

type Objects = readonly (readonly [Instance, Resource])[];

interface Pointing {
  readonly name: string;
  readonly refers: string;
  readonly listedIn: string | undefined;
}

const pointing = perObject(({ fields }: Kind): readonly Pointing[] =>
  fields.flatMap(({ name, refers, listedIn }) => (refers === undefined ? [] : [{ name, refers, listedIn }])),
);

/** The fields of an object that name others of its mount, by what the files of the kinds say. */
const pointingIn = ({ kind, parent, siblings }: Instance): readonly Pointing[] =>
  parent === undefined || parent.resource.existing
    ? []
    : pointing(kind).filter(({ refers }) => siblings.some(({ block }) => block === refers));

/** Warnings for names that are not declared, and for objects that do not list their user (`listedIn`). */
export const neighbourProblems = (objects: Objects): readonly Diagnostic[] => {
  let known: ReadonlyMap<string, Resource> | undefined;
  return objects.flatMap(([instance, resource]) =>
    pointingIn(instance).flatMap((field): readonly Diagnostic[] => {
      const wanted = resource.fields[field.name];
      if (typeof wanted !== 'string' || wanted === '') return [];
      known ??= byPlace(objects);
      const found = known.get(keyOf(resource.parent, field.refers, wanted));
      const problem =
        found === undefined ? missing(instance, { field, wanted, known }) : unlisted(instance, found, field);
      return problem === undefined
        ? []
        : [
            {
              ...problem,
              code: 'advice',
              at: resource.fieldSpans[field.name] ?? resource.at,
              address: resource.address,
            },
          ];
    }),
  );
};

const keyOf = (parent: string | undefined, block: string, name: string): string =>
  `${parent} ${block} ${name.toLowerCase()}`;

const byPlace = (objects: Objects): ReadonlyMap<string, Resource> =>
  new Map(
    objects.flatMap(([{ kind, misnamed }, resource]) =>
      resource.parent === undefined || misnamed ? [] : [[keyOf(resource.parent, kind.block, resource.name), resource]],
    ),
  );

type Finding = Pick<Diagnostic, 'message' | 'help'>;

interface Wanted {
  readonly field: Pointing;
  readonly wanted: string;
  readonly known: ReadonlyMap<string, Resource>;
}

const missing = (instance: Instance, { field: { refers }, wanted, known }: Wanted): Finding | undefined => {
  const { parent } = instance;
  if (parent === undefined || maybeThere(parent, refers)) return undefined;
  const start = keyOf(parent.resource.address, refers, '');
  const names = [...known].flatMap(([key, { name }]) => (key.startsWith(start) ? [name] : []));
  const near = suggest(wanted, names);
  return {
    message: `${parent.resource.address} declares no ${refers} ${JSON.stringify(wanted)}`,
    help: [
      ...(near === undefined ? [] : [`did you mean ${JSON.stringify(near)}?`]),
      ...(near === undefined && names.length > 0 ? [`it declares ${names.slice(0, MOST).map(quoted).join(', ')}`] : []),
      `a ${refers} that nobody declares must have been made by hand`,
    ],
  };
};

/** More names than that are no help. */
const MOST = 6;

const quoted = (name: string): string => JSON.stringify(name);

/** Blocks whose names are not known yet, or wrong, which has been told. */
const maybeThere = (parent: Instance, block: string): boolean =>
  parent.declaration.children.some((declaration) => {
    if (declaration.block.type !== block) return false;
    const here = [...instancesIn(parent.program.instances, declaration, parent).values()];
    return here.length === 0 || here.some(({ misnamed }) => misnamed);
  });

/** An object may say who can use it: by name, or with a star for any characters. */
const unlisted = ({ resource }: Instance, found: Resource, { listedIn }: Pointing): Finding | undefined => {
  const listed = listedIn === undefined ? undefined : found.fields[listedIn];
  if (listedIn === undefined || !Array.isArray(listed)) return undefined;
  const names = listed.filter((one) => typeof one === 'string');
  if (names.length < listed.length || names.some((one) => wildcard(one).test(resource.name))) return undefined;
  const all = [...names, resource.name].map(quoted).join(', ');
  return {
    message: `${writtenHead(found.kind)} ${quoted(found.name)} lets ${names.length === 0 ? 'nobody' : `only ${names.map(quoted).join(', ')}`} use it, and this is ${quoted(resource.name)}`,
    help: [`write ${listedIn} = [${all}] there, at ${placeOf(found.fieldSpans[listedIn] ?? found.at)}`],
  };
};

import { apiPrefix, type Catalog, meets, policyBlocks } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Resource } from '../../model/resource.ts';
import type { Span } from '../../model/span.ts';
import type { Instance } from '../evaluate/state.ts';
import { leftAlone, mayLeave } from './placeholders.ts';

type Objects = readonly (readonly [Instance, Resource])[];

/** A mount of the seed with a known set of paths at which it answers. */
interface Mount {
  readonly resource: Resource;
  /** The first segments of those paths, each with a description. */
  readonly folders: Readonly<Record<string, string>>;
}

interface Mounts {
  /** By namespace and path: those of which it is known where they answer. */
  readonly known: ReadonlyMap<string, Mount>;
  /** One of them is called as every path of the server begins. */
  readonly first: boolean;
}

/** Warnings for policy rules about paths at which nothing answers: such a rule gives less than it seems to. */
export const unreachedRules = (objects: Objects, catalog: Catalog): readonly Diagnostic[] => {
  const mounts = mountsAmong(objects, catalog);
  const seen = new Set<string>();
  return objects.flatMap(([{ declaration }, resource]) =>
    textsOf(resource).flatMap(({ field, text }) =>
      (mayBeAbout(text, mounts) ? pathsIn(text) : []).flatMap((path): readonly Diagnostic[] => {
        const told = TEXTS.includes(declaration.attributes.get(field)?.expression.kind ?? '');
        const block = placeOfRule(declaration.nested, path);
        const found =
          problemOf(path, resource, mounts) ?? asWritten(path, resource.kind, { label: block !== undefined, told });
        const at = block ?? resource.fieldSpans[field] ?? resource.at;
        const key = `${at.source.path} ${at.start} ${found?.message}`;
        if (found === undefined || seen.has(key)) return [];
        seen.add(key);
        return [{ ...found, at, address: resource.address }];
      }),
    ),
  );
};

/** Expressions that are a text of the seed themselves. */
const TEXTS = ['literal', 'template'];

const mountsAmong = (objects: Objects, catalog: Catalog): Mounts => {
  const known = new Map<string, Mount>();
  for (const [{ misnamed }, resource] of objects) {
    const { type } = resource.fields;
    const plugin = misnamed || typeof type !== 'string' ? undefined : catalog.children(resource.kind, type);
    const fitting = plugin?.kinds.filter(({ when }) => meets(when, resource.fields)) ?? [];
    const folders = Object.fromEntries(fitting.flatMap(({ answersBelow }) => Object.entries(answersBelow)));
    if (Object.keys(folders).length > 0)
      known.set(keyOf(resource.namespace, apiPrefix(resource)), { resource, folders });
  }
  const first = objects.some(([, one]) => one.kind.children !== undefined && `${apiPrefix(one)}/`.startsWith(VERSION));
  return { known, first };
};

/** What the paths of all requests begin with, and those of policies do not. */
const VERSION = 'v1/';

/** Most texts name no such mount at all, and are not read. */
const mayBeAbout = (text: string, { known }: Mounts): boolean =>
  text.includes(VERSION) ||
  MIDDLE.test(text) ||
  mayLeave(text) ||
  known.size > MANY ||
  [...known.values()].some(({ resource }) => text.includes(`${apiPrefix(resource)}/`));

const MANY = 50;

/** A wildcard that is not the last character: servers take it for a star. */
const MIDDLE = /\*[^\s"]/;

const keyOf = (namespace: string, path: string): string => `${namespace} ${path}`;

const policyFields = perObject(({ fields }: Kind): readonly string[] =>
  fields.flatMap(({ name, compare }) => (compare === 'hcl-policy' ? [name] : [])),
);

const textsOf = ({ kind, fields }: Resource): readonly { readonly field: string; readonly text: string }[] =>
  policyFields(kind).flatMap((field) => {
    const text = fields[field];
    return typeof text === 'string' ? [{ field, text }] : [];
  });

/** The same text is in many policies where one block makes them. */
const pathsIn = (text: string): readonly string[] => policyBlocks(text)?.map(({ path }) => path) ?? [];

const placeOfRule = (nested: Instance['declaration']['nested'], path: string): Span | undefined =>
  nested.find(({ block: { labels } }) => labels[0]?.text === path)?.block.head;

type Finding = Pick<Diagnostic, 'code' | 'message' | 'help'>;

const problemOf = (written: string, { namespace }: Resource, mounts: Mounts): Finding | undefined => {
  const path = written.replace(/^\//, '');
  if (path.startsWith(VERSION) && !mounts.first)
    return {
      code: 'advice',
      message: `${JSON.stringify(written)} reaches nothing: the paths of policies are written without v1/`,
      help: [`write ${JSON.stringify(path.slice(VERSION.length))}`],
    };
  if (MIDDLE.test(path) && !path.includes('{{'))
    return {
      code: 'advice',
      message: `${JSON.stringify(written)}: a * stands for anything at the end of a path only, and for itself elsewhere`,
      help: [starsMeant(written)],
    };
  const steps = path.split('/');
  for (let count = steps.length - 1; count > 0; count--) {
    const mount = mounts.known.get(keyOf(namespace, steps.slice(0, count).join('/')));
    if (mount !== undefined) return below(written, steps.slice(count), mount);
  }
  return undefined;
};

const asWritten = (
  path: string,
  { templates }: Kind,
  place: { readonly label: boolean; readonly told: boolean },
): Finding | undefined => {
  const found = leftAlone(path, { templates, ...place });
  return found && { code: 'advice', ...found };
};

/** A plus stands for a whole step only. */
const starsMeant = (path: string): string => {
  const meant = path.replace(/\*\*+/g, '*').replace(/(^|\/)\*(?=\/)/g, '$1+');
  if (MIDDLE.test(meant)) return 'a + in the place of a whole step stands for any one step';
  return `write ${JSON.stringify(meant)}${meant.includes('+') ? ': a + stands for any one step' : ''}`;
};

/** Stands for anything, or for something that only the server knows. */
const OPEN = /\*$|^\+$|\{\{/;

const below = (written: string, rest: readonly string[], { resource, folders }: Mount): Finding | undefined => {
  const [first = ''] = rest;
  const names = Object.keys(folders);
  const reached = first === '' || (OPEN.test(first) ? mayBe(first, names) : names.includes(first));
  if (reached) return undefined;
  const around = apiPrefix(resource);
  const said = Object.entries(folders).filter(([, what]) => what !== '');
  return {
    code: 'advice',
    message: `${JSON.stringify(written)} reaches nothing: ${resource.address} answers below ${around}/${names[0]}/ and the like only`,
    help: said.map(([name, what]) => `for ${what}: ${JSON.stringify([around, name, ...rest].join('/'))}`),
  };
};

const mayBe = (first: string, names: readonly string[]): boolean =>
  !first.endsWith('*') || first.includes('{{') || names.some((name) => name.startsWith(first.slice(0, -1)));

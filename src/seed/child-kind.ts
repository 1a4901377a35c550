import { apiPrefix, type Catalog, childKind, conditionText, meets } from '../kinds/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, Plugin } from '../model/kind.ts';
import { suggest } from '../model/suggest.ts';
import { labelCount } from './headers.ts';
import { homeOf } from './home-of.ts';
import { exampleOf } from './nested-blocks.ts';
import { wrongLabels } from './split.ts';
import type { Instance } from './state.ts';
import { didYouMean } from './tell.ts';
import type { Declaration } from './written.ts';

export type FoundKind = { readonly kind: Kind; readonly siblings: readonly Kind[] } | { readonly problem?: Diagnostic };

/** What a block inside an object declares. It depends on the type of that object, so on values. */
export const kindInside = (declaration: Declaration, parent: Instance, catalog: Catalog): FoundKind => {
  const { type } = parent.resource.fields;
  // A type that is no text has been told where it is written.
  if (typeof type !== 'string') return {};
  const plugin = catalog.children(parent.kind, type);
  if (plugin === undefined) return { problem: unknownPlugin(declaration, parent, { type, catalog }) };
  const { block, label } = declaration;
  const labels = label === undefined ? [] : [label];
  const kind = childKind(plugin, block.type, { labels, parent: parent.resource.fields });
  if (kind === undefined) return { problem: unknownInside(declaration, parent, { plugin, catalog }) };
  return labels.length === labelCount(kind)
    ? { kind, siblings: plugin.kinds }
    : { problem: wrongLabels(block, kind.named ? `${block.type} "NAME"` : written(kind)) };
};

interface TypeIn {
  readonly type: string;
  readonly catalog: Catalog;
}

/** The one type of which the block has all that is written in it. */
const typeWith = ({ block, attributes }: Declaration, kind: Kind, catalog: Catalog): string | undefined => {
  const names = [...attributes.keys()];
  const folder = `${kind.children}/`;
  const found = catalog.plugins().filter((id) => {
    const kinds = id.startsWith(folder) && names.length > 0 ? (catalog.plugin(id)?.kinds ?? []) : [];
    return kinds.some(
      (one) => one.block === block.type && names.every((name) => one.fields.some((field) => field.name === name)),
    );
  });
  return found.length === 1 ? found[0]?.slice(folder.length) : undefined;
};

/** A type that is a part of the label, written out or short (`k8s`): `TYPE-eu`. */
const typeInLabel = ({ block }: Declaration, kind: Kind, { type, catalog }: TypeIn): string | undefined => {
  const folder = `${kind.children}/`;
  const parts = type.toLowerCase().split(/[-_.]/);
  const found = catalog.plugins().find((id) => {
    const name = id.slice(folder.length);
    const short = `${name.charAt(0)}${name.length - 2}${name.at(-1)}`;
    if (!id.startsWith(folder) || !(parts.includes(name) || parts.includes(short))) return false;
    return catalog.plugin(id)?.kinds.some((one) => one.block === block.type);
  });
  return found?.slice(folder.length);
};

const unknownPlugin = (declaration: Declaration, parent: Instance, { type, catalog }: TypeIn): Diagnostic => {
  const { block } = declaration;
  const near = nearType(parent.kind, type, catalog);
  const typed = parent.declaration.attributes.get('type');
  const meant =
    near === undefined && typed === undefined
      ? (typeWith(declaration, parent.kind, catalog) ?? typeInLabel(declaration, parent.kind, { type, catalog }))
      : undefined;
  const implied = typed !== undefined ? [] : ['the type is the label unless it is written: type = "…"'];
  const path = `${apiPrefix(parent.resource)}/${block.labels.length === 0 ? block.type : '…'}`;
  const byPath = `declare it by its path: endpoint "${path}" { data = { … } }`;
  // Nothing is called so: a misspelt type, or a path in the place of one.
  const strange = near !== undefined || type.includes('/');
  const known = strange ? 'nothing is known about' : 'there are no blocks yet for';
  return {
    code: 'unknown-plugin',
    message: `${known} what stands inside ${parent.kind.title} of type "${type}"`,
    // A type that is wrong is told where it is said, once for all that stands inside.
    at:
      near === undefined && meant === undefined
        ? block.head
        : (typed?.expression.span ?? parent.declaration.block.head),
    help: strange
      ? [
          ...didYouMean(near !== undefined && typed !== undefined ? `type = ${JSON.stringify(near)}` : near),
          ...implied,
          byPath,
        ]
      : meant === undefined
        ? [byPath, ...implied]
        : [`did you mean type = ${JSON.stringify(meant)}?`, ...implied, byPath],
  };
};

/** The type that a misspelt one most likely stands for. */
export const nearType = (kind: Kind, type: string, catalog: Catalog): string | undefined => {
  const folder = `${kind.children}/`;
  const types = catalog.plugins().flatMap((id) => (id.startsWith(folder) ? [id.slice(folder.length)] : []));
  const aliases = kind.fields.flatMap((field) => (field.name === 'type' ? Object.keys(field.aliases) : []));
  return suggest(type, [...types, ...aliases]);
};

const written = ({ block, label }: Kind): string => (label === undefined ? block : `${block} "${label}"`);

interface Inside {
  readonly plugin: Plugin;
  readonly catalog: Catalog;
}

/** Where a block belongs that is a block of something else. */
const elsewhere = ({ block: { type }, attributes }: Declaration, catalog: Catalog): readonly string[] =>
  catalog.topLevel().includes(type)
    ? [`${type} stands at the top of a file, not inside of anything`]
    : homeOf(type, catalog, [...attributes.keys()]);

const unknownInside = (declaration: Declaration, parent: Instance, { plugin, catalog }: Inside): Diagnostic => {
  const { block, label } = declaration;
  const fields = parent.kind.fields.map(({ name }) => name);
  const what = `${parent.kind.title} of type "${plugin.id.split('/')[1]}"`;
  if (fields.includes(block.type)) {
    return {
      code: 'block-for-field',
      message: `${block.type} is a field of ${parent.kind.title}, not a block`,
      at: block.head,
      help: [`write ${block.type} = ${exampleOf(parent.kind, block.type)}`],
    };
  }
  const other = plugin.kinds.find((kind) => kind.block === block.type && !meets(kind.when, parent.resource.fields));
  const called = plugin.kinds.find(({ elsewhere }) => Object.hasOwn(elsewhere, block.type));
  const fitting = plugin.kinds.filter((kind) => meets(kind.when, parent.resource.fields));
  const blocks = [...new Set(fitting.map(written))];
  const heads = label === undefined ? fitting.filter((kind) => kind.block === block.type).map(written) : [];
  const near = suggest(block.type, [...new Set(plugin.kinds.map((kind) => kind.block)), ...fields, 'lifecycle']);
  const named = label === undefined ? block.type : `${block.type} "${label}"`;
  return {
    code: 'unknown-block',
    message: `${what} has no block ${named}`,
    at: block.head,
    help: [
      ...(other === undefined
        ? []
        : [`that takes ${conditionText(other.when)} in the ${parent.declaration.block.type}`]),
      ...(called === undefined
        ? near === undefined && other === undefined
          ? elsewhere(declaration, catalog)
          : didYouMean(near === block.type ? undefined : near)
        : [`here that is ${written(called)} ${called.named ? `"${label ?? 'NAME'}" ` : ''}{ … }`]),
      ...(heads.length === 0 ? [] : [`write ${heads.map((head) => `${head} { … }`).join(' or ')}`]),
      blocks.length === 0 ? 'it has no blocks at all' : `it may hold: ${blocks.join(', ')}`,
    ],
  };
};

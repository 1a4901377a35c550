import { apiPrefix, type Catalog, childKind, conditionText, meets } from '../kinds/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, Plugin } from '../model/kind.ts';
import { suggest } from '../model/suggest.ts';
import { labelCount } from './headers.ts';
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
  if (kind === undefined) return { problem: unknownInside(declaration, parent, plugin) };
  return labels.length === labelCount(kind)
    ? { kind, siblings: plugin.kinds }
    : { problem: wrongLabels(block, kind.named ? `${block.type} "NAME"` : written(kind)) };
};

interface TypeIn {
  readonly type: string;
  readonly catalog: Catalog;
}

const unknownPlugin = ({ block }: Declaration, parent: Instance, { type, catalog }: TypeIn): Diagnostic => {
  const near = nearType(parent.kind, type, catalog);
  const implied = parent.declaration.attributes.has('type')
    ? []
    : ['the type is the label unless it is written: type = "…"'];
  const path = `${apiPrefix(parent.resource)}/${block.labels.length === 0 ? block.type : '…'}`;
  const byPath = `declare it by its path: endpoint "${path}" { data = { … } }`;
  // Nothing is called so: a misspelt type, or a path in the place of one.
  const strange = near !== undefined || type.includes('/');
  const known = strange ? 'nothing is known about' : 'there are no blocks yet for';
  return {
    code: 'unknown-plugin',
    message: `${known} what stands inside ${parent.kind.title} of type "${type}"`,
    at: block.head,
    help: strange ? [...didYouMean(near), ...implied, byPath] : [byPath, ...implied],
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

const unknownInside = ({ block, label }: Declaration, parent: Instance, plugin: Plugin): Diagnostic => {
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
        ? didYouMean(near === block.type ? undefined : near)
        : [`here that is ${written(called)} ${called.named ? `"${label ?? 'NAME'}" ` : ''}{ … }`]),
      ...(heads.length === 0 ? [] : [`write ${heads.map((head) => `${head} { … }`).join(' or ')}`]),
      blocks.length === 0 ? 'it has no blocks at all' : `it may hold: ${blocks.join(', ')}`,
    ],
  };
};

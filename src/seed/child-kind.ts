import { type Catalog, childKind } from '../kinds/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { labelCount } from './headers.ts';
import { blockHead, unknownInside } from './inside-problems.ts';
import { wrongLabels } from './split.ts';
import type { Instance } from './state.ts';
import { unknownPlugin } from './type-problems.ts';
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
    : { problem: wrongLabels(block, kind.named ? `${block.type} "NAME"` : blockHead(kind)) };
};

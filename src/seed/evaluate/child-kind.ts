import { type Catalog, childKind } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { blockHead, unknownInside } from '../advice/inside-problems.ts';
import { unknownPlugin } from '../advice/type-problems.ts';
import { labelCount } from '../parts/headers.ts';
import { wrongLabels } from '../parts/split.ts';
import type { Declaration } from '../parts/written.ts';
import type { Instance } from './state.ts';

export type FoundKind = { readonly kind: Kind; readonly siblings: readonly Kind[] } | { readonly problem?: Diagnostic };

/** The kind of a block inside an object. It depends on the object's type, which is known only after evaluation. */
export const kindInside = (declaration: Declaration, parent: Instance, catalog: Catalog): FoundKind => {
  const { type } = parent.resource.fields;
  // A type that is not a string has been reported where it is written.
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

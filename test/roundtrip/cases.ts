import { type Catalog, type ServerVersion, supports } from '../../src/kinds/index.ts';
import type { Kind, Plugin } from '../../src/model/kind.ts';

/** One kind of one file: what a round trip is about. */
export interface Case {
  /** `secrets/NAME#role`: the file, and the definition in it. */
  readonly id: string;
  readonly plugin: Plugin;
  readonly kind: Kind;
  /** The kind it stands in, and the type of that; none for what stands at the top of a seed. */
  readonly parent?: { readonly kind: Kind; readonly type: string } | undefined;
}

const parentOf = (catalog: Catalog, plugin: Plugin): Case['parent'] => {
  const [folder, type = ''] = plugin.id.split('/');
  const kind = catalog
    .topLevel()
    .map((block) => catalog.top(block))
    .find((one) => one?.children === folder);
  return kind === undefined ? undefined : { kind, type };
};

/** The definition's own name: what `with` and `after` call it. */
export const definitionOf = (kind: Kind): string => kind.id.slice(kind.id.indexOf('#') + 1);

/** Every kind there is, in the order of the files. */
export const casesOf = (catalog: Catalog): readonly Case[] =>
  catalog.plugins().flatMap((id) => {
    const plugin = catalog.plugin(id);
    if (plugin === undefined) return [];
    return plugin.kinds.map((kind) => ({
      id: `${plugin.id}#${definitionOf(kind)}`,
      plugin,
      kind,
      parent: parentOf(catalog, plugin),
    }));
  });

/** True when a server of this product and version has the kind, leaving aside what external plugins may bring. */
export const isOn = ({ kind, plugin }: Case, server: ServerVersion): boolean =>
  kind.edition !== 'enterprise' &&
  [kind.products, plugin.products].every(
    (products) => products[server.product] !== 'plugin' && supports(products, server),
  );

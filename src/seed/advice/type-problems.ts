import { apiPrefix, type Catalog } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { suggest } from '../../model/suggest.ts';
import type { Instance } from '../evaluate/state.ts';
import type { Declaration } from '../parts/written.ts';
import { didYouMean } from '../tell.ts';

/*
 * Blocks inside an object whose type has no such blocks: the type is misspelt, or another one was meant, or its objects are
 * declared as endpoints.
 */

interface TypeIn {
  readonly type: string;
  readonly catalog: Catalog;
}

/** The types of what a kind holds, as they are written. */
const typesOf = ({ children }: Kind, catalog: Catalog): readonly string[] => {
  const folder = `${children}/`;
  return catalog.plugins().flatMap((id) => (id.startsWith(folder) ? [id.slice(folder.length)] : []));
};

/** The type that a misspelt one most likely stands for. */
export const nearType = (kind: Kind, type: string, catalog: Catalog): string | undefined => {
  const aliases = kind.fields.flatMap((field) => (field.name === 'type' ? Object.keys(field.aliases) : []));
  return suggest(type, [...typesOf(kind, catalog), ...aliases]);
};

const blocksOf = (kind: Kind, type: string, { catalog, block }: { catalog: Catalog; block: string }) =>
  (catalog.plugin(`${kind.children}/${type}`)?.kinds ?? []).filter((one) => one.block === block);

/** The one type of which the block has all that is written in it. */
const typeWith = ({ block, attributes }: Declaration, kind: Kind, catalog: Catalog): string | undefined => {
  const names = [...attributes.keys()];
  if (names.length === 0) return undefined;
  const [found, ...more] = typesOf(kind, catalog).filter((type) =>
    blocksOf(kind, type, { catalog, block: block.type }).some(({ fields }) =>
      names.every((name) => fields.some((field) => field.name === name)),
    ),
  );
  return more.length === 0 ? found : undefined;
};

/** A type that is a part of the label, written out or short (`k8s`): `TYPE-eu`. */
const typeInLabel = ({ block }: Declaration, kind: Kind, { type: label, catalog }: TypeIn): string | undefined => {
  const parts = label.toLowerCase().split(/[-_.]/);
  return typesOf(kind, catalog).find((type) => {
    const short = `${type.charAt(0)}${type.length - 2}${type.at(-1)}`;
    const isNamed = parts.includes(type) || parts.includes(short);
    return isNamed && blocksOf(kind, type, { catalog, block: block.type }).length > 0;
  });
};

export const unknownPlugin = (declaration: Declaration, parent: Instance, { type, catalog }: TypeIn): Diagnostic => {
  const { block } = declaration;
  const { kind, resource, declaration: around } = parent;
  const typed = around.attributes.get('type');
  const near = nearType(kind, type, catalog);
  const meant =
    near === undefined && typed === undefined
      ? (typeWith(declaration, kind, catalog) ?? typeInLabel(declaration, kind, { type, catalog }))
      : undefined;
  // Nothing is called so: a misspelt type, or a path in the place of one.
  const strange = near !== undefined || type.includes('/');
  const written = typed === undefined ? near : near && `type = ${JSON.stringify(near)}`;
  const implied = typed === undefined ? ['the type is the label unless it is written: type = "…"'] : [];
  const path = `${apiPrefix(resource)}/${block.labels.length === 0 ? block.type : '…'}`;
  const byPath = `declare it by its path: endpoint "${path}" { data = { … } }`;
  const guess = meant === undefined ? didYouMean(written) : didYouMean(`type = ${JSON.stringify(meant)}`);
  return {
    code: 'unknown-plugin',
    message: `${strange ? 'nothing is known about' : 'there are no blocks yet for'} what stands inside ${kind.title} of type "${type}"`,
    // A type that is wrong is told where it is said, once for all that stands inside.
    at: guess.length === 0 ? block.head : (typed?.expression.span ?? around.block.head),
    help: strange || meant !== undefined ? [...guess, ...implied, byPath] : [byPath, ...implied],
  };
};

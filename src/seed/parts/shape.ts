import type { Catalog } from '../../kinds/index.ts';
import type { Block, BlockHeaders } from '../../language/index.ts';
import type { Kind } from '../../model/kind.ts';
import { OWN_BLOCKS } from './block-names.ts';
import { kindsInside } from './declarations.ts';
import { topHeaders } from './document.ts';
import { DYNAMIC, DYNAMIC_FORM } from './dynamic.ts';
import { headersFor, objectHeaders } from './headers.ts';

/** Which members of a body are blocks: in JSON nothing else tells. */
export interface Shape {
  readonly headers: BlockHeaders;
  /** The shape of the body of one of its blocks. */
  readonly inside: (block: Block) => Shape;
  /** The attribute that holds a type or a name, written as text in JSON. */
  readonly typeName?: string | undefined;
}

/** The shape of a whole document of a seed. */
export const seedShape = (catalog: Catalog): Shape => ({
  headers: topHeaders(catalog),
  inside: (block) =>
    Object.hasOwn(OWN_BLOCKS, block.type)
      ? { ...flat(OWN_INSIDE[block.type] ?? {}), typeName: block.type === 'variable' ? 'type' : undefined }
      : objectShape(block, catalog),
});

const OWN_INSIDE: Readonly<Record<string, BlockHeaders>> = {
  server: { login: { labels: [1, 1] } },
  variable: { validation: { labels: [0, 0] } },
};

const flat = (headers: BlockHeaders): Shape => ({ headers, inside: () => flat({}) });

/** The shape of a file of values: there are no blocks in it, whatever its values are called. */
export const valuesShape: Shape = flat({});

/** Of a block that declares an object, at the top or in a block that holds such. */
const objectShape = (block: Block, catalog: Catalog): Shape => {
  const top = catalog.topLevel().includes(block.type) ? catalog.top(block.type) : undefined;
  if (top === undefined) return flat({});
  const inside = kindsInside(top, block, catalog);
  const headers = { ...(top.scope ? objectHeaders(catalog) : {}), ...headersFor([top], inside) };
  return { headers, inside: (inner) => innerShape(inner, { top, inside, catalog }) };
};

interface Within {
  readonly top: Kind;
  readonly inside: readonly Kind[];
  readonly catalog: Catalog;
}

const innerShape = (block: Block, around: Within): Shape => {
  const { top, inside, catalog } = around;
  const [made] = block.labels;
  if (block.type === DYNAMIC && made !== undefined && !top.scope) {
    const content = innerShape({ ...block, type: made.text, labels: [] }, around);
    return { headers: DYNAMIC_FORM.blocks, inside: () => content, typeName: 'iterator' };
  }
  if (block.type === 'lifecycle' || Object.hasOwn(top.blocks, block.type)) return flat({});
  if (top.scope) return objectShape(block, catalog);
  return flat(
    headersFor(
      inside.filter((kind) => kind.block === block.type),
      [],
    ),
  );
};

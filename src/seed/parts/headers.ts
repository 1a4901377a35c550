import { type Catalog, nameWord } from '../../kinds/index.ts';
import type { BlockHeader, BlockHeaders } from '../../language/index.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import { MODULE } from './block-names.ts';
import { DYNAMIC } from './dynamic.ts';

/** The labels a kind's block takes: its name, or the word that is part of the kind. */
export const labelCount = (kind: Kind): 0 | 1 => (kind.named || kind.label !== undefined ? 1 : 0);

/** The blocks that declare objects at the top of a seed, or of a namespace. In JSON nothing else tells what is a block. */
export const objectHeaders = (catalog: Catalog): BlockHeaders => {
  const countOf = (name: string): number => {
    const kind = catalog.top(name);
    return kind === undefined ? 1 : labelCount(kind);
  };
  const names = [...catalog.topLevel(), MODULE];
  const holds = (name: string) => (name === MODULE ? undefined : () => wordsIn([catalog.top(name) ?? []].flat()));
  return Object.fromEntries(
    names.map((name) => [name, { labels: [countOf(name), countOf(name)], holds: holds(name) }]),
  );
};

/** What may stand in a block of one of these kinds. */
const wordsIn = (kinds: readonly Kind[]): ReadonlySet<string> =>
  new Set([
    ...kinds.flatMap((kind) => [...kind.fields.map(({ name }) => name), ...Object.keys(kind.blocks), nameWord(kind)]),
    ...EVERYWHERE,
  ]);

const EVERYWHERE = ['for_each', 'depends_on', 'lifecycle', 'existing', 'prune'];

/** The blocks that may stand in a body. In JSON nothing else tells which members are blocks. */
export const headersFor = (own: readonly Kind[], inside: readonly Kind[]): BlockHeaders =>
  inside.length === 0 ? headersWithin(own) : headersOf(own, inside);

const headersWithin = perObject((own: readonly Kind[]) => headersOf(own, []));

const headersOf = (own: readonly Kind[], inside: readonly Kind[]): BlockHeaders => {
  const nested = own.flatMap((kind) => Object.keys(kind.blocks).map((type) => [type, 1, partsOf(kind, type)] as const));
  const children = inside.map((kind) => [kind.block, labelCount(kind), holdsOf(inside, kind.block)] as const);
  const headers: Record<string, BlockHeader> = { lifecycle: { labels: [0, 0] } };
  const dynamic = nested.length + children.length === 0 ? [] : [[DYNAMIC, 1, undefined] as const];
  for (const [type, count, holds] of [...nested, ...children, ...dynamic]) {
    const [min, max] = headers[type]?.labels ?? [count, count];
    headers[type] = { labels: [Math.min(min, count), Math.max(max, count)], holds };
  }
  return headers;
};

const partsOf =
  ({ blockFields }: Kind, type: string) =>
  () =>
    new Set(blockFields[type]?.map(({ name }) => name) ?? []);

const holdsOf = (kinds: readonly Kind[], type: string) => () => wordsIn(kinds.filter(({ block }) => block === type));

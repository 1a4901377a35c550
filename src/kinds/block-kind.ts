import type { Kind } from '../model/kind.ts';

/** A block that is written out as text, as a kind that consists of its attributes: it is judged and explained like one. */
export const blockKind = (kind: Kind, type: string): Kind => ({
  ...kind,
  handle: `${kind.handle}.${type}`,
  title: `a ${type} block of ${kind.title}`,
  description: `It becomes part of ${kind.blocks[type] ?? 'a field'}.`,
  block: type,
  path: '',
  fields: kind.blockFields[type] ?? [],
  blocks: {},
  blockFields: {},
  groups: [],
  advice: [],
  renamed: {},
  mistaken: {},
  elsewhere: {},
  name: { ...kind.name, case: undefined },
  open: false,
});

import type { Node as JsonNode } from 'jsonc-parser';

/** The name of a block's type, and the label behind it. */
const LEVELS = 2;

/**
 * The text's members without those in which something could not be read: what is left of such a block is not what was written, and
 * would be judged wrongly. `wrong` are the offsets of the mistakes, in their order.
 */
export const soundOf = (root: JsonNode | undefined, wrong: readonly number[]): JsonNode | undefined =>
  root === undefined || wrong.length === 0 ? root : soundAt(root, wrong, LEVELS);

const soundAt = (node: JsonNode, wrong: readonly number[], levels: number): JsonNode => {
  if (!isHit(node, wrong) || (node.type !== 'object' && node.type !== 'array')) return node;
  const children = (node.children ?? []).flatMap((child) => {
    if (node.type === 'array') return [soundAt(child, wrong, levels)];
    return isHit(child, wrong) ? soundMember(child, wrong, levels) : [child];
  });
  return { ...node, children };
};

const soundMember = (member: JsonNode, wrong: readonly number[], levels: number): readonly JsonNode[] => {
  const [key, value] = member.children ?? [];
  if (key === undefined || value === undefined || levels === 1) return [];
  return [{ ...member, children: [key, soundAt(value, wrong, levels - 1)] }];
};

const isHit = ({ offset, length }: JsonNode, wrong: readonly number[]): boolean => {
  let from = 0;
  let to = wrong.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((wrong[middle] ?? 0) < offset) from = middle + 1;
    else to = middle;
  }
  return (wrong[from] ?? Number.POSITIVE_INFINITY) < offset + length;
};

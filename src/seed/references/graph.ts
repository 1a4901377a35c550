import type { Diagnostic } from '../../model/diagnostic.ts';
import { placeOf, type Tell } from '../tell.ts';
import { cycleText, shownOf } from './cycle.ts';
import type { Node } from './program.ts';

interface Order {
  /** The nodes in topological order: each after those it needs. */
  readonly sorted: readonly Node[];
  /** Nodes in a cycle, and those that need one of them: they have no value. */
  readonly circular: ReadonlySet<string>;
}

/** Sorts nodes topologically; every cycle is reported once, with the place of each of its members. */
export const sortByNeed = (nodes: ReadonlyMap<string, Node>, tell: Tell): Order => {
  const waiting = new Map<string, number>();
  const sorted: Node[] = [];
  for (const node of nodes.values()) {
    const open = node.needs.filter((one) => nodes.has(one)).length;
    if (open === 0) sorted.push(node);
    else waiting.set(node.id, open);
  }
  const dependents = dependentsOf(nodes);
  // The list grows while it is walked: a node is appended when nothing it needs is missing any more.
  for (const { id } of sorted) {
    for (const dependent of dependents.get(id) ?? []) {
      const left = (waiting.get(dependent.id) ?? 0) - 1;
      if (left > 0) waiting.set(dependent.id, left);
      else if (waiting.delete(dependent.id)) sorted.push(dependent);
    }
  }
  if (waiting.size === 0) return { sorted, circular: new Set() };
  const rest = new Map([...nodes].filter(([id]) => waiting.has(id)));
  for (const cycle of cyclesIn(rest)) tell(cycleProblem(cycle));
  return { sorted, circular: new Set(rest.keys()) };
};

const dependentsOf = (nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, readonly Node[]> => {
  const found = new Map<string, Node[]>();
  for (const node of nodes.values()) {
    for (const need of node.needs) {
      const list = found.get(need);
      if (list === undefined) found.set(need, [node]);
      else list.push(node);
    }
  }
  return found;
};

/** Finds cycles: follows one need of each node until a node comes again. */
const cyclesIn = (rest: ReadonlyMap<string, Node>): readonly (readonly Node[])[] => {
  const cycles: (readonly Node[])[] = [];
  const seen = new Set<string>();
  const ranks = new Map([...rest.keys()].map((id, index) => [id, index]));
  for (const start of rest.values()) {
    const way = new Map<string, number>();
    const walked: Node[] = [];
    for (let at: Node | undefined = start; at !== undefined && !seen.has(at.id); at = nextOf(at, rest)) {
      seen.add(at.id);
      way.set(at.id, walked.length);
      walked.push(at);
    }
    const last = walked.at(-1);
    const back = last && way.get(nextOf(last, rest)?.id ?? '');
    if (back !== undefined) cycles.push(fromFirst(walked.slice(back), ranks));
  }
  return cycles;
};

const nextOf = (node: Node, rest: ReadonlyMap<string, Node>): Node | undefined =>
  rest.get(node.needs.find((need) => rest.has(need)) ?? '');

/** The same cycle, starting with the member that comes first in the files. */
const fromFirst = (cycle: readonly Node[], ranks: ReadonlyMap<string, number>): readonly Node[] => {
  const rank = ({ id }: Node): number => ranks.get(id) ?? 0;
  const first = cycle.reduce((best, node) => (rank(node) < rank(best) ? node : best));
  const at = cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
};

const cycleProblem = (cycle: readonly Node[]): Diagnostic => {
  const [first] = cycle;
  const names = cycle.map(({ id }) => id);
  return {
    code: 'cycle',
    message: cycle.length === 1 ? `${names[0]} needs itself` : cycleText(names),
    at: first?.at,
    help: [
      ...shownOf(cycle)
        .members.slice(1)
        .map(({ id, at }) => `${id} is at ${placeOf(at)}`),
      cycle.length === 1
        ? 'take out the reference to itself, or the depends_on'
        : 'take out one of these references, or put what both need into a local of its own',
    ],
  };
};

/** One piece of work in a graph. */
export interface Node {
  readonly key: string;
  /** Keys of the nodes that must be done before. Keys without a node count as done. */
  readonly needs: readonly string[];
  /** Nodes with the same lock never run at the same time. */
  readonly lock?: string | undefined;
}

export interface Walk<N extends Node> {
  readonly nodes: readonly N[];
  /** How many run at once. */
  readonly limit: number;
  /** Once aborted no further node is started; running ones are waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Does the work. @returns whether it succeeded. It must not throw for expected failures. */
  readonly run: (node: N) => Promise<boolean>;
  /** Called once for each node that is not run, with the failed node that prevents it; without one: the signal does. */
  readonly skip: (node: N, because: string | undefined) => void;
}

/**
 * Walks a graph in parallel, in the order of the list where the graph leaves a choice. A failed node stops the nodes that
 * depend on it, and nothing else. The graph must not have a cycle (a seed with one has been refused).
 */
export const walk = async <N extends Node>({ nodes, limit, signal, run, skip }: Walk<N>): Promise<void> => {
  const { waiting, blocked } = indexed(nodes);
  const line = queueOf(nodes.filter(({ key }) => (waiting.get(key) ?? 0) === 0));
  const settled = new Set<string>();
  let running = 0;
  let wake = (): void => {};
  let failure: unknown;

  const settle = (node: N, because: string | undefined, ok: boolean): void => {
    settled.add(node.key);
    for (const next of blocked.get(node.key) ?? []) {
      if (settled.has(next.key)) continue;
      if (!ok) {
        skip(next, because);
        settle(next, because, false);
        continue;
      }
      const left = (waiting.get(next.key) ?? 1) - 1;
      waiting.set(next.key, left);
      if (left === 0) line.push(next);
    }
  };

  const start = (node: N): void => {
    running += 1;
    run(node)
      .then((ok) => settle(node, node.key, ok))
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        running -= 1;
        line.leave(node);
        wake();
      });
  };
  const oneEnds = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  for (;;) {
    if (failure !== undefined || signal?.aborted === true) break;
    const node = running < limit ? line.next() : undefined;
    if (node === undefined && running === 0) break;
    if (node === undefined) await oneEnds();
    else if (settled.has(node.key)) line.leave(node);
    else start(node);
  }
  while (running > 0) await oneEnds();
  if (failure !== undefined) throw failure;
  for (const node of nodes) if (!settled.has(node.key)) skip(node, undefined);
};

/** The nodes that may run now, in order, at most one for each lock. */
const queueOf = <N extends Node>(nodes: readonly N[]) => {
  const ready: N[] = [];
  const freed: N[] = [];
  const behind = new Map<string, N[]>();
  let at = 0;
  const push = (node: N): void => {
    const line = node.lock === undefined ? undefined : behind.get(node.lock);
    if (line !== undefined) line.push(node);
    else ready.push(node);
    if (node.lock !== undefined && line === undefined) behind.set(node.lock, []);
  };
  for (const node of nodes) push(node);
  return {
    push,
    next: (): N | undefined => freed.shift() ?? (at < ready.length ? ready[at++] : undefined),
    leave: ({ lock }: N): void => {
      if (lock === undefined) return;
      const next = behind.get(lock)?.shift();
      if (next === undefined) behind.delete(lock);
      else freed.push(next);
    },
  };
};

const indexed = <N extends Node>(nodes: readonly N[]): { waiting: Map<string, number>; blocked: Map<string, N[]> } => {
  const keys = new Set(nodes.map(({ key }) => key));
  const waiting = new Map<string, number>();
  const blocked = new Map<string, N[]>();
  for (const node of nodes) {
    const needs = [...new Set(node.needs)].filter((need) => need !== node.key && keys.has(need));
    waiting.set(node.key, needs.length);
    for (const need of needs) {
      const list = blocked.get(need);
      if (list === undefined) blocked.set(need, [node]);
      else list.push(node);
    }
  }
  return { waiting, blocked };
};

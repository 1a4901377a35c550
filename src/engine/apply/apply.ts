import { type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import type { ApplyEvent, Outcome } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { Facts } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import type { LiveView } from '../live/observe.ts';
import { carryOut, type Recorder, type Site } from './carry-out.ts';
import { eventQueue } from './event-queue.ts';
import { type ChangeNode, carriersOf, removals, schedule } from './schedule.ts';
import { type Walk, walk } from './walk.ts';

interface ApplyInput {
  readonly plan: Plan;
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'resolveOne'>;
  /** The live view that the plan was made from. */
  readonly live: LiveView;
  readonly facts: Facts;
  /** Where to record what was done; undefined: nowhere. */
  readonly record?: Recorder | undefined;
  /** How many changes may run at once. */
  readonly parallelism: number;
  /** Once aborted no further change is started; those under way are finished. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Applies a plan in parallel, in the order of its graph, and yields an event for each step. Every change gets exactly one
 * outcome: done, failed or not tried. A failed change stops what depends on it, and nothing else.
 */
export async function* applyPlan(input: ApplyInput): AsyncGenerator<ApplyEvent> {
  const queue = eventQueue<ApplyEvent>();
  const site: Site = {
    ...input,
    facts: new Map(input.facts),
    referred: new Set(input.plan.changes.flatMap(({ resource }) => resource.dependsOn)),
    carried: carriersOf(removals(input.plan.changes)),
  };
  const finished = walkAll(schedule(input.plan.changes), {
    limit: input.parallelism,
    signal: input.signal,
    run: async ({ change }) => {
      queue.push({ type: 'started', change });
      const outcome = await outcomeOf(change, site);
      queue.push({ type: 'finished', outcome });
      return outcome.status === 'done';
    },
    skip: ({ change }, because) => queue.push({ type: 'finished', outcome: { status: 'not-tried', change, because } }),
  });
  finished.then(queue.end, queue.fail);
  yield* queue.events();
}

/** Walks one graph after the other; after a failure in one, nothing in those behind it is tried. */
const walkAll = async (
  phases: readonly (readonly ChangeNode[])[],
  { run, skip, ...how }: Omit<Walk<ChangeNode>, 'nodes'>,
): Promise<void> => {
  let failed: string | undefined;
  const running = async (node: ChangeNode): Promise<boolean> => {
    const ok = await run(node);
    if (!ok) failed ??= node.key;
    return ok;
  };
  for (const nodes of phases) {
    if (failed === undefined) await walk({ ...how, nodes, run: running, skip });
    else for (const node of nodes) skip(node, failed);
  }
};

const outcomeOf = async (change: ChangeNode['change'], site: Site): Promise<Outcome> => {
  const start = performance.now();
  const { diagnostics, bug } = await carriedOut(change, site);
  const milliseconds = performance.now() - start;
  if (hasErrors(diagnostics)) return { status: 'failed', change, milliseconds, diagnostics, bug };
  return { status: 'done', change, milliseconds, warnings: diagnostics, with: site.carried.get(change.address) };
};

/** An unexpected error ends one change, not the run: what has been done must still be reported. */
const carriedOut = async (
  change: ChangeNode['change'],
  site: Site,
): Promise<{ diagnostics: readonly Diagnostic[]; bug?: unknown }> => {
  try {
    return { diagnostics: await carryOut(change, site) };
  } catch (bug) {
    const { address, at } = change.resource;
    const message = `${address} met a mistake of vaultseed itself`;
    const help = ['whether a part of it was written is not known: vaultseed plan tells'];
    return { diagnostics: [{ code: 'internal-error', message, address, at, help }], bug };
  }
};

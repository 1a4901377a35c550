import type { Plan } from '../../model/plan.ts';
import { consentGuards, holdings } from '../guards/consent.ts';
import { keyless } from '../guards/lost-key.ts';
import { askFirst } from '../guards/readiness.ts';
import { withContents } from '../live/mount-contents.ts';
import { mountsOn } from '../live/mount-table.ts';
import { riskingByPath } from '../owners/by-path.ts';
import { claims } from '../owners/conflicts.ts';
import { takesTheirs } from '../owners/inside-deleted.ts';
import { strangers } from '../owners/same-name.ts';
import { inTheirMounts } from '../owners/shared-mounts.ts';
import { foreignPlaces } from '../owners/undeclared-mounts.ts';
import { ownersUnread } from '../owners/unreadable.ts';
import { veiled } from '../owners/veils.ts';
import { accessGuards } from '../rights/access.ts';
import { leftUnseen } from '../rights/missing.ts';
import type { MakePlanInput } from './input.ts';
import type { Seen } from './look.ts';
import type { Settled } from './settle.ts';

/**
 * Judges a plan by all that stands against it: what the server can do, what others own, what the token may do, what nobody has
 * consented to. Asks the server. @returns the plan with everything that was found, and with values hidden that are not to be shown.
 */
export const judge = async (input: MakePlanInput, seen: Seen, settled: Settled): Promise<Plan> => {
  const { seed, book, mode } = input;
  const { live, owned, declared, gone } = seen;
  const { resources } = settled;
  const full = await withContents({ ...input, plan: settled.plan, departed: gone });
  const mountAt = mountsOn(input.client, input.signal);
  const places = await foreignPlaces({ plan: full, mountAt, seed, resources, live, server: input.client.identity });
  const around = { declared: seed.resources, live, mountAt };
  const plan = { ...full, changes: await riskingByPath(places, around) };
  const lacking = await askFirst({ ...input, plan: full });
  const others = await seen.others(plan.changes.length > 0);
  const about = { plan, live, book, shelf: book ?? input.unusedLedger, others, kindById: seed.kindById };
  const claimed = [
    ...claims({ ...about, resources: declared, owned, mode }),
    ...(await takesTheirs(about)),
    ...ownersUnread({ ...input, plan, others, owned }),
    ...inTheirMounts({ ...about, resources, told: places.diagnostics }),
  ];
  return {
    ...plan,
    changes: await veiled({ ...about, ...around }),
    part: input.targets.length === 0 ? undefined : { looked: declared.length, declared: seed.resources.length },
    diagnostics: [
      ...plan.diagnostics,
      ...lacking,
      // `drift` changes nothing, so no right is needed for it or lost by it.
      ...(mode === 'drift' ? [] : await accessGuards({ ...input, plan })),
      ...strangers(plan, input, others.namesake),
      ...claimed,
      ...consentGuards(plan, { ...input, ...holdings(input) }),
      ...seen.diagnostics,
      ...keyless(book),
      ...leftUnseen(plan, gone),
    ],
  };
};

import { createHash } from 'node:crypto';
import type { Data } from '../model/data.ts';
import type { Change, Plan } from '../model/plan.ts';

/**
 * The identity of what a plan means: the server, every change and every value it shows, secrets as their mask. Two plans with
 * the same digest do the same, as far as can be said without remembering secrets. Form: `sha256:` and 64 hex digits.
 */
export const planDigest = (plan: Plan): string => {
  const { product, address, namespace, clusterId } = plan.server;
  const meaning = {
    server: { product, address, namespace, clusterId: clusterId ?? null },
    seed: plan.seed,
    changes: plan.changes.map(meaningOf),
    unseen: plan.unseen.map(({ address: where }) => where),
  };
  return `sha256:${createHash('sha256').update(JSON.stringify(meaning)).digest('hex')}`;
};

const meaningOf = ({ address, action, resource, edits }: Change): Data => [
  address,
  action,
  resource.kind.id,
  resource.name,
  ...(resource.namespace === '' ? [] : [resource.namespace]),
  edits.map(({ field, change, before, after, sensitive }) => [
    field,
    change,
    sensitive ? '(sensitive)' : (before ?? null),
    sensitive ? '(sensitive)' : (after ?? null),
  ]),
];

import { expect, it } from 'vitest';
import { applyPlan } from '../../src/engine/index.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Client, Request } from '../../src/server/index.ts';
import { change, edit, kinds, plan, resource } from '../report/sample.ts';

const broken = change(resource('policy.broken', kinds.policy), 'create', [edit('rules', undefined, 'x')]);
const needing = change({ ...resource('policy.needing', kinds.policy), dependsOn: ['policy.broken'] }, 'create', [
  edit('rules', undefined, 'x'),
]);
const other = change(resource('policy.other', kinds.policy), 'create', [edit('rules', undefined, 'x')]);

const client: Client = {
  identity: plan.server,
  token: undefined,
  request: async ({ path, method }: Request) => {
    if (path.endsWith('broken')) throw new TypeError('a bug');
    const data = method === 'GET' ? { data: { rules: 'x' } } : undefined;
    return { status: 200, data, errors: [], warnings: [] };
  },
  know: () => {},
  close: async () => undefined,
  stats: () => ({ requests: 0, retries: 0 }),
};

it('ends a change that met a bug of ours as a failure, and goes on with the others', async () => {
  const seed = { resolveOne: () => ({ ok: false as const, diagnostics: [] }) };
  const run = applyPlan({
    plan: { ...plan, changes: [broken, needing, other] },
    client,
    seed,
    live: new Map(),
    facts: new Map(),
    parallelism: 1,
  });
  const outcomes = new Map<string, Outcome>();
  for await (const event of run) {
    if (event.type === 'finished') outcomes.set(event.outcome.change.address, event.outcome);
  }
  expect(outcomes.get('policy.broken')).toMatchObject({
    status: 'failed',
    diagnostics: [{ code: 'internal-error', address: 'policy.broken' }],
    bug: expect.any(TypeError),
  });
  expect(outcomes.get('policy.needing')).toMatchObject({ status: 'not-tried', because: 'policy.broken' });
  expect(outcomes.get('policy.other')).toMatchObject({ status: 'done' });
});

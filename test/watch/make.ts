import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import { type Clock, findingsOf, type Round } from '../../src/watch/index.ts';
import { change, edit, kinds, resource } from '../report/sample.ts';

export const NOW = Date.parse('2026-01-02T03:04:05Z');

export const planOf = (changes: readonly Change[], more: Partial<Plan> = {}): Plan => ({
  seed: 'platform',
  server: {
    ...{ product: 'openbao', version: '2.7.2', edition: 'community', namespace: '' },
    address: 'https://vault.example:8200',
  },
  changes,
  unseen: [],
  unchanged: 7,
  hidden: [],
  rotated: [],
  diagnostics: [],
  ...more,
});

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** A round that looked; the digest stands for what was found. */
export const looked = (changes: readonly Change[] = [], more: Partial<Plan> = {}): Round => {
  const plan = planOf(changes, more);
  const digest = `${DIGEST.slice(0, -4)}${String(changes.length).padStart(4, '0')}`;
  return { at: NOW, took: 120, looked: true, plan, digest, findings: findingsOf(plan, digest) };
};

export const missed = (code: Diagnostic['code'], at = NOW): Round => ({
  ...{ at, took: 40, looked: false },
  why: [{ code, message: 'it did not work' }],
});

export const policy = (
  name: string,
  cause: Change['cause'] = 'drift',
  action: 'create' | 'update' = 'update',
): Change =>
  change(resource(`policy.${name}`, kinds.policy), action, [edit('description', 'by hand', 'as declared')], { cause });

/** Time that passes only while somebody sleeps, and no chance. */
export const stillClock = (chance = 0.5): Clock & { readonly slept: number[] } => {
  const slept: number[] = [];
  const passed = () => slept.reduce((sum, one) => sum + one, 0);
  return {
    slept,
    now: () => NOW + passed(),
    ticks: passed,
    chance: () => chance,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  };
};

import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/outcome.ts';
import { applyJson, driftJson, planJson } from '../../src/report/index.ts';
import { judge } from './judge.ts';
import { CANARY, changes, plan } from './sample.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const outcomes: readonly Outcome[] = changes.map((change, index) => {
  if (index === 0)
    return { status: 'failed', change, milliseconds: 12.5, diagnostics: [{ code: 'vault-refused', message: 'no' }] };
  if (index === 1) return { status: 'not-tried', change, because: 'policy.ec2-deployer' };
  return { status: 'done', change, milliseconds: 3, warnings: [] };
});

const outputs: Readonly<Record<string, readonly [schema: string, value: unknown]>> = {
  plan: ['plan', planJson(plan, digest)],
  drift: ['drift', driftJson(plan, digest)],
  apply: ['apply', applyJson({ plan, outcomes, interrupted: true }, { digest, outputs: { a: 1 }, diagnostics: [] })],
};

describe.each(Object.entries(outputs))('%s --json', (_, [schema, value]) => {
  it('is as its schema says', () => expect(judge(schema, written(value))).toEqual([]));
  it('holds no secret', () => expect(JSON.stringify(value)).not.toContain(CANARY));
});

describe('plan --json', () => {
  const json = planJson(plan, digest);

  it('counts', () => {
    expect(json.summary).toEqual({
      create: 2,
      change: 2,
      delete: 1,
      adopt: 0,
      replace: 1,
      forget: 0,
      unseen: 1,
      unchanged: 41,
    });
  });

  it('starts with what tells plans apart, in a fixed order', () => {
    expect(Object.keys(json)).toEqual(
      'format_version seed server summary changes unseen not_compared diagnostics digest'.split(' '),
    );
  });

  it('is the same bytes for the same plan', () => {
    expect(JSON.stringify(planJson(structuredOrder(plan), digest))).toBe(JSON.stringify(json));
  });

  it('says path, cause and fields of a change', () => {
    expect(json.changes[2]).toEqual({
      address: 'mount.aws-us-west-2',
      kind: 'sys/mount#mount',
      name: 'aws-us-west-2',
      path: 'sys/mounts/aws-us-west-2',
      action: 'create',
      cause: 'seed',
      risk: 'safe',
      remarks: [],
      fields: [
        { name: 'type', change: 'add', after: 'aws', sensitive: false },
        { name: 'max_lease_ttl', change: 'add', after: '24h', sensitive: false },
        { name: 'description', change: 'add', after: 'short-lived AWS credentials', sensitive: false },
      ],
    });
  });
});

/** The same plan, its maps written in another order. */
const structuredOrder = (one: typeof plan): typeof plan => ({
  ...one,
  changes: one.changes.map((change) => ({
    ...change,
    edits: change.edits.map((edit) => ({
      ...edit,
      ...(edit.field === 'options' ? { after: { shape: 'round', colour: 'blue' } } : {}),
    })),
  })),
});

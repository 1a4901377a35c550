import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { approvalWith } from '../../src/ledger/approval.ts';
import {
  otherLedger,
  type PlanFile,
  type PlanFileParts,
  planFileFrom,
  planFileJson,
  unproven,
} from '../../src/report/approved.ts';
import { planJson } from '../../src/report/index.ts';
import { judge } from './judge.ts';
import { plan } from './sample.ts';

const key = (digit: number) => createSecretKey(Buffer.alloc(32, digit));
const approval = approvalWith(key(1), 'platform');
const path = 'plan.json';

const parts: PlanFileParts = {
  vaultseed: '0.1.0',
  source: {
    seed: '.',
    variables: [],
    allow_files: [],
    targets: [],
    resend_secrets: false,
    without_secrets: false,
    allow: [],
    ledger: 'vaultseed',
  },
  made: {},
  secrets: { key: approval.id },
  files: [{ path: 'main.seed.hcl', mark: 'm' }],
  plan: planJson(plan, `sha256:${'a'.repeat(64)}`),
  marks: [],
};

/** What somebody makes of a file who takes the seal off, and makes the checksum anew. */
const forged = (more: Partial<PlanFileParts>): PlanFile => {
  const { checksum: _, plan_file: __, seal: ___, ...rest } = { ...planFileJson(parts, approval), ...more };
  const read = planFileFrom(JSON.stringify(planFileJson(rest)), path);
  if (!read.ok) throw new Error('the checksum was made anew');
  return read.value;
};
const told = (file: PlanFile, by: Parameters<typeof unproven>[1]['approval'] = approval): string => {
  const why = unproven(file, { path, approval: by });
  return why === undefined ? 'fine' : `${why.code}: ${why.message}`;
};

const whole = planFileJson(parts, approval);

describe('the seal of a plan file', () => {
  it('fits what was written, however it is laid out', () => {
    expect(judge('plan-file', JSON.parse(JSON.stringify(whole)))).toEqual([]);
    const turned = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(whole))).reverse());
    const read = planFileFrom(JSON.stringify(turned, null, 4), path);
    expect(read.ok && told(read.value)).toBe('fine');
  });

  const places = (value: unknown, at: readonly string[]): readonly (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? [at, ...Object.entries(value).flatMap(([name, item]) => places(item, [...at, name]))]
      : [at];

  it('stands for every place of it', () => {
    const all = places(JSON.parse(JSON.stringify(whole)), []).filter(
      ([first]) => first !== undefined && !['seal', 'checksum'].includes(first),
    );
    expect(all.length).toBeGreaterThan(200);
    for (const place of all) {
      const altered = JSON.parse(JSON.stringify(whole));
      const parent = place.slice(0, -1).reduce((at, name) => at[name], altered);
      delete parent[place.at(-1) ?? ''];
      expect(told({ ...altered, secrets: { key: approval.id } }) === 'fine', place.join('/')).toBe(
        place[0] === 'secrets',
      );
    }
  });

  it.each([
    ['no seal', forged({}), approval, /^plan-unsigned: plan\.json is not sealed/],
    ['no key either', forged({ secrets: {} }), approval, /^plan-unsigned/],
    ['a seal and no key', { ...whole, secrets: {} }, approval, /^plan-unsigned/],
    ['another seal', { ...whole, seal: approval.seal('x') }, approval, /^plan-tampered: plan\.json is forged/],
    ['a seal cut short', { ...whole, seal: 'hmac-sha256:' }, approval, /^plan-tampered/],
    ['a seal of another sort', { ...whole, seal: whole.seal?.slice(5) ?? '' }, approval, /^plan-tampered/],
    ['more allowed', { ...whole, source: { ...parts.source, allow: ['irreversible'] } }, approval, /^plan-tampered/],
    ['another key by now', whole, approvalWith(key(2), 'platform'), /^plan-moved: .* is another one by now/],
    ['the key of another seed', whole, approvalWith(key(1), 'other'), /^plan-moved/],
    ['no key any more', whole, undefined, /^plan-moved: the key of the ledger cannot be read/],
    ['a seal taken off, no key', forged({}), undefined, /^plan-moved/],
    ['made and carried out without a key', forged({ secrets: {} }), undefined, /^fine$/],
  ] as const)('%s', (_, file, by, says) => {
    const why = unproven(file, { path, approval: by });
    expect(why === undefined ? 'fine' : `${why.code}: ${why.message}`).toMatch(says);
  });

  it('takes a key of its own, for one seed', () => {
    expect(approval.isSeal(approvalWith(key(1), 'other').seal('x'), 'x')).toBe(false);
    expect(approval.isSeal(approval.seal('x'), 'x')).toBe(true);
    expect(approval.seal('x')).not.toContain(approval.source('', 'x'));
  });
});

describe('the ledger of a plan file', () => {
  it.each([
    [false, 'vaultseed', 'is a plan with no ledger, and this run uses the ledger at vaultseed', '--no-ledger'],
    [
      'other',
      'vaultseed',
      'is a plan with the ledger at other, and this run uses the ledger at vaultseed',
      '--ledger o',
    ],
    ['vaultseed', false, 'is a plan with the ledger at vaultseed, and this run uses no ledger', '--ledger vaultseed'],
  ] as const)('%s, where the run uses %s', (said, ledger, says, help) => {
    const why = otherLedger({ ...whole, source: { ...parts.source, ledger: said } }, { path, ledger });
    expect([why?.code, why?.message]).toEqual(['plan-elsewhere', `plan.json ${says}`]);
    expect(why?.help?.join()).toContain(help);
  });

  it('is the one of the run', () => expect(otherLedger(whole, { path, ledger: 'vaultseed' })).toBeUndefined());
});

import { describe, expect, it } from 'vitest';
import { planText, type Style } from '../../src/report/index.ts';
import { ascii, CANARY, narrow, plan, wide } from './sample.ts';

const quiet = { ...plan, changes: [], unseen: [], unchanged: 46 };

describe('the plan people read', () => {
  it.each<[string, Style]>([
    ['plan', wide],
    ['plan-narrow', narrow],
    ['plan-ascii', ascii],
    ['plan-verbose', { ...wide, verbose: 1 }],
  ])('%s', async (name, style) => {
    await expect(`${planText(plan, style)}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('is one line when there is nothing to do', () => {
    expect(planText(quiet, { ...wide, width: 120 })).toBe(
      'No changes. 46 objects on Vault 1.21.1 are as declared (1 write-only field cannot be compared).',
    );
  });

  it('names with -v what cannot be compared', () => {
    expect(planText(quiet, { ...wide, verbose: 1 })).toContain('  mount.db.config.main  password');
  });

  it('says the same with colours as without', () => {
    const colored = planText(plan, { ...wide, color: true });
    expect(colored).not.toBe(planText(plan, wide));
    expect(colored.replace(/\u001b\[[0-9;]*m/g, '')).toBe(planText(plan, wide));
  });

  it('keeps to ASCII where nothing else can be shown', () => {
    expect(planText(plan, ascii)).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  it('shows no secret, however much is asked for', () => {
    expect(planText(plan, { ...wide, verbose: 3 })).not.toContain(CANARY);
  });
});

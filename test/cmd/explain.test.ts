import { describe, expect, it } from 'vitest';
import { kindNames, openCatalog } from '../../src/kinds/index.ts';
import { judge } from '../report/judge.ts';
import { run } from './world.ts';

const world = { cwd: '/' };

describe('explain', () => {
  it('lists every kind', async () => {
    const { out, code } = await run(['explain'], world);
    expect(code).toBe(0);
    for (const name of kindNames(openCatalog())) expect(out).toContain(`\n  ${name}\n`);
  });

  it.each(kindNames(openCatalog()))('%s', async (name) => {
    const text = await run(['explain', name], world);
    const json = await run(['explain', name, '--json'], world);
    expect([text.code, json.code, text.err, json.err]).toEqual([0, 0, '', '']);
    expect(text.out).toContain(`${name}: `);
    expect(judge('explain', JSON.parse(json.out))).toEqual([]);
  });

  it('lists what stands inside a type', async () => {
    const { out } = await run(['explain', 'auth.approle'], world);
    expect(out).toContain('\n  auth.approle.role\n');
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindNames, openCatalog } from '../../src/kinds/index.ts';
import { standardFunctions } from '../../src/language/index.ts';
import { codes } from '../../src/model/diagnostic.ts';
import { topics } from '../../src/report/explained.ts';
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

describe('words of the language', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vaultseed-topics-'));
    mkdirSync(join(folder, 'team'));
    writeFileSync(join(folder, 'team', 'main.seed.hcl'), 'variable "name" {}\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(topics))('%s is told with a seed that is right', async (name, { title, example }) => {
    const { out, code } = await run(['explain', name], world);
    expect([code, out]).toEqual([0, expect.stringContaining(`${name}: ${title}\n`)]);
    const file = join(folder, `${name}.seed.hcl`);
    writeFileSync(file, `${example}\n`);
    expect(await run(['validate', file], world)).toMatchObject({ code: 0, err: '' });
  });

  it.each([...standardFunctions.keys()])('%s()', async (name) => {
    const { out } = await run(['explain', name], world);
    expect(out).toMatch(new RegExp(`^${name}\\(.*\\)`));
    expect((await run(['explain', 'functions'], world)).out).toContain(` ${name}(`);
  });

  it.each(Object.keys(codes))('%s has a cause and a remedy', async (code) => {
    const { out } = await run(['explain', code, '--json'], world);
    expect(JSON.parse(out)).toMatchObject({
      code,
      cause: expect.stringMatching(/[.!?:]$/),
      remedy: expect.stringMatching(/\S/),
    });
  });
});

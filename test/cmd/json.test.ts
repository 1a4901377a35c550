import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../report/judge.ts';
import { run, type World } from './world.ts';

describe('results for machines', () => {
  let world: World;

  beforeAll(() => {
    world = { cwd: mkdtempSync(join(tmpdir(), 'vaultseed-json-')) };
    writeFileSync(join(world.cwd, 'fine.seed.hcl'), 'mount "kv" { type = "kv" }\n');
    writeFileSync(join(world.cwd, 'broken.txt'), 'mont "kv" {}\n');
  });
  afterAll(() => rmSync(world.cwd, { recursive: true }));

  it.each([
    ['validate fine.seed.hcl --json', 0],
    ['validate broken.txt --json', 1],
    ['validate --json --var x=1', 1],
    ['plan nowhere --json', 1],
    ['plan --jsno --json', 1],
    ['nonsense --json', 1],
    ['--json apply', 1],
  ])('%s', async (line, code) => {
    const ran = await run(line.split(' '), world);
    const result: { ok: boolean } = JSON.parse(ran.out);
    expect(judge('diagnostics', result)).toEqual([]);
    expect([ran.code, result.ok]).toEqual([code, code === 0]);
  });

  it.each(['1', '"a"', 'null', 'nothing', '{error = 1, x = 2}', 'sensitive(1)', '', 'mount.kv.accessor'])(
    'console --json on %j',
    async (expression) => {
      const { out, code } = await run(['console', '--json'], { ...world, stdin: `${expression}\n` });
      expect(out.split('\n')).toHaveLength(2);
      expect([code, judge('console', JSON.parse(out))]).toEqual([0, []]);
    },
  );
});

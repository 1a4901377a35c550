import { describe, expect, it } from 'vitest';
import { load, shown } from './load.ts';

const limits = { objects: 50 };

const told = async (files: Parameters<typeof load>[0]): Promise<readonly string[]> =>
  (await load(files, { limits })).diagnostics.filter(({ code }) => code === 'too-large').map(shown);

const each = (count: number): string => `for_each = toset([for i in range(${count}) : "k${'${i}'}"])`;
const help =
  'blocks inside each other multiply, each with its for_each: take one of them away | or make several seeds of it';

describe('objects that multiply', () => {
  const grid = (outer: number, inner: number): string => `namespace "n" {
  ${each(outer)}
  path = each.key
  mount "transit" {
    ${each(inner)}
    path = "t-${'${each.key}'}"
  }
}
`;

  it('end where there are more than a seed may have, told once', async () => {
    expect(await told(grid(1000, 1000))).toEqual([
      `main.seed.hcl:1:1 too-large: this seed declares more than 50 objects | ${help}`,
    ]);
    expect(await told(grid(10, 1000))).toEqual([
      `main.seed.hcl:4:3 too-large: this seed declares more than 50 objects | ${help}`,
    ]);
  });

  it('may be as many as the limit', async () => {
    expect(await told(grid(10, 4))).toEqual([]);
    expect(await told(grid(10, 5))).toHaveLength(1);
  });

  it('are counted over all modules', async () => {
    const module = `policy "p" {\n  ${each(6)}\n  name = "${'${var.team}-${each.key}'}"\n  rules = ""\n}\nvariable "team" {}\n`;
    const files = (calls: number) => ({
      'main.seed.hcl': `module "m" {\n  source = "./m"\n  ${each(calls)}\n  team = each.key\n}\n`,
      'm/main.seed.hcl': module,
    });
    expect(await told(files(8))).toEqual([]);
    expect(await told(files(9))).toEqual([
      `m/main.seed.hcl:1:1 too-large: this seed declares more than 50 objects | ${help}`,
    ]);
  });
});

import { expect, test } from 'vitest';
import { load, loadRight } from './load.ts';

/*
 * Ten thousand objects take about a second. The limit is far above that, and far below what work that grows with the
 * square of a seed takes.
 */
const LIMIT = 60_000;

const role = (name: string): string =>
  `  role "${name}" {\n    credential_type = "iam_user"\n    iam_tags = { mount = mount.aws.path }\n  }\n`;
const names = Array.from({ length: 10_000 }, (_, index) => `r${index}`);

test(
  'ten thousand instances of one block',
  async () => {
    const keys = 'toset(flatten([for i in range(100) : [for j in range(100) : "r${i}-${j}"]]))';
    const seed = await loadRight(
      `mount "aws" {\n  role "r" {\n    for_each = ${keys}\n    name = each.key\n    credential_type = "iam_user"\n  }\n}\npolicy "p" {\n  for_each = ${keys}\n  name = each.key\n  rules = "path \\"\${mount.aws.role.r[each.key].path}\\" {}"\n}\n`,
    );
    expect(seed.resources.length).toBe(20_001);
    expect(seed.resources.at(-1)?.dependsOn.length).toBe(1);
  },
  LIMIT,
);

test(
  'ten thousand blocks in one mount',
  async () => {
    const seed = await loadRight(`mount "aws" {\n${names.map(role).join('')}}\n`);
    expect(seed.resources.length).toBe(10_001);
  },
  LIMIT,
);

test(
  'ten thousand locals, each made of the one before',
  async () => {
    const chain = names.map(
      (name, index) => `${name} = ${index === 0 ? 'mount.m.accessor' : `"\${local.r${index - 1}}"`}`,
    );
    const seed = await loadRight(
      `mount "m" {\n  type = "transit"\n}\nlocals {\n${chain.join('\n')}\n}\npolicy "p" {\n  rules = "# \${local.r9999}"\n}\n`,
    );
    const resolved = seed.resolveOne('policy.p', new Map([['mount.m', { accessor: 'a1' }]]));
    expect(resolved.ok && resolved.value.fields.rules).toBe('# a1');
    expect(seed.resources.at(-1)?.dependsOn).toEqual(['mount.m']);
  },
  LIMIT,
);

test(
  'ten thousand locals in a circle: its first members are told',
  async () => {
    const circle = names.map((name, index) => `${name} = local.r${(index + 1) % names.length}`);
    const { diagnostics } = await load(`locals {\n${circle.join('\n')}\n}\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['cycle']);
    expect(diagnostics[0]?.message).toMatch(
      /^local\.r0 → local\.r1 → .* → local\.r19 → … \(9980 more\) … → local\.r0$/,
    );
    expect(diagnostics[0]?.help?.length).toBe(20);
  },
  LIMIT,
);

test(
  'ten thousand unknown names: guesses are made at the first hundred',
  async () => {
    const wrong = names.map((name) => `${name} = local.x${name}`);
    const { diagnostics } = await load(`locals {\n${wrong.join('\n')}\n}\n`);
    expect(diagnostics.length).toBe(10_000);
    const guessed = diagnostics.filter(({ help }) => help?.some((line) => line.startsWith('did you mean')));
    expect(guessed.length).toBe(100);
  },
  LIMIT,
);

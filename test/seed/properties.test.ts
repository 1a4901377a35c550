import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRight, plain } from './load.ts';

const BLOCKS = [
  'locals {\n  teams = toset(["b", "a"])\n  text = "x ${policy.base.name}"\n}\n',
  'variable "region" {\n  default = "eu"\n}\n',
  'policy "base" {\n  rules = "path \\"${var.region}\\" {}"\n}\n',
  'policy "team" {\n  for_each = local.teams\n  name = "team-${each.key}"\n  rules = "# ${local.text}"\n}\n',
  'mount "aws" {\n  role "r" {\n    credential_type = "iam_user"\n  }\n  config "root" {\n    region = var.region\n  }\n  depends_on = [policy.team["a"]]\n}\n',
  'auth "userpass" {\n  user "u" {\n    password = "canary"\n    token_policies = [for one in policy.team : one.name]\n  }\n}\n',
];

/** What stands inside a namespace, and inside a mount there. */
const INNER = [
  'policy "inner" {\n  rules = "# ${local.text}"\n}\n',
  'auth "approle" {\n  role "b" {\n    token_policies = [policy.inner.name]\n  }\n}\n',
  'policy "later" {\n  rules = "path \\"${policy.inner.name}\\" {}"\n}\n',
];
const IN_MOUNT = [
  'secret "one" {\n    data = { a = var.region }\n  }\n',
  'config {\n    max_versions = 3\n  }\n',
  'secret "two" {\n    data = { b = "canary" }\n  }\n',
];

const inNamespace = (inner: readonly string[], inMount: readonly string[]): string =>
  `namespace "team" {\n${inner.join('')}mount "kv" {\n  type = "kv-v2"\n${inMount.join('')}}\n}\n`;

const meaning = async (blocks: readonly string[], cuts: readonly number[]): Promise<unknown> => {
  const files: Record<string, string> = { '0.seed.hcl': '' };
  blocks.forEach((block, index) => {
    const name = `${cuts[index]}.seed.hcl`;
    files[name] = `${files[name] ?? ''}${block}`;
  });
  const seed = await loadRight(files);
  return seed.resources.map(plain).toSorted((a, b) => (a.address < b.address ? -1 : 1));
};

const shuffled = (blocks: readonly string[]) => fc.shuffledSubarray([...blocks], { minLength: blocks.length });

test('the order of blocks and the files they stand in change nothing', async () => {
  const want = await meaning(
    BLOCKS,
    BLOCKS.map(() => 0),
  );
  const order = shuffled(BLOCKS);
  const cuts = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: BLOCKS.length, maxLength: BLOCKS.length });
  await fc.assert(
    fc.asyncProperty(order, cuts, async (blocks, files) => {
      expect(await meaning(blocks, files)).toEqual(want);
    }),
    { numRuns: 40 },
  );
});

test('nor does their order inside a namespace, and inside a mount of one', async () => {
  const seedOf = (inner: readonly string[], inMount: readonly string[]) => [...BLOCKS, inNamespace(inner, inMount)];
  const one = [0, 0, 0, 0, 0, 0, 0];
  const want = await meaning(seedOf(INNER, IN_MOUNT), one);
  await fc.assert(
    fc.asyncProperty(shuffled(INNER), shuffled(IN_MOUNT), async (inner, inMount) => {
      expect(await meaning(seedOf(inner, inMount), one)).toEqual(want);
    }),
    { numRuns: 30 },
  );
});

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

const meaning = async (blocks: readonly string[], cuts: readonly number[]): Promise<unknown> => {
  const files: Record<string, string> = { '0.seed.hcl': '' };
  blocks.forEach((block, index) => {
    const name = `${cuts[index]}.seed.hcl`;
    files[name] = `${files[name] ?? ''}${block}`;
  });
  const seed = await loadRight(files);
  return seed.resources.map(plain).toSorted((a, b) => (a.address < b.address ? -1 : 1));
};

test('the order of blocks and the files they stand in change nothing', async () => {
  const want = await meaning(
    BLOCKS,
    BLOCKS.map(() => 0),
  );
  const order = fc.shuffledSubarray(BLOCKS, { minLength: BLOCKS.length });
  const cuts = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: BLOCKS.length, maxLength: BLOCKS.length });
  await fc.assert(
    fc.asyncProperty(order, cuts, async (blocks, files) => {
      expect(await meaning(blocks, files)).toEqual(want);
    }),
    { numRuns: 40 },
  );
});

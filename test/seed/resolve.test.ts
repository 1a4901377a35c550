import { describe, expect, test } from 'vitest';
import type { Fields } from '../../src/model/data.ts';
import { Pending } from '../../src/model/data.ts';
import { Secret } from '../../src/model/secret.ts';
import { load, loadRight, plain, shown } from './load.ts';

const SEED = `
mount "a" {
  type = "transit"
}
mount "b" {
  type        = "transit"
  description = "beside \${mount.a.accessor}"
}
locals {
  what = upper(mount.b.description)
}
policy "p" {
  rules = "# \${local.what}"
}
policy "q" {
  rules = "path \\"x\\" {}"
}
`;
const facts = new Map<string, Fields>([['mount.a', { accessor: 'transit_1' }]]);

describe('what the server makes', () => {
  test('is pending until it is known', async () => {
    const { resources } = await loadRight(SEED);
    const waiting = resources.filter(({ fields }) => Object.values(fields).some((value) => value instanceof Pending));
    expect(waiting.map(({ address }) => address)).toEqual(['mount.b', 'policy.p']);
  });

  test('flows through fields, locals and text', async () => {
    const resolved = (await loadRight(SEED)).resolve(facts);
    const rules = resolved.ok ? resolved.value.map(({ fields }) => fields.rules ?? fields.description) : [];
    expect(rules).toEqual([undefined, 'beside transit_1', '# BESIDE TRANSIT_1', 'path "x" {}']);
  });

  test.each([
    ['one field', '${mount.a.accessor}', '# transit_1'],
    ['two of one object', '${mount.a.accessor} ${mount.a.path}', '# transit_1 a'],
    ['a field, and all of it', '${mount.a.path} ${length(keys(mount.a)) > 5}', '# a true'],
    ['a field of one of several', '${mount.m["x"].accessor}', '# transit_2'],
    ['one field of all of them', '${join(",", [for one in mount.m : one.path])}', '# m-x,m-y'],
  ])('is there whatever else is asked for: %s', async (_, text, expected) => {
    const several = 'mount "m" {\n  for_each = toset(["x", "y"])\n  path = "m-${each.key}"\n  type = "transit"\n}\n';
    // The other policy mentions the same objects in another way.
    const other = 'policy "o" {\n  rules = "# ${mount.a.type} ${mount.m["y"].path}"\n}\n';
    const seed = await loadRight(
      `mount "a" {\n  type = "transit"\n}\n${several}${other}policy "p" {\n  rules = "# ${text}"\n}\n`,
    );
    const known = new Map<string, Fields>([...facts, ['mount.m["x"]', { accessor: 'transit_2' }]]);
    const found = seed.resolve(known);
    const rules = found.ok ? found.value.flatMap(({ fields: { rules: one } }) => one ?? []) : found.diagnostics;
    expect(rules).toEqual(['# transit m-y', expected]);
  });

  test('is filled into one resource as into all', async () => {
    const seed = await loadRight(SEED);
    const all = seed.resolve(facts);
    const one = seed.resolveOne('policy.p', facts);
    expect(one.ok && all.ok && one.value).toEqual(all.ok && all.value[2]);
  });

  test('changes nothing else', async () => {
    const seed = await loadRight(SEED);
    const resolved = seed.resolve(new Map());
    expect(resolved.ok && resolved.value).toEqual(seed.resources);
  });

  test('stays secret when it is one', async () => {
    const seed = await loadRight(SEED);
    const one = seed.resolveOne('policy.p', new Map([['mount.a', { accessor: new Secret('canary') }]]));
    expect(one.ok && one.value.fields.rules).toBeInstanceOf(Secret);
    expect(JSON.stringify(one.ok && plain(one.value))).not.toContain('canary');
  });

  test('is judged when it comes', async () => {
    const seed = await loadRight(
      'mount "a" {\n  type = "transit"\n}\nauth "approle" {\n  role "r" {\n    token_ttl = mount.a.accessor\n  }\n}\n',
    );
    const resolved = seed.resolve(facts);
    expect(resolved.diagnostics.map(shown).map((line) => line.split(':').slice(0, 3).join(':'))).toEqual([
      'main.seed.hcl:6:17 bad-duration',
    ]);
  });
});

test('outputs say what is known', async () => {
  const seed = await loadRight(
    `${SEED}output "o" {\n  value = local.what\n}\noutput "s" {\n  value = var.s\n  sensitive = true\n}\nvariable "s" {\n  sensitive = true\n  default = "canary"\n}\n`,
  );
  const before = seed.outputs(new Map());
  expect(before.ok && before.value[0]?.value).toBeInstanceOf(Pending);
  const after = seed.outputs(facts);
  expect(JSON.stringify(after.ok && after.value)).toBe(
    '[{"name":"o","value":"BESIDE TRANSIT_1"},{"name":"s","value":"(sensitive)"}]',
  );
});

describe('the console', () => {
  test.each([
    ['1 + 2', 3],
    ['local.words', ['a', 'b']],
    ['policy.q["a"].name', 'q-a'],
    ['{ for key, one in policy.q : key => one.path }', { a: 'sys/policies/acl/q-a', b: 'sys/policies/acl/q-b' }],
  ])('%s', async (text, want) => {
    const seed = await loadRight(
      'locals {\n  words = ["a", "b"]\n}\npolicy "q" {\n  for_each = toset(local.words)\n  name = "q-${each.key}"\n  rules = "path \\"x\\" {}"\n}\n',
    );
    const answer = seed.evaluateExpression(text);
    expect(answer.ok ? answer.value : answer.diagnostics.map(shown)).toEqual(want);
  });

  test.each([
    ['local.nothing', 'unknown-reference'],
    ['each.key', 'reference-not-allowed'],
    ['policy.x', 'unknown-reference'],
  ])('%s is %s', async (text, code) => {
    const answer = (await loadRight('')).evaluateExpression(text);
    expect(answer.diagnostics.map((one) => one.code)).toEqual([code]);
  });
});

describe('dependencies', () => {
  const needsOf = async (text: string, address: string): Promise<readonly string[] | undefined> =>
    (await loadRight(text)).resources.find((one) => one.address === address)?.dependsOn;

  test('a key that each gives means that one instance', async () => {
    const seed =
      'mount "m" {\n  for_each = toset(["a", "b"])\n  path = each.key\n  type = "transit"\n}\npolicy "p" {\n  for_each = toset(["a", "b"])\n  name = each.key\n  rules = "# ${mount.m[each.key].path}"\n}\n';
    expect(await needsOf(seed, 'policy.p["b"]')).toEqual(['mount.m["b"]']);
  });

  test('a key that nobody can tell means all instances', async () => {
    const seed =
      'mount "m" {\n  for_each = toset(["a", "b"])\n  path = each.key\n  type = "transit"\n}\npolicy "p" {\n  rules = join("", [for key in ["a"] : "# ${mount.m[key].path}"])\n}\n';
    expect(await needsOf(seed, 'policy.p')).toEqual(['mount.m["a"]', 'mount.m["b"]']);
  });

  test('a policy is made before what names it as text', async () => {
    const seed =
      'policy "reader" {\n  rules = "path \\"x\\" {}"\n}\nauth "approle" {\n  role "r" {\n    token_policies = ["Reader", "default"]\n  }\n}\n';
    expect(await needsOf(seed, 'auth.approle.role.r')).toEqual(['auth.approle', 'policy.reader']);
  });

  test('a block inside a mount may use the mount itself', async () => {
    const seed =
      'mount "aws" {\n  role "r" {\n    credential_type = "iam_user"\n    iam_tags = { mount = mount.aws.path }\n  }\n}\n';
    expect(await needsOf(seed, 'mount.aws.role.r')).toEqual(['mount.aws']);
  });
});

test('a reference that its kind and the seed do not explain leaves the seed unloaded', async () => {
  expect((await load('policy "p" {\n  rules = policy.q.name\n}\n')).seed).toBeUndefined();
});

describe('modules', () => {
  const files = {
    'main.seed.hcl': `
mount "a" {
  type = "kv-v2"
}
module "team" {
  source   = "./team"
  accessor = mount.a.accessor
  plain    = "plain"
}
policy "after" {
  rules = "path \\"\${module.team.both}\\" {}"
}
output "both" {
  value = module.team.both
}
`,
    'team/main.seed.hcl': `
variable "accessor" {
  validation {
    condition     = var.accessor != "kv_bad"
    error_message = "that one is bad"
  }
}
variable "plain" {}
locals {
  deep = "\${var.accessor}/\${var.plain}"
}
mount "b" {
  type        = "kv-v2"
  description = local.deep
}
output "both" {
  value = "\${local.deep}/\${mount.b.uuid}"
}
`,
  };

  test('values of the server go through inputs, locals and outputs', async () => {
    const seed = await loadRight(files);
    const first = new Map<string, Fields>([['mount.a', { accessor: 'kv_1' }]]);
    const half = seed.resolveOne('module.team.mount.b', first);
    expect(half.ok && half.value.fields.description).toBe('kv_1/plain');
    const waiting = seed.resolveOne('policy.after', first);
    expect(waiting.ok && waiting.value.fields.rules).toBeInstanceOf(Pending);
    const all = new Map<string, Fields>([...first, ['module.team.mount.b', { uuid: 'u-1' }]]);
    const whole = seed.resolveOne('policy.after', all);
    expect(whole.ok && whole.value.fields.rules).toBe('path "kv_1/plain/u-1" {}');
    const outputs = seed.outputs(all);
    expect(outputs.ok && outputs.value).toEqual([{ name: 'both', value: 'kv_1/plain/u-1' }]);
    expect([...seed.wanted].sort()).toEqual(['module.team.mount.b', 'mount.a']);
  });

  test('what a module asks of its inputs is asked again when they are known', async () => {
    const seed = await loadRight(files);
    const resolved = seed.resolve(new Map([['mount.a', { accessor: 'kv_bad' }]]));
    expect(resolved.ok ? [] : resolved.diagnostics.map(({ message }) => message)).toEqual([
      'variable "accessor": that one is bad',
    ]);
  });
});

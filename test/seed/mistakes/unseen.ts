import type { Mistake } from './mistake.ts';

const policy = (text: string): string => `policy "p" {\n  path "x/*" {\n${text}\n  }\n}`;

const TAKES =
  'takes one of "create", "read", "update", "patch", "delete", "list", "sudo", "deny", "scan", "subscribe", "recover"';

/** What would go by without a word, or be told only after something else was mended. */
export const unseenMistakes: readonly Mistake[] = [
  {
    name: 'every wrong member of a list',
    seed: policy('    capabilities = ["read", "write", "lst", "all"]'),
    want: [
      `main.seed.hcl:3:29 wrong-value: capabilities[1] ${TAKES}, not "write" | here that is "create", "update"`,
      `main.seed.hcl:3:38 wrong-value: capabilities[2] ${TAKES}, not "lst" | did you mean "list"?`,
      `main.seed.hcl:3:45 wrong-value: capabilities[3] ${TAKES}, not "all" | here that is "create", "read", "update", "delete", "list"`,
    ],
  },
  {
    name: 'every member of the wrong type, beside one that waits for the server',
    seed: 'mount "transit" {\n}\nauth "approle" {\n  role "a" {\n    token_policies = [mount.transit.accessor, ["x"], {}]\n  }\n}',
    want: [
      'main.seed.hcl:5:47 wrong-type: token_policies[1] takes a string, this is a list',
      'main.seed.hcl:5:54 wrong-type: token_policies[2] takes a string, this is a map',
    ],
  },
  {
    name: 'a key twice in an object',
    seed: 'mount "kv" {\n  options = {\n    version = "2"\n    "version" = "1"\n  }\n}',
    want: [
      'main.seed.hcl:4:5 duplicate-key: "version" is set twice in this object | it is set on line 3 already: keep one of the two',
    ],
  },
  {
    name: 'a key twice in an object that a function takes',
    seed: 'policy "p" {\n  rules = vault_policy({ "x/*" = ["read"], "x/*" = ["list"] })\n}',
    want: ['main.seed.hcl:2:44 duplicate-key: "x/*" is set twice in this object'],
  },
  {
    name: 'a path twice in a policy',
    seed: 'policy "p" {\n  path "x" {\n    capabilities = ["read"]\n  }\n  path "y" {\n    capabilities = ["read"]\n  }\n  path "x" {\n    capabilities = ["list"]\n  }\n}',
    want: ['main.seed.hcl:8:3 advice: path "x" stands here twice | the first is on line 2: '],
  },
  {
    name: 'a duration in a block of a policy',
    seed: policy('    capabilities = ["read"]\n    min_wrapping_ttl = "1 minute"\n    max_wrapping_ttl = 60'),
    want: [
      'main.seed.hcl:4:24 bad-duration: min_wrapping_ttl: a duration is a number of seconds or text such as 90s, 1h30m or 7d | write "1m"',
    ],
  },
  {
    name: 'a lease below zero, which servers keep',
    seed: 'mount "transit" {\n  default_lease_ttl = -1\n  max_lease_ttl = "-1h"\n}',
    want: [
      'main.seed.hcl:2:23 wrong-value: default_lease_ttl must be at least 0',
      'main.seed.hcl:3:19 bad-duration: max_lease_ttl: servers refuse a duration below zero',
    ],
  },
  {
    name: 'names of the environment, beside a mistake in the syntax',
    seed: 'auth "userpass" {\n  user "a" {\n    password = env(PW)\n  }\n  user "b" {\n    password = "${PW}"\n  }\n  user "c" {\n    password = $PW\n  }\n  user "d" {\n    password = CANARY\n  }\n}',
    want: [
      'main.seed.hcl:3:20 unknown-reference: env() takes the name of a variable in quotes, and PW has none | write env("PW")',
      'main.seed.hcl:6:19 unknown-reference: there is nothing called "PW" | a variable of the environment is written env("PW")',
      'main.seed.hcl:9:16 bad-character: "$" has no meaning outside a string',
    ],
  },
  {
    name: 'the version of the API in a path',
    seed: 'endpoint "v1/sys/quotas/rate-limit/x" {\n  data = { rate = 1 }\n}',
    want: [
      'main.seed.hcl:1:10 bad-name: v1/sys/quotas/rate-limit/x begins with the version of the API, which every path has | write it without v1/',
    ],
  },
];

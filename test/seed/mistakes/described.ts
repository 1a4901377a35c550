import type { Mistake } from './mistake.ts';

const data = '{\n  data = { a = 1 }\n}';

/** An endpoint for what a block describes: its path, what is refused, and what to write. */
const alone: readonly (readonly [path: string, block: string, write: string])[] = [
  ['sys/policies/acl/a', 'policy', 'policy "a" { … }'],
  ['sys/policy/a', 'policy', 'policy "a" { … }'],
  ['sys/policies/password/a', 'password_policy', 'password_policy "a" { … }'],
  ['sys/mounts/a', 'mount', 'mount "a" { … }'],
  ['sys/mounts/a/b/tune', 'mount', 'mount "a/b" { … }'],
  ['sys/auth/a', 'auth', 'auth "a" { … }'],
  ['sys/auth/a/tune', 'auth', 'auth "a" { … }'],
  ['sys/mounts/auth/a/tune', 'auth', 'auth "a" { … }'],
  ['sys/audit/a', 'audit', 'audit "a" { … }'],
  ['sys/namespaces/a', 'namespace', 'namespace "a" { … }'],
  ['team/a/sys/policy/b', 'policy', 'inside of namespace "team/a" { … }: policy "b" { … }'],
];

const kv = (version: number): string => `mount "kv" {\n  type    = "kv"\n  options = { version = "${version}" }\n}\n`;
const AUTH = 'auth "userpass" {\n  path = "people"\n}\n';

const inside: readonly (readonly [mount: string, path: string, block: string, write: string])[] = [
  [kv(2), 'kv/data/a/b', 'secret', 'inside of mount.kv: secret "a/b" { … }'],
  [kv(2), 'kv/metadata/a', 'secret', 'inside of mount.kv: secret "a" { … }'],
  [kv(2), 'kv/destroy/a', 'secret', 'inside of mount.kv: secret "a" { … }'],
  [kv(2), 'kv/config', 'config', 'inside of mount.kv: config { … }'],
  [kv(1), 'kv/data/a', 'secret', 'inside of mount.kv: secret "data/a" { … }'],
  [AUTH, 'auth/people/users/joe', 'user', 'inside of auth.userpass: user "joe" { … }'],
  [AUTH, 'auth/people/users/joe/policies', 'user', 'inside of auth.userpass: user "joe" { … }'],
  ['mount "transit" {\n}\n', 'transit/keys/a', 'key', 'inside of mount.transit: key "a" { … }'],
  ['mount "transit" {\n}\n', 'transit/keys/a/config', 'key', 'inside of mount.transit: key "a" { … }'],
];

export const describedMistakes: readonly Mistake[] = [
  ...alone.map(([path, block, write]) => ({
    name: `an endpoint at ${path}`,
    seed: `endpoint "${path}" ${data}`,
    want: [`main.seed.hcl:1:1 described-path: ${path} is what the block ${block} is for | write ${write}`],
  })),
  ...inside.map(([mount, path, block, write]) => ({
    name: `an endpoint at ${path} in ${mount.split('\n').join(' ')}`,
    seed: `${mount}endpoint "${path}" ${data}`,
    want: [
      `main.seed.hcl:${mount.split('\n').length}:1 described-path: ${path} is what the block ${block} is for | write ${write}`,
    ],
  })),
  {
    name: 'an endpoint for what is declared under another case',
    seed: `auth "userpass" {\n  path = "people"\n  user "joe" {\n    password = "canary"\n  }\n}\nendpoint "auth/people/users/JOE" ${data}`,
    want: [
      'main.seed.hcl:7:1 described-path: auth/people/users/JOE is what the block user is for | auth.userpass.user.joe, at main.seed.hcl:3:3, declares it: write it there',
    ],
  },
];

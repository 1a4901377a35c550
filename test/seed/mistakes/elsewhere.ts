import type { Mistake } from './mistake.ts';

/** Fields that exist, and not where they are written. */
export const elsewhereMistakes: readonly Mistake[] = [
  {
    name: 'settings of what a method logs in with, on the method',
    seed: 'auth "kubernetes" {\n  kubernetes_host = "https://k8s.example"\n}\nauth "jwt" {\n  oidc_discovery_url = "https://id.example"\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: an auth method has no field kubernetes_host | it stands inside of it: config { kubernetes_host = … }',
      'main.seed.hcl:5:3 unknown-field: an auth method has no field oidc_discovery_url | it stands inside of it: config { oidc_discovery_url = … }',
    ],
  },
  {
    name: 'a field of one of several blocks',
    seed: 'mount "aws" {\n  access_key = "AKIA"\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: a secrets engine mount has no field access_key | it stands inside of it: config "root" { access_key = … }',
    ],
  },
  {
    name: 'a member of a map',
    seed: 'audit "file" {\n  file_path = "/var/log/audit"\n  options   = { file_path = "stdout" }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: an audit device has no field file_path | it stands in a field: options = { file_path = … }',
    ],
  },
  {
    name: 'how a role is called, on the method',
    seed: 'auth "approle" {\n  role_name = "ci"\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: an auth method has no field role_name | each role is a block inside of it: role "NAME"',
    ],
  },
  {
    name: 'a field of the mount in what stands in it',
    seed: 'mount "store" {\n  type = "transit"\n  key "k" {\n    listing_visibility = "unauth"\n  }\n}',
    want: [
      'main.seed.hcl:4:5 unknown-field: a transit key has no field listing_visibility | that is a field of the mount around it',
    ],
  },
  {
    name: 'words of lifecycle',
    seed: 'policy "p" {\n  prevent_destroy = true\n  ignore = ["rules"]\n  path "x" { capabilities = ["read"] }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: a policy has no field prevent_destroy | it stands in a block: lifecycle { prevent_destroy = … }',
      'main.seed.hcl:3:3 unknown-field: a policy has no field ignore | it stands in a block: lifecycle { ignore = … }',
    ],
  },
  {
    name: 'what a path may, beside the path',
    seed: 'policy "p" {\n  path "x" { capabilities = ["read"] }\n  capabilities = ["read"]\n}',
    want: [
      'main.seed.hcl:3:3 unknown-field: a policy has no field capabilities | it stands in a block: path "…" { capabilities = … }',
    ],
  },
  {
    name: 'the short names of lifetimes',
    seed: 'mount "db" {\n  type = "database"\n  max_ttl = "1h"\n}\nauth "approle" {\n  ttl = "1h"\n}',
    want: [
      'main.seed.hcl:3:3 unknown-field: a secrets engine mount has no field max_ttl | write max_lease_ttl = …',
      'main.seed.hcl:6:3 unknown-field: an auth method has no field ttl | write default_lease_ttl = …',
    ],
  },
  {
    name: 'a namespace as an argument',
    seed: 'policy "p" {\n  namespace = "team-a"\n  path "x" { capabilities = ["read"] }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: a policy has no field namespace | what goes into a namespace stands inside of it: namespace "NAME" { … } | all of a seed in one: server "PRODUCT" { namespace = "…" }, or VAULT_NAMESPACE',
    ],
  },
  {
    name: 'a field of an endpoint beside its data',
    seed: 'endpoint "sys/config/ui/headers/X-A" {\n  values = ["x"]\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: an endpoint has no field values | what is written to the path stands in data: data = { values = … }',
    ],
  },
  {
    name: 'what only the other version of a store has',
    seed: 'mount "kv" {\n  options = { version = "1" }\n  secret "a" {\n    data = { a = "b" }\n    custom_metadata = { owner = "me" }\n  }\n}',
    want: [
      'main.seed.hcl:5:5 unknown-field: a secret of a key-value store without versions has no field custom_metadata | that takes options = { version = "2" } in what is around it',
    ],
  },
];

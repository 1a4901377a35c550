const POLICY = 'path "x" { capabilities = ["read"] }';

/** Seeds in JSON that are right, each for a form that the schema has to allow. */
export const accepted: readonly { readonly name: string; readonly seed: unknown }[] = [
  { name: 'nothing but its schema', seed: { $schema: './seed.schema.json', locals: { a: 1 } } },
  { name: 'a list of documents', seed: [{ locals: { a: 1 } }, { locals: { b: 2 } }] },
  {
    name: 'remarks everywhere',
    seed: {
      '//': 'top',
      mount: {
        '//': 'all',
        kv: {
          '//': 'one',
          options: { version: '2' },
          secret: { '//': 'secrets', a: { '//': 'body', data: { k: 'v' } } },
        },
      },
    },
  },
  { name: 'a list of bodies', seed: { locals: [{ a: 1 }, { b: 2 }] } },
  { name: 'a list of labels', seed: { policy: [{ a: { rules: POLICY } }, { b: { rules: POLICY } }] } },
  { name: 'a policy of blocks', seed: { policy: { app: { path: { 'secret/*': { capabilities: ['read'] } } } } } },
  {
    name: 'templates in place of other types',
    seed: {
      variable: { version: { default: 5 }, ttl: { default: '1h' } },
      mount: {
        transit: {
          seal_wrap: '${false}',
          key: { app: { deletion_allowed: '${var.version > 3}' } },
        },
      },
      auth: {
        approle: { role: { app: { token_ttl: '${var.ttl}', token_policies: '${["a"]}', bind_secret_id: true } } },
      },
    },
  },
  { name: 'a type that is the label', seed: { mount: { transit: { key: { app: {} } } } } },
  { name: 'a type that another path has', seed: { mount: { 'team/keys': { type: 'transit', key: { app: {} } } } } },
  { name: 'a name for a type', seed: { mount: { store: { type: 'kv-v2', secret: { a: { data: { k: 'v' } } } } } } },
  { name: 'a label that is the name of another type', seed: { mount: { kv: { type: 'transit', key: { app: {} } } } } },
  {
    name: 'instances',
    seed: {
      mount: {
        each: { for_each: { a: 1, b: 2 }, path: '${each.key}', type: 'transit', lifecycle: { prevent_destroy: true } },
      },
    },
  },
  {
    name: 'collections that are wanted whole',
    seed: { seed: { prune: ['policy'] }, auth: { approle: { prune: ['role'] } } },
  },
  { name: 'what is somebody else’s', seed: { mount: { team: { type: 'kv', existing: true } } } },
  {
    name: 'namespaces in namespaces',
    seed: { namespace: { a: { mount: { transit: {} }, namespace: { b: { policy: { p: { rules: POLICY } } } } } } },
  },
  { name: 'null for a default', seed: { mount: { transit: { description: null, default_lease_ttl: null } } } },
  ...['90s', '1h30m', '7d', '1.5h', '3600', 3600, '2000ms'].map((max_lease_ttl) => ({
    name: `a duration of ${max_lease_ttl}`,
    seed: { mount: { transit: { max_lease_ttl } } },
  })),
  { name: 'any path', seed: { endpoint: { 'sys/config/ui/headers/x': { data: { values: ['a'] }, delete: true } } } },
  {
    name: 'what the seed says of itself',
    seed: {
      seed: { name: 'app', requires: '>= 0.1' },
      server: { vault: { address: 'https://vault.example:8200', tls_skip_verify: '${1 == 2}' } },
      variable: {
        a: {
          type: 'list(string)',
          default: [],
          validation: [{ condition: '${length(var.a) < 3}', error_message: 'Too many.' }],
        },
      },
      output: { n: { value: '${length(var.a)}', description: 'How many' } },
    },
  },
];

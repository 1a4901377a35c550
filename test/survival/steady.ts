import type { Random } from '../fuzz/random.ts';

/*
 * What every scene declares: a mount whose root credentials the server has rotated, a role in it, an endpoint that nobody
 * has described. Their other settings move.
 */

type Body = Readonly<Record<string, string | boolean>>;

export interface Steady {
  readonly text: (random: Random) => string;
  /** What the server makes of its credentials when it rotates them. */
  readonly rotation: { readonly path: string; readonly body: Body };
  /** Finds a secret in what is written to that path. */
  readonly secret: RegExp;
  /** Somebody else's object in the same mount. */
  readonly inside: readonly [path: string, body: Body];
}

const aws = (random: Random): string => `
mount "steady" {
  type = "aws"
  config "root" {
    access_key  = "AKIACANARYSTEADY0001"
    secret_key  = "canary-steady-secret"
    region      = "${random.pick(['us-east-1', 'eu-west-1', 'eu-central-1'])}"
    max_retries = ${random.below(5) + 1}
  }
  role "moving" {
    credential_type = "iam_user"
    policy_arns     = ["arn:aws:iam::aws:policy/${random.pick(['ReadOnlyAccess', 'SecurityAudit'])}"]
  }
}
`;

const database = (random: Random): string => `
mount "steady" {
  type = "database"
  config "db" {
    plugin_name          = "postgresql-database-plugin"
    verify_connection    = false
    connection_url       = "postgresql://{{username}}:{{password}}@127.0.0.1:9/postgres"
    username             = "canary"
    password             = "canary-steady-secret"
    allowed_roles        = ["${random.pick(['a', 'b', 'c'])}"]
    max_open_connections = ${random.below(5) + 1}
  }
  role "moving" {
    db_name             = "db"
    creation_statements = ["CREATE ROLE canary"]
    default_ttl         = "${random.pick(['5m', '6m'])}"
  }
}
`;

const around = (random: Random): string => {
  const value = random.pick(['a', 'b']);
  // The server shows under another name what it takes.
  return `
seed { name = "survival" }
endpoint "sys/config/ui/headers/X-Canary" {
  data       = { value = "${value}" }
  write_only = { values = ["${value}"] }
}
`;
};

const VAULT: Steady = {
  text: (random) => around(random) + aws(random),
  rotation: {
    path: 'steady/config/root',
    body: { access_key: 'AKIACANARYROTATED001', secret_key: 'canary-made-by-the-server' },
  },
  secret: /"secret_key"/,
  inside: [
    'steady/roles/bystander',
    { credential_type: 'iam_user', policy_arns: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  ],
};

const OPENBAO: Steady = {
  text: (random) => around(random) + database(random),
  rotation: { path: 'steady/config/db', body: { password: 'canary-made-by-the-server', verify_connection: false } },
  secret: /"password"/,
  inside: ['steady/roles/bystander', { db_name: 'db', creation_statements: 'CREATE ROLE bystander' }],
};

export const steadyOn = (product: string): Steady => (product === 'vault' ? VAULT : OPENBAO);

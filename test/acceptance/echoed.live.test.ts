import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, type Stage, stageFor } from './stage.ts';

/* What a server says of a secret that it does not take: the middle of it, or in another spelling. */

const CASES: readonly (readonly [what: string, path: string, body: string, secret: string, leak: RegExp])[] = [
  [
    'the password of an address',
    'echoed-db/config/a',
    'plugin_name = "postgresql-database-plugin", connection_url = var.s',
    'postgresql://u:Hunter2Pass/tail@localhost:1/db',
    /hunter|2pass/i,
  ],
  [
    'an escape that is wrong',
    'echoed-db/config/a',
    'plugin_name = "postgresql-database-plugin", connection_url = var.s',
    'postgresql://u:Hunter2%zzPass@localhost:1/db',
    /hunter|zz/i,
  ],
  [
    'names in an address',
    'echoed-db/config/a',
    'plugin_name = "postgresql-database-plugin", connection_url = var.s',
    'postgresql://hunteruser:pw@Hunterhost.invalid:1/hunterdb',
    /hunter/i,
  ],
  ['an issuer', 'auth/echoed/config', 'oidc_discovery_url = var.s', 'http://u:Hunter/Pw@127.0.0.1:1/', /hunter/i],
  [
    'bytes',
    'echoed-transit/keys/a',
    'auto_rotate_period = var.s',
    'Huntér2日本Secret',
    /hunt|xe6|2.*secret\b(?!\w*\))/i,
  ],
  ['a unit', 'echoed-pki/roles/a', 'ttl = var.s', '1hHunterSecret', /hunter/i],
];

describe.each(products())('of a secret that is refused, on $name', (server) => {
  let stage: Stage;
  const { ask } = asRoot(server);
  const MOUNTS = [
    ['sys/mounts/echoed-db', 'database'],
    ['sys/mounts/echoed-transit', 'transit'],
    ['sys/mounts/echoed-pki', 'pki'],
    ['sys/auth/echoed', 'jwt'],
  ] as const;
  beforeAll(async () => {
    stage = stageFor(server, '');
    for (const [path, type] of MOUNTS) await ask(`POST ${path}`, { type });
  });
  afterAll(async () => {
    for (const [path] of MOUNTS) await ask(`DELETE ${path}`);
    stage.remove();
  });

  it('is not told of the settings of a place where another object of it is refused', async () => {
    const role = (body: string) => `variable "s" { sensitive = true }
mount "echoed-db" {
  type     = "database"
  existing = true
  config "later" {
    plugin_name       = "postgresql-database-plugin"
    connection_url    = "postgresql://{{username}}:{{password}}@localhost:1/db"
    username          = "u"
    password          = var.s
    allowed_roles     = ["*"]
    verify_connection = false
    disable_escaping  = true
  }
${body}}
`;
    const body = (name: string) =>
      `  static_role "${name}" {\n    db_name = "later"\n    username = "u"\n    rotation_period = "24h"\n    depends_on = [mount.echoed-db.config.later]\n  }\n`;
    const env = { VAULTSEED_LEDGER: 'off', SEED_VAR_s: 'Hunter2Pass/tail%zz' };
    const line = 'apply --auto-approve --allow data-destroying --allow login-affecting --allow irreversible -vv';
    // Sent in the same run, and then known only from the seed.
    for (const name of ['one', 'two']) {
      stage.seed(role(body(name)));
      const { code, out, err } = await stage.vaultseed(line, env);
      expect([code, err]).toEqual([1, expect.stringContaining('vault-refused')]);
      expect(err).toContain('connection url');
      expect(out + err).not.toMatch(/hunter|2pass|zz/i);
    }
  });

  it.each(CASES)('%s is not told', async (_, path, body, secret, leak) => {
    stage.seed(`variable "s" { sensitive = true }\nendpoint "${path}" {\n  write_only = { ${body} }\n}\n`);
    const env = { VAULTSEED_LEDGER: 'off', SEED_VAR_s: secret };
    const line = 'apply --auto-approve --allow data-destroying --allow login-affecting --allow irreversible -vv';
    for (const flags of ['', ' --json']) {
      const { code, out, err } = await stage.vaultseed(`${line}${flags}`, env);
      expect([code, err]).toEqual([1, expect.stringContaining('vault-refused')]);
      expect(out + err).not.toMatch(leak);
    }
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/* One module with for_each, called in two namespaces, with values of the server through its inputs and outputs. */

const SEED = `
variable "password" {
  default   = "canary-password"
  sensitive = true
}

namespace "mod-eu" {
  mount "store" {
    type = "kv-v2"
  }
  module "team" {
    source   = "./modules/team"
    for_each = toset(["payments", "search"])
    name     = each.key
    store    = mount.store.accessor
    password = var.password
  }
  policy "mod-all" {
    rules = join("\\n", [for team in module.team : "path \\"\${team.mount}/data/*\\" { capabilities = [\\"read\\"] } # \${team.accessor}"])
  }
}

namespace "mod-us" {
  module "team" {
    source   = "./modules/team"
    for_each = { payments = "one", search = "two" }
    name     = each.key
    store    = each.value
    password = var.password
  }
}

output "accessors" {
  value = [for team in namespace.mod-eu.module.team : team.accessor]
}
`;

const TEAM = `
variable "name" {
  type = string
}
variable "store" {
  type = string
}
variable "password" {
  type      = string
  sensitive = true
}

mount "kv" {
  path        = "kv-\${var.name}"
  type        = "kv-v2"
  description = "stored in \${var.store}"
  secret "app" {
    data = { password = var.password }
  }
}

policy "reader" {
  name  = "\${var.name}-reader"
  rules = templatefile("reader.hcl", { mount = mount.kv.path })
}

module "login" {
  source   = "./login"
  name     = var.name
  policies = [policy.reader.name]
  password = var.password
}

output "mount" {
  value = mount.kv.path
}
output "accessor" {
  value = mount.kv.accessor
}
`;

const LOGIN = `
variable "name" {}
variable "policies" {}
variable "password" {}

auth "userpass" {
  path = "users-\${var.name}"
  user "deployer" {
    password       = var.password
    token_policies = var.policies
  }
}
`;

const FILES = {
  'modules/team/main.seed.hcl': TEAM,
  'modules/team/reader.hcl': 'path "${mount}/data/*" {\n  capabilities = ["read"]\n}\n',
  'modules/team/login/main.seed.hcl': LOGIN,
};

const stageWith = (server: Parameters<typeof stageFor>[0]): Stage => {
  const stage = stageFor(server, SEED);
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(stage.folder, name)), { recursive: true });
    writeFileSync(join(stage.folder, name), text);
  }
  return stage;
};

describe.each(servers().filter(({ product }) => product === 'openbao'))('$name', (server) => {
  let stage: Stage;
  beforeAll(() => {
    stage = stageWith(server);
  });
  afterAll(() => stage.remove());

  it('makes what the module says in each namespace, for each member', async () => {
    const { out, err } = await fine(stage.vaultseed('apply --auto-approve'));
    expect(`${out}${err}`).not.toContain('canary-password');
    for (const namespace of ['mod-eu', 'mod-us']) {
      for (const team of ['payments', 'search']) {
        const secret = await byHand(server, `GET kv-${team}/data/app`, { namespace });
        expect(secret.data).toMatchObject({ data: { password: 'canary-password' } });
        const user = await byHand(server, `GET auth/users-${team}/users/deployer`, { namespace });
        expect(user.data).toMatchObject({ token_policies: [`${team}-reader`] });
      }
    }
    const mount = await byHand(server, 'GET sys/mounts/store', { namespace: 'mod-eu' });
    const described = await byHand(server, 'GET sys/mounts/kv-search', { namespace: 'mod-eu' });
    expect(described.data.description).toBe(`stored in ${mount.data.accessor}`);
    const policy = await byHand(server, 'GET sys/policies/acl/mod-all', { namespace: 'mod-eu' });
    expect(policy.data.policy).toContain(String(described.data.accessor));
  });

  it('has nothing to do afterwards', async () => {
    const plan = await stage.json('plan');
    expect(plan).toMatchObject({ changes: [], unseen: [], diagnostics: [] });
  });

  it('tells one instance from the others', async () => {
    const path = 'POST sys/policies/acl/search-reader';
    await byHand(server, path, { body: { policy: 'path "x" { capabilities = ["read"] }' }, namespace: 'mod-us' });
    const plan = await stage.json('plan --target namespace.mod-us.module.team["search"]');
    expect(plan.changes).toMatchObject([{ address: 'namespace.mod-us.module.team["search"].policy.reader' }]);
  });

  it('leaves nothing behind', async () => {
    await fine(stage.vaultseed('destroy --auto-approve'));
    for (const name of ['mod-eu', 'mod-us']) {
      expect((await byHand(server, `GET sys/namespaces/${name}`)).status).toBe(404);
    }
  });
});

describe.each(servers().filter(({ product }) => product === 'vault'))('$name, without namespaces', (server) => {
  it('refuses before the first write', async () => {
    const stage = stageWith(server);
    const { code, err } = await stage.vaultseed('apply --auto-approve');
    expect(code).toBe(3);
    expect(err).toContain('no namespace here: vault has it in its enterprise edition only');
    expect((await byHand(server, 'GET sys/policies/acl/search-reader')).status).toBe(404);
    expect((await byHand(server, 'GET sys/mounts')).data).not.toHaveProperty(['kv-search/']);
    stage.remove();
  });
});

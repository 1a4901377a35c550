import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servers } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * Namespaces: what stands in one is made there and nowhere else; what is in no namespace of this server is refused before
 * anything is written.
 */

const SEED = `
namespace "ns-team" {
  for_each        = toset(["a", "b"])
  name            = "ns-team-\${each.key}"
  custom_metadata = { team = each.key }

  policy "ns-reader" {
    path "kv/data/app" { capabilities = ["read"] }
  }

  policy "ns-accessor" {
    rules = "path \\"kv/\${mount.kv.accessor}\\" {\\n  capabilities = [\\"read\\"]\\n}\\n"
  }

  mount "kv" {
    type = "kv-v2"
    secret "app" {
      data = { password = "canary-\${each.key}" }
    }
  }

  auth "userpass" {
    user "deployer" {
      password       = "canary-password"
      token_policies = [policy.ns-reader.name]
    }
  }

  namespace "dev" {
    mount "kv" {
      type = "kv-v1"
    }
  }
}
`;

const LEFT = ['ns-team-a', 'ns-team-b'];

const existing = (name: string): string => `
namespace "${name}" {
  existing = true
  policy "ns-inside" {
    rules = "path \\"x\\" {\\n  capabilities = [\\"read\\"]\\n}\\n"
  }
}
`;

describe.each(servers().filter(({ product }) => product === 'openbao'))('$name', (server) => {
  let stage: Stage;
  beforeAll(() => {
    stage = stageFor(server, SEED);
  });
  afterAll(() => stage.remove());

  it('asks for nothing in namespaces that are not there', async () => {
    const plan = await stage.json('plan');
    expect(plan.diagnostics).toEqual([]);
    expect(plan.changes).toHaveLength(18);
    expect(actionsOf(plan)[0]).toBe('create namespace.ns-team["a"]');
    expect(plan.unseen).toEqual([]);
  });

  it('makes each object in its own namespace, and then has nothing to do', async () => {
    await fine(stage.vaultseed('apply --auto-approve'));
    const inside = (namespace: string) => ({ namespace });
    const read = await byHand(server, 'GET sys/policies/acl/ns-reader', inside('ns-team-a'));
    expect(read.data).toMatchObject({ policy: expect.stringContaining('kv/data/app') });
    expect((await byHand(server, 'GET kv/data/app', inside('ns-team-b'))).data).toMatchObject({
      data: { password: 'canary-b' },
    });
    expect((await byHand(server, 'GET sys/mounts', inside('ns-team-b/dev'))).data).toHaveProperty(['kv/']);
    expect((await byHand(server, 'GET sys/policies/acl/ns-reader')).status).toBe(404);
    const { code, out } = await stage.vaultseed('plan --detailed-exitcode');
    expect({ code, out }).toMatchObject({ code: 0 });
  });

  it('tells drift inside of a namespace, and heals it there', async () => {
    const rules = { policy: 'path "kv/data/*" { capabilities = ["update"] }' };
    await byHand(server, 'POST sys/policies/acl/ns-reader', { body: rules, namespace: 'ns-team-b' });
    await byHand(server, 'POST sys/namespaces/ns-team-a', { body: {} });
    expect(actionsOf(await stage.json('plan'))).toEqual([
      'update namespace.ns-team["a"]',
      'update namespace.ns-team["b"].policy.ns-reader',
    ]);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect((await stage.json('plan')).changes).toEqual([]);
  });

  it('leaves nothing behind, and says what goes with a namespace that nobody declares here', async () => {
    const namespace = 'ns-team-b';
    await byHand(server, 'POST sys/mounts/others', { body: { type: 'kv' }, namespace });
    await byHand(server, 'POST sys/policies/acl/others', { body: { policy: 'path "x" {}' }, namespace });
    const { out } = await fine(stage.vaultseed('destroy --auto-approve'));
    const told = out.replaceAll(/\s+/g, ' ');
    expect(told).toContain('takes 1 mount with it that this seed does not declare: others/');
    expect(told).toContain('takes 1 policy with it that this seed does not declare: others');
    for (const name of LEFT) expect((await byHand(server, `GET sys/namespaces/${name}`)).status).toBe(404);
  });

  it('works in a namespace of somebody else without touching it, and starts at the one of the connection', async () => {
    await byHand(server, 'POST sys/namespaces/ns-outer', { body: { custom_metadata: { of: 'somebody' } } });
    stage.seed(existing('ns-inner'));
    const env = { VAULT_NAMESPACE: 'ns-outer' };
    const missing = await stage.json('plan', env);
    expect(missing.diagnostics.map(({ code }) => code)).toEqual(['existing-missing']);
    await byHand(server, 'POST sys/namespaces/ns-inner', { body: {}, namespace: 'ns-outer' });
    await fine(stage.vaultseed('apply --auto-approve', env));
    const where = { namespace: 'ns-outer/ns-inner' };
    expect((await byHand(server, 'GET sys/policies/acl/ns-inside', where)).status).toBe(200);
    await fine(stage.vaultseed('destroy --auto-approve', env));
    expect((await byHand(server, 'GET sys/policies/acl/ns-inside', where)).status).toBe(404);
    expect((await byHand(server, 'GET sys/namespaces/ns-inner', { namespace: 'ns-outer' })).status).toBe(200);
  });
});

describe.each(servers().filter(({ product }) => product === 'vault'))('$name, without namespaces', (server) => {
  it('refuses before the first write, and says why', async () => {
    const stage = stageFor(server, SEED);
    const { code, err } = await stage.vaultseed('apply --auto-approve');
    expect(code).toBe(3);
    expect(err).toContain('no namespace here: vault has it in its enterprise edition only');
    expect(err).toContain('this server would ignore it');
    expect(err).not.toContain('could not be read');
    expect((await byHand(server, 'GET sys/policies/acl/ns-reader')).status).toBe(404);
    const gone = await stage.vaultseed('destroy --auto-approve');
    expect(gone.code).toBe(0);
    stage.remove();
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servers, type TestServer } from '../servers/index.ts';
import { actionsOf, asRoot, fine, type Stage, stageFor } from './stage.ts';

// What these words mean does not depend on the server: one is enough.
const server = servers()[0] as TestServer;

const { ask, isThere } = asRoot(server);
const describedAs = async (mount: string): Promise<unknown> =>
  (await ask(`GET sys/mounts/${mount}/tune`)).data.description;

let stage: Stage;
const apply = (text: string, flags = '') => {
  stage.seed(text);
  return stage.vaultseed(`apply --auto-approve${flags}`);
};
const planned = async (text: string, flags = ''): Promise<readonly string[]> => {
  stage.seed(text);
  return actionsOf(await stage.json(`plan${flags}`));
};

beforeEach(() => {
  stage = stageFor(server, '');
});
afterEach(async () => {
  for (const mount of ['life-kv', 'life-other', 'auth/life-apps']) await ask(`DELETE sys/mounts/${mount}`);
  await ask('DELETE sys/auth/life-apps');
  for (const policy of ['life-a', 'life-b']) await ask(`DELETE sys/policies/acl/${policy}`);
  stage.remove();
});

const policy = (name: string, path: string, more = ''): string => `
policy "${name}" {
  rules = "path \\"${path}\\" { capabilities = [\\"read\\"] }"
  ${more}
}
`;

const mount = (type: string, description: string, more = ''): string => `
mount "life-kv" {
  type        = "${type}"
  description = "${description}"
  ${more}
}
`;

describe('prevent_destroy', () => {
  const PREVENT = 'lifecycle { prevent_destroy = true }';

  it('refuses to destroy, and then nothing is destroyed', async () => {
    await fine(apply(mount('kv', 'one', PREVENT) + policy('life-a', 'x')));
    const { code, err } = await stage.vaultseed('destroy --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('error[prevent-destroy]: mount.life-kv would be deleted')]);
    expect([await isThere('sys/mounts/life-kv'), await isThere('sys/policies/acl/life-a')]).toEqual([true, true]);
  });

  it('refuses to make anew, but not to change', async () => {
    await fine(apply(mount('kv', 'one', PREVENT)));
    const { code, err } = await apply(mount('transit', 'one', PREVENT));
    expect([code, err]).toEqual([3, expect.stringContaining('mount.life-kv would be deleted and made again')]);
    expect((await ask('GET sys/mounts/life-kv')).data).toMatchObject({ type: 'kv' });
    await fine(apply(mount('kv', 'two', PREVENT)));
    expect(await describedAs('life-kv')).toBe('two');
  });
});

describe('prevent_destroy inside a mount', () => {
  const seed = (more: string): string =>
    mount('kv', 'one', `${more}\n secret "a" {\n data = { x = "canary" }\n lifecycle { prevent_destroy = true }\n }`);

  it.each([
    ['deleted', '', 'destroy --auto-approve'],
    ['made anew', 'local = true', 'apply --auto-approve'],
  ])('holds when the mount would be %s', async (_, more, line) => {
    await fine(apply(seed('')));
    stage.seed(seed(more));
    const { code, err } = await stage.vaultseed(line);
    expect([code, err]).toEqual([3, expect.stringContaining('error[prevent-destroy]: mount.life-kv.secret.a')]);
    expect((await ask('GET life-kv/a')).data).toEqual({ x: 'canary' });
  });
});

describe('prevent_destroy of what the token may not see', () => {
  it('holds when the mount would be deleted', async () => {
    await fine(
      apply(mount('kv', 'one', 'secret "a" {\n data = { x = "canary" }\n lifecycle { prevent_destroy = true }\n }')),
    );
    const rights = 'path "sys/mounts*" { capabilities = ["read", "delete"] }';
    await ask('POST sys/policies/acl/life-a', { policy: rights });
    const { auth } = await ask('POST auth/token/create', { policies: ['life-a'] });
    const env = { VAULT_TOKEN: auth?.client_token ?? 'none' };
    const { code, err } = await stage.vaultseed('destroy --auto-approve', env);
    expect([code, err]).toEqual([3, expect.stringContaining('error[prevent-destroy]: mount.life-kv.secret.a')]);
    expect(await isThere('life-kv/a')).toBe(true);
  });
});

describe('on_destroy = "forget"', () => {
  it('leaves the object, and takes the rest', async () => {
    await fine(apply(policy('life-a', 'x', 'lifecycle { on_destroy = "forget" }') + policy('life-b', 'x')));
    const { out } = await fine(stage.vaultseed('destroy --auto-approve'));
    expect(out).toContain('stays on the server, as the seed says');
    expect([await isThere('sys/policies/acl/life-a'), await isThere('sys/policies/acl/life-b')]).toEqual([true, false]);
  });

  it('leaves a mount without what the seed put into it', async () => {
    const inside = 'lifecycle { on_destroy = "forget" }\n secret "a" { data = { x = "canary" } }';
    await fine(apply(mount('kv', 'one', inside)));
    await ask('POST life-kv/b', { x: 'of somebody else' });
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect([await isThere('life-kv/a'), await isThere('life-kv/b')]).toEqual([false, true]);
  });
});

describe('existing = true', () => {
  const SEED = 'mount "life-kv" {\n existing = true\n type = "kv"\n secret "a" { data = { x = "canary" } }\n}\n';

  it('refuses where the object is not there, before anything is written', async () => {
    const { code, err } = await apply(SEED + policy('life-a', 'x'));
    expect([code, err]).toEqual([3, expect.stringContaining('error[existing-missing]: mount.life-kv')]);
    expect([await isThere('sys/mounts/life-kv'), await isThere('sys/policies/acl/life-a')]).toEqual([false, false]);
  });

  it('makes what stands inside, and leaves the object itself alone, also when it destroys', async () => {
    await ask('POST sys/mounts/life-kv', { type: 'kv', description: 'of somebody else' });
    await fine(apply(SEED));
    expect([await isThere('life-kv/a'), await describedAs('life-kv')]).toEqual([true, 'of somebody else']);
    expect(await planned(SEED)).toEqual([]);
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect([await isThere('life-kv/a'), await isThere('sys/mounts/life-kv')]).toEqual([false, true]);
  });
});

describe('ignore', () => {
  const seed = (description: string, ttl: string): string =>
    mount('kv', description, `max_lease_ttl = "${ttl}"\n lifecycle { ignore = ["description"] }`);

  it('writes a field once and never looks at it again', async () => {
    await fine(apply(seed('first', '1h')));
    expect(await describedAs('life-kv')).toBe('first');
    await ask('POST sys/mounts/life-kv/tune', { description: 'by hand' });
    expect(await planned(seed('second', '1h'))).toEqual([]);
    await fine(stage.vaultseed('drift'));
    await fine(apply(seed('second', '2h')));
    const { data } = await ask('GET sys/mounts/life-kv/tune');
    expect(data).toMatchObject({ description: 'by hand', max_lease_ttl: 7200 });
  });
});

describe('create_only', () => {
  it('makes an object and then leaves it to others, until it is gone', async () => {
    const seed = (path: string): string => policy('life-a', path, 'lifecycle { create_only = true }');
    await fine(apply(seed('x')));
    await ask('POST sys/policies/acl/life-a', { policy: 'path "hand" { capabilities = ["list"] }' });
    expect(await planned(seed('y'))).toEqual([]);
    await fine(stage.vaultseed('drift'));
    await ask('DELETE sys/policies/acl/life-a');
    expect(await planned(seed('y'))).toEqual(['create policy.life-a']);
    await fine(apply(seed('y')));
    expect((await ask('GET sys/policies/acl/life-a')).data.policy).toContain('"y"');
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await isThere('sys/policies/acl/life-a')).toBe(false);
  });
});

describe('--target', () => {
  const SEED = `
    ${policy('life-a', 'x')}
    ${policy('life-b', 'x')}
    auth "life-apps" {
      type = "approle"
      role "app"   { token_policies = [policy.life-a.name] }
      role "other" { token_policies = [policy.life-b.name] }
    }
    ${mount('kv', 'one', 'secret "a" { data = { x = "canary" } }')}
  `;

  it('keeps to an object and what it needs', async () => {
    expect(await planned(SEED, ' --target auth.life-apps.role.app')).toEqual([
      'create policy.life-a',
      'create auth.life-apps',
      'create auth.life-apps.role.app',
    ]);
    await fine(stage.vaultseed('apply --auto-approve --target auth.life-apps.role.app'));
    expect([await isThere('sys/policies/acl/life-b'), await isThere('sys/mounts/life-kv')]).toEqual([false, false]);
    expect(await planned(SEED)).toEqual([
      'create policy.life-b',
      'create auth.life-apps.role.other',
      'create mount.life-kv',
      'create mount.life-kv.secret.a',
    ]);
  });

  it('takes an object with all that stands in it, and several at once', async () => {
    expect(await planned(SEED, ' --target mount.life-kv -target=policy.life-b')).toEqual([
      'create policy.life-b',
      'create mount.life-kv',
      'create mount.life-kv.secret.a',
    ]);
  });

  it('destroys an object with what needs it, and nothing else', async () => {
    await fine(apply(SEED));
    const { out } = await fine(stage.vaultseed('destroy --auto-approve --target policy.life-a'));
    expect(out).toContain('Applied: 2 deleted.');
    expect([await isThere('sys/policies/acl/life-a'), await isThere('auth/life-apps/role/app')]).toEqual([
      false,
      false,
    ]);
    expect([await isThere('sys/policies/acl/life-b'), await isThere('auth/life-apps/role/other')]).toEqual([
      true,
      true,
    ]);
    expect(await isThere('life-kv/a')).toBe(true);
  });

  it('says when nothing is declared there, and writes nothing', async () => {
    const { code, err } = await apply(SEED, ' --target policy.life-c');
    expect([code, err]).toEqual([1, expect.stringContaining('error[unknown-target]')]);
    expect(await isThere('sys/policies/acl/life-a')).toBe(false);
  });
});

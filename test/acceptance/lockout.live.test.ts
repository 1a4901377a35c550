import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

const OWN = 'lockout-ops';
const POLICY = (capabilities: string): string => `policy "${OWN}" {
  path "sys/policies/acl/*" { capabilities = ${capabilities} }
  path "sys/auth" { capabilities = ["read"] }
  path "auth/lockout-people/*" { capabilities = ["create", "read", "update", "delete"] }
  path "sys/auth/lockout-people" { capabilities = ["update", "delete", "sudo"] }
  path "sys/mounts/auth/lockout-people/tune" { capabilities = ["update"] }
}
`;
const ALL = '["create", "read", "update", "delete", "list"]';
const PEOPLE = `auth "lockout-people" {
  type = "userpass"
  user "ada" {
    password       = "canary-lockout"
    token_policies = ["${OWN}"]
  }
}
`;
const WHOLE = `${POLICY(ALL)}${PEOPLE}`;
const OTHER = 'policy "lockout-other" {\n  path "secret/lockout" { capabilities = ["read"] }\n}\n';

const LOCKED = `error[self-lockout]: policy.lockout-ops could not be undone by this token: it loses update on
  sys/policies/acl/lockout-ops
 ┌ main.seed.hcl:1:1
1│ policy "lockout-ops" {
 │ ^^^^^^^^^^^^^^^^^^^^
 = it has that right from path "sys/policies/acl/*" of the policy lockout-ops; afterwards that path
   no longer gives it
 = keep it there, or give it in another policy of the token first, or let a token apply this that
   does not depend on it

Refused: nothing was written.
`;

/** Lines are broken to fit a terminal. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe.each(products())('a plan and the token that carries it out, on $name', (server) => {
  let stage: Stage;
  let ada: Record<string, string>;

  const tokenWith = async (policy: string, more: object = {}): Promise<Record<string, string>> => {
    await byHand(server, 'POST sys/policies/acl/lockout-some', { body: { policy } });
    const body = { policies: ['lockout-some'], ttl: '10m', ...more };
    const { auth } = await byHand(server, 'POST auth/token/create', { body });
    return { VAULT_TOKEN: auth?.client_token ?? 'none' };
  };
  const login = async (): Promise<Record<string, string>> => {
    const { auth } = await byHand(server, 'POST auth/lockout-people/login/ada', {
      body: { password: 'canary-lockout' },
    });
    return { VAULT_TOKEN: auth?.client_token ?? 'none' };
  };
  const live = async (): Promise<unknown> => (await byHand(server, `GET sys/policies/acl/${OWN}`)).data.policy;

  beforeAll(async () => {
    stage = stageFor(server, WHOLE);
    await fine(stage.vaultseed('apply --auto-approve'));
    ada = await login();
  });
  afterAll(async () => {
    stage.seed(`${WHOLE}${OTHER}`);
    await stage.vaultseed('destroy --auto-approve');
    await byHand(server, 'DELETE sys/policies/acl/lockout-some');
    stage.remove();
  });

  describe('what it would lose', () => {
    it('is refused where what one of its policies gains takes the place of a wider right of another', async () => {
      stage.seed(`${WHOLE}${OTHER}`);
      await fine(stage.vaultseed('apply --auto-approve'));
      const rules = `path "sys/policies/acl/*" { capabilities = ${ALL} }
        path "sys/*" { capabilities = ["read", "list"] }
        path "auth/lockout-people/*" { capabilities = ["read"] }`;
      const token = await tokenWith(rules, { policies: ['lockout-some', 'lockout-other'] });
      const gained = 'path "sys/policies/acl/lockout-other" { capabilities = ["read"] }';
      stage.seed(`${WHOLE}${OTHER.replace('{\n', `{\n  ${gained}\n`)}`);
      const { code, err } = await stage.vaultseed('apply --auto-approve', token);
      expect([code, flat(err)]).toEqual([
        3,
        expect.stringContaining('it loses update on sys/policies/acl/lockout-other'),
      ]);
      await byHand(server, 'DELETE sys/policies/acl/lockout-other');
      stage.seed(WHOLE);
    });

    it('is refused where its own policy would no longer let it write that policy', async () => {
      stage.seed(`${POLICY('["read", "list"]')}${PEOPLE}`);
      const before = await live();
      const { code, err } = await stage.vaultseed('apply --auto-approve', ada);
      expect(code).toBe(3);
      expect(err).toContain('error[self-lockout]');
      expect(flat(err)).toContain(
        `policy.${OWN} could not be undone by this token: it loses update on sys/policies/acl/${OWN}`,
      );
      expect(flat(err)).toContain(`path "sys/policies/acl/*" of the policy ${OWN}`);
      expect(await live()).toBe(before);
      expect(await stage.vaultseed('plan', ada)).toMatchObject({ code: 3 });
    });

    it('is refused where a path that is nearer would deny it', async () => {
      stage.seed(
        `${WHOLE.replace('path "sys/auth" {', `path "sys/policies/acl/+" { capabilities = ["deny"] }\n  path "sys/auth" {`)}`,
      );
      const { code, err } = await stage.vaultseed('plan', ada);
      // Both patterns have their wildcard at the same place: the one that does not end in * wins.
      expect([code, flat(err)]).toEqual([
        3,
        expect.stringContaining(`path "sys/policies/acl/+" of the policy ${OWN} decides`),
      ]);
    });

    const END = 'expiration = "2131-01-01T00:00:00Z"';
    it.each([
      ['the policy', '', POLICY(ALL).replace('{\n', `{\n  ${END}\n`)],
      ['the policy, after a time', ' --resend-secrets', POLICY(ALL).replace('{\n', '{\n  ttl = "8s"\n')],
      ['a path of it', '', POLICY(`${ALL}\n    ${END}\n  `).replace('{ capabilities', '{\n    capabilities')],
    ])('is refused where it gets an end: %s', async (_, line, text) => {
      // Only OpenBao knows of ends.
      if (server.product === 'vault') return;
      stage.seed(`${text}${PEOPLE}`);
      const before = await live();
      const { code, err } = await stage.vaultseed(`apply --auto-approve${line}`, ada);
      expect([code, flat(err)]).toEqual([3, expect.stringContaining('self-lockout')]);
      expect(await live()).toBe(before);
    });

    it('is refused where its end comes sooner', async () => {
      if (server.product === 'vault') return;
      const ends = (year: number): string =>
        POLICY(ALL).replace('{\n', `{\n  expiration = "${year}-01-01T00:00:00Z"\n`);
      stage.seed(`${ends(2131)}${PEOPLE}`);
      await fine(stage.vaultseed('apply --auto-approve'));
      stage.seed(`${ends(2130)}${PEOPLE}`);
      const sooner = await stage.vaultseed('apply --auto-approve', ada);
      expect([sooner.code, flat(sooner.err)]).toEqual([3, expect.stringContaining('self-lockout')]);
      stage.seed(`${ends(2132)}${PEOPLE}`);
      expect((await fine(stage.vaultseed('plan', ada))).out).toContain('widens access');
      stage.seed(WHOLE.replace('{\n', '{\n  expiration = null\n'));
      await fine(stage.vaultseed('apply --auto-approve'));
      stage.seed(WHOLE);
      await fine(stage.vaultseed('apply --auto-approve'));
    });

    it('is told like this', async () => {
      stage.seed(`${POLICY('["read", "list"]')}${PEOPLE}`);
      expect((await stage.vaultseed('apply --auto-approve', ada)).err).toBe(LOCKED);
    });

    it('is nothing to root', async () => {
      stage.seed(`${POLICY('["read", "list"]')}${PEOPLE}`);
      expect(await stage.vaultseed('plan')).toMatchObject({ code: 0 });
    });

    it('is found in templates too, when the token may look at whom it stands for', async () => {
      const accessor = (await byHand(server, 'GET sys/auth/lockout-people')).data.accessor;
      const own = `path "sys/policies/acl/{{identity.entity.aliases.${accessor}.name}}-ops"`;
      const rules = (held: string, more: string): string =>
        `${own} { capabilities = ${held} }\n  path "sys/policies/acl/*" { capabilities = ["read"] }\n  ${more}`;
      const body = { password: 'canary-lockout', token_policies: ['lockout-eve-ops'] };
      await byHand(server, 'POST auth/lockout-people/users/lockout-eve', { body });
      const ask = async (more: string): Promise<string> => {
        await byHand(server, 'POST sys/policies/acl/lockout-eve-ops', { body: { policy: rules(ALL, more) } });
        const login = 'POST auth/lockout-people/login/lockout-eve';
        const { auth } = await byHand(server, login, { body: { password: 'canary-lockout' } });
        stage.seed(`policy "lockout-eve-ops" {\n  ${rules('["read"]', more)}\n}\n`);
        const { code, err } = await stage.vaultseed('plan', { VAULT_TOKEN: auth?.client_token ?? 'none' });
        return `${code} ${flat(err)}`;
      };
      expect(await ask('')).toMatch(/^3 error\[self-lockout\].*aliases\.auth_/);
      // The default policy lets every token look at its own entity.
      const hidden = 'path "identity/entity/id/{{identity.entity.id}}" { capabilities = ["deny"] }';
      expect(await ask(hidden)).toMatch(
        /^3 error\[lockout-unknown\].*may not read all about its own policies: .*lockout-eve-ops/,
      );
      await byHand(server, 'DELETE sys/policies/acl/lockout-eve-ops');
    });

    it('is found where the login is noted with the token, not in its path', async () => {
      const rights = '"create", "read", "update", "delete", "list"';
      const policy = `path "auth/lockout-apps/*" { capabilities = [${rights}] }\npath "sys/auth" { capabilities = ["read"] }\npath "sys/policies/acl/*" { capabilities = ["read"] }`;
      await byHand(server, 'POST sys/policies/acl/lockout-some', { body: { policy } });
      await byHand(server, 'POST sys/auth/lockout-apps', { body: { type: 'approle' } });
      const role = 'auth/lockout-apps/role/ci';
      await byHand(server, `POST ${role}`, { body: { token_policies: ['lockout-some'] } });
      const { role_id } = (await byHand(server, `GET ${role}/role-id`)).data;
      const { secret_id } = (await byHand(server, `POST ${role}/secret-id`, { body: {} })).data;
      const login = await byHand(server, 'POST auth/lockout-apps/login', { body: { role_id, secret_id } });
      const token = { VAULT_TOKEN: login.auth?.client_token ?? 'none' };
      const method = (policies: string): string =>
        `auth "lockout-apps" {\n  type     = "approle"\n  existing = true\n  role "ci" {\n    token_policies = ${policies}\n  }\n}\n`;
      stage.seed(method('["lockout-none"]'));
      const { code, err } = await stage.vaultseed('plan', token);
      expect([code, flat(err)]).toEqual([3, expect.stringContaining('auth.lockout-apps.role.ci could not be undone')]);
      stage.seed(method('["lockout-none", "lockout-some"]'));
      expect(await stage.vaultseed('plan', token)).toMatchObject({ code: 0 });
      await byHand(server, 'DELETE sys/auth/lockout-apps');
    });

    it('is nothing to a token with another policy', async () => {
      stage.seed(`${POLICY('["read", "list"]')}${PEOPLE}`);
      const token = await tokenWith(
        'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }',
      );
      expect(await stage.vaultseed('plan', token)).toMatchObject({ code: 0 });
    });

    it('is refused where the role it logged in as would get fewer policies', async () => {
      stage.seed(WHOLE.replace(`["${OWN}"]`, '["lockout-none"]'));
      const { code, err } = await stage.vaultseed('plan', ada);
      expect([code, flat(err)]).toEqual([
        3,
        expect.stringContaining('auth.lockout-people.user.ada could not be undone'),
      ]);
    });

    it('is refused where its auth method and its role would be destroyed', async () => {
      stage.seed(WHOLE);
      const { code, err } = await stage.vaultseed('destroy --auto-approve', ada);
      expect(code).toBe(3);
      expect(flat(err)).toContain('auth.lockout-people would be deleted, and with it this token');
      expect(flat(err)).toContain('auth.lockout-people.user.ada would be deleted: this token came from it');
      expect(await byHand(server, 'GET auth/token/lookup-self')).toMatchObject({ status: 200 });
    });

    it('may be widened', async () => {
      stage.seed(
        WHOLE.replace('path "sys/auth" {', 'path "secret/lockout" { capabilities = ["read"] }\n  path "sys/auth" {'),
      );
      expect(await stage.vaultseed('plan', ada)).toMatchObject({ code: 0 });
    });

    it('is unknown to a token that may not look at itself, until somebody says yes', async () => {
      const rights = `path "sys/policies/acl/*" { capabilities = ${ALL} }\npath "sys/auth" { capabilities = ["read"] }\npath "auth/lockout-people/*" { capabilities = ["read"] }`;
      const token = await tokenWith(rights, { no_default_policy: true });
      stage.seed(`${POLICY('["read", "list"]')}${PEOPLE}`);
      const { code, err } = await stage.vaultseed('plan', token);
      expect([code, flat(err)]).toEqual([3, expect.stringContaining('--allow access-narrowing')]);
      expect(await stage.vaultseed('plan --allow access-narrowing', token)).toMatchObject({ code: 0 });
    });
  });

  describe('what it lacks', () => {
    const LACKS = 'path "sys/policies/acl/*" { capabilities = ["read", "list"] }';

    it('is told before anything is written, with what to add', async () => {
      stage.seed(OTHER);
      const token = await tokenWith(LACKS);
      const { code, err } = await stage.vaultseed('apply --auto-approve', token);
      expect(code).toBe(3);
      expect(err).toContain('error[right-missing]');
      expect(flat(err)).toContain(
        'path "sys/policies/acl/lockout-other" { capabilities = ["create", "read", "update", "list"] }',
      );
      expect(await byHand(server, 'GET sys/policies/acl/lockout-other')).toMatchObject({ status: 404 });
    });

    it('is nothing to a plan that is only looked at', async () => {
      expect(await stage.vaultseed('plan', await tokenWith(LACKS))).toMatchObject({ code: 0 });
    });

    it('is unknown where it may not ask: a warning, and the server says it', async () => {
      const { code, err } = await stage.vaultseed(
        'apply --auto-approve',
        await tokenWith(LACKS, { no_default_policy: true }),
      );
      expect(code).toBe(1);
      expect(err).toContain('warning[rights-unknown]');
      expect(err).toContain('error[vault-refused]');
    });

    it.runIf(server.product === 'openbao')('is asked of the namespace that each object is in', async () => {
      const inside = 'path "secret/lockout" { capabilities = ["read"] }';
      stage.seed(`namespace "lockout-ns" {\n  policy "lockout-in" {\n    ${inside}\n  }\n}\n`);
      const own = 'path "sys/namespaces/lockout-ns" { capabilities = ["create", "read", "update", "delete"] }';
      const held = `${own}\npath "lockout-ns/sys/policies/detailed/acl" { capabilities = ["list"] }`;
      const { code, err } = await stage.vaultseed('apply --auto-approve', await tokenWith(held));
      expect([code, flat(err)]).toEqual([3, expect.stringContaining('path "lockout-ns/sys/policies/acl/lockout-in"')]);
      expect(flat(err)).not.toContain('lacks create or update on sys/namespaces');
      const more = `${held}\npath "lockout-ns/sys/policies/acl/*" { capabilities = ${ALL} }`;
      await fine(stage.vaultseed('apply --auto-approve', await tokenWith(more)));
      await fine(stage.vaultseed('destroy --auto-approve'));
    });

    it('is nothing that the server agrees to', async () => {
      stage.seed(OTHER);
      const token = await tokenWith(`path "sys/policies/acl/*" { capabilities = ${ALL} }`);
      await fine(stage.vaultseed('apply --auto-approve', token));
      expect(await stage.vaultseed('destroy --auto-approve', token)).toMatchObject({ code: 0 });
    });
  });
});

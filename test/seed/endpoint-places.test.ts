import { expect, it } from 'vitest';
import { load } from './load.ts';

const data = '{\n  data = { a = 1 }\n}';
const pki = (path: string): string => `mount "pki" {\n  path = "${path}"\n}\n`;

it.each<[name: string, seed: string, parent: string | undefined, needs: readonly string[]]>([
  ['in a mount', `${pki('pki')}endpoint "pki/roles/web" ${data}`, 'mount.pki', ['mount.pki']],
  ['beside a mount', `${pki('pki')}endpoint "pkis/roles/web" ${data}`, undefined, []],
  ['at a mount itself', `${pki('pki')}endpoint "pki" ${data}`, undefined, []],
  ['in a mount with slashes', `${pki('a/b')}endpoint "a/b/roles/web" ${data}`, 'mount.pki', ['mount.pki']],
  ['in an auth method', `auth "ldap" {\n}\nendpoint "auth/ldap/config" ${data}`, 'auth.ldap', ['auth.ldap']],
  ['in a mount of the name of an auth method', `mount "ldap" {\n}\nendpoint "auth/ldap/config" ${data}`, undefined, []],
  [
    'in a mount that somebody else owns',
    `mount "pki" {\n  existing = true\n}\nendpoint "pki/roles/web" ${data}`,
    'mount.pki',
    ['mount.pki'],
  ],
  [
    'in the inner one of two mounts',
    `${pki('a')}mount "inner" {\n  type = "pki"\n  path = "a/b"\n}\nendpoint "a/b/roles/web" ${data}`,
    'mount.inner',
    ['mount.inner'],
  ],
  [
    'in a mount of a namespace, written from outside',
    `namespace "team" {\n  mount "pki" {\n  }\n}\nendpoint "team/pki/roles/web" ${data}`,
    'namespace.team.mount.pki',
    ['namespace.team.mount.pki'],
  ],
  [
    'in a mount of another namespace',
    `${pki('pki')}namespace "team" {\n  endpoint "pki/roles/web" ${data}\n}`,
    undefined,
    ['namespace.team'],
  ],
  [
    'in a namespace, written from outside',
    `namespace "team" {\n}\nendpoint "team/sys/quotas/rate-limit/a" ${data}`,
    undefined,
    ['namespace.team'],
  ],
  [
    'with a reference as well',
    `${pki('pki')}policy "a" {\n  rules = "# x"\n}\nendpoint "pki/roles/web" {\n  data = { a = policy.a.name }\n}`,
    'mount.pki',
    ['mount.pki', 'policy.a'],
  ],
])('an endpoint %s', async (_, text, parent, needs) => {
  const { seed, diagnostics } = await load(text);
  expect(diagnostics.filter(({ code }) => code !== 'unusual-plugin' && code !== 'advice')).toEqual([]);
  const resolved = seed?.resolve(new Map());
  for (const all of [seed?.resources, resolved?.ok ? resolved.value : undefined]) {
    const found = all?.find(({ kind }) => kind.anywhere);
    expect({ parent: found?.parent, needs: found?.dependsOn }).toEqual({ parent, needs });
  }
});

it('cannot be needed by the mount it lies in', async () => {
  const mount = 'mount "pki" {\n  depends_on = [endpoint["pki/roles/web"]]\n}\n';
  const { diagnostics } = await load(`${mount}endpoint "pki/roles/web" ${data}`);
  expect(diagnostics.map(({ code }) => code)).toContain('cycle');
});

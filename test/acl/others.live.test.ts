import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities, compile, type Policy, parsePolicy } from '../../src/acl/index.ts';
import { byHand } from '../acceptance/stage.ts';
import { servers } from '../servers/index.ts';

const OF_DEFAULT = [
  'auth/token/lookup-self',
  'auth/token/renew-self',
  'sys/capabilities-self',
  'cubbyhole/a/b',
  'cubbyhole/',
  'cubbyhole',
  'identity/oidc/provider/x/authorize',
  'sys/internal/ui/resultant-acl',
  'sys/leases/renew',
  'sys/mounts',
  'secret/a',
];

describe.each(servers())('policies that are there, on $name', (server) => {
  const at = { ...server, edition: 'community' as const };
  const read = async (name: string, more: { namespace?: string } = {}): Promise<Policy> => {
    const { data } = await byHand(server, `GET sys/policies/acl/${name}`, more);
    const namespace = more.namespace === undefined ? '' : `${more.namespace}/`;
    const policy = parsePolicy(String(data.policy), { name, namespace });
    if (policy === undefined) throw new Error(`not read: ${name}`);
    return policy;
  };
  const says = async (token: string, paths: readonly string[], more: { namespace?: string } = {}) =>
    (await byHand(server, 'POST sys/capabilities', { body: { token, paths }, ...more })).data;

  it('are understood: the default policy', async () => {
    const body = { policies: ['default'], ttl: '5m' };
    const { auth } = await byHand(server, 'POST auth/token/create', { body });
    const acl = compile({ policies: [await read('default')], server: at, now: Date.now() });
    const ours = Object.fromEntries(OF_DEFAULT.map((path) => [path, capabilities(acl, path)]));
    expect(await says(auth?.client_token ?? '', OF_DEFAULT)).toMatchObject(ours);
  });

  it('are understood: root', async () => {
    const root: Policy = { name: 'root', namespace: '', rules: [] };
    const acl = compile({ policies: [root], server: at, now: Date.now() });
    expect((await says(server.token, ['a']))?.a).toEqual(capabilities(acl, 'a'));
  });

  describe.runIf(server.product === 'openbao')('in namespaces', () => {
    const POLICY =
      'path "+/a" { capabilities = ["read"] }\npath "b*" { capabilities = ["list"] }\npath "+" { capabilities = ["update"] }';
    const PATHS = ['x/a', 'b', 'bc', 'b/', 'c', 'c/', 'acl-ns/x/a', 'acl-ns/b'];
    beforeAll(async () => {
      await byHand(server, 'POST sys/namespaces/acl-ns', { body: {} });
      await byHand(server, 'POST sys/policies/acl/acl-in', { body: { policy: POLICY }, namespace: 'acl-ns' });
      const outside = 'path "acl-ns/b*" { capabilities = ["read", "scan"] }\npath "+/c" { capabilities = ["delete"] }';
      await byHand(server, 'POST sys/policies/acl/acl-out', { body: { policy: outside } });
    });
    afterAll(async () => {
      await byHand(server, 'DELETE sys/namespaces/acl-ns');
      await byHand(server, 'DELETE sys/policies/acl/acl-out');
    });

    it.each([
      ['a policy of the namespace', 'acl-in', 'acl-ns'],
      ['a policy of the root namespace', 'acl-out', undefined],
    ])('%s holds for paths of both', async (_, name, home) => {
      const place = home === undefined ? {} : { namespace: home };
      const body = { policies: [name], no_default_policy: true, ttl: '5m' };
      const { auth } = await byHand(server, 'POST auth/token/create', { body, ...place });
      const acl = compile({ policies: [await read(name, place)], server: at, now: Date.now() });
      for (const namespace of ['', 'acl-ns']) {
        const where = namespace === '' ? {} : { namespace };
        const answer = await byHand(server, 'POST sys/capabilities', {
          body: { token: auth?.client_token, paths: PATHS },
          ...where,
        });
        expect(answer.status).toBe(200);
        const ours = PATHS.map((path) => capabilities(acl, namespace === '' ? path : `${namespace}/${path}`));
        expect([namespace, PATHS.map((path) => answer.data[path])]).toEqual([namespace, ours]);
      }
    });
  });
});

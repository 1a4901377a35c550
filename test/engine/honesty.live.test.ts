import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { Client } from '../../src/server/index.ts';
import { servers } from '../servers/index.ts';
import { kindOf, resourceOf } from './make.ts';
import { actions, clientFor, outcomesOf, planFor } from './on-server.ts';

const catalog = openCatalog();
const top = (block: string): Kind => {
  const kind = catalog.top(block);
  if (kind === undefined) throw new Error(`no kind ${block}`);
  return kind;
};

/** A key kind that believes the server: it sends everything in one request and expects all of it to be taken. */
const believing = kindOf({
  path: '{mount}/keys/{name}',
  properties: {
    exportable: { type: 'boolean', description: 'x' },
    deletion_allowed: { type: 'boolean', description: 'x', reset: false },
  },
});

describe.each(servers())('honesty on $name', (server) => {
  let client: Client;
  const mount = (path: string, type: string): Resource =>
    resourceOf(`mount.${path}`, top('mount'), { fields: { type }, vars: { name: path } });

  beforeAll(async () => {
    client = await clientFor(server);
  });
  afterAll(() => client.close());

  test('a field that the server accepts and drops fails the change, by its name', async () => {
    const store = mount('honest-drop', 'transit');
    const key = resourceOf('mount.honest-drop.key.a', believing, {
      parent: store.address,
      dependsOn: [store.address],
      fields: { exportable: true, deletion_allowed: true },
      vars: { mount: 'honest-drop', name: 'a' },
    });
    const made = await planFor(client, [store, key]);
    expect(actions(made)).toEqual(['create mount.honest-drop', 'create mount.honest-drop.key.a']);
    const outcomes = await outcomesOf(client, made, [store, key]);
    expect(outcomes.map(({ status }) => status)).toEqual(['done', 'failed']);
    const [, failed] = outcomes;
    if (failed?.status !== 'failed') throw new Error('the change did not fail');
    expect(failed.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['write-ignored', 'the server accepted the request but did not take deletion_allowed'],
    ]);
    const gone = await planFor(client, [store], { mode: 'destroy' });
    expect((await outcomesOf(client, gone, [store])).map(({ status }) => status)).toEqual(['done']);
  });

  test('what the token may not read is unseen, never created', async () => {
    const seen = resourceOf('policy.honest-seen', top('policy'), {
      fields: { rules: 'path "a" {\n  capabilities = ["read"]\n}\n' },
    });
    const hidden = resourceOf('policy.honest-hidden', top('policy'), { fields: seen.fields });
    const reader = resourceOf('policy.honest-reader', top('policy'), {
      fields: { rules: 'path "sys/policies/acl/honest-seen" {\n  capabilities = ["read"]\n}\n' },
    });
    await outcomesOf(client, await planFor(client, [reader]), [reader]);
    const token = await client.request({
      method: 'POST',
      path: 'auth/token/create',
      body: { policies: ['honest-reader'] },
    });
    const { client_token } = (token.data as { auth: { client_token: string } }).auth;
    const limited = await clientFor(server, client_token);
    try {
      const made = await planFor(limited, [seen, hidden]);
      expect(actions(made)).toEqual(['create policy.honest-seen']);
      expect(made.plan.unseen.map(({ address }) => address)).toEqual(['policy.honest-hidden']);
    } finally {
      await limited.close();
      await outcomesOf(client, await planFor(client, [reader], { mode: 'destroy' }), [reader]);
    }
  });

  test('a second plan finds nothing to do, and the same plan twice has the same digest', async () => {
    const store = mount('honest-twice', 'transit');
    const first = await planFor(client, [store]);
    expect((await planFor(client, [store])).digest).toBe(first.digest);
    await outcomesOf(client, first, [store]);
    const second = await planFor(client, [store]);
    expect(actions(second)).toEqual([]);
    expect(second.plan.unchanged).toBe(1);
    await outcomesOf(client, await planFor(client, [store], { mode: 'destroy' }), [store]);
    expect(actions(await planFor(client, [store], { mode: 'destroy' }))).toEqual([]);
  });

  test('an interrupted apply starts nothing new and says what was not tried', async () => {
    const policies = ['a', 'b', 'c'].map((name) =>
      resourceOf(`policy.honest-stop-${name}`, top('policy'), {
        fields: { rules: 'path "a" {\n  capabilities = ["read"]\n}\n' },
      }),
    );
    const made = await planFor(client, policies);
    const stop = new AbortController();
    const { applyPlan } = await import('../../src/engine/index.ts');
    const { seedOf } = await import('./on-server.ts');
    const seen: string[] = [];
    for await (const event of applyPlan({
      ...made,
      client,
      seed: seedOf(policies),
      parallelism: 1,
      signal: stop.signal,
    })) {
      if (event.type === 'started') stop.abort();
      else seen.push(event.outcome.status);
    }
    expect(seen).toEqual(['done', 'not-tried', 'not-tried']);
    await outcomesOf(client, await planFor(client, policies, { mode: 'destroy' }), policies);
  });
});

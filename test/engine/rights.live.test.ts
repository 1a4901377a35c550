import { afterAll, describe, expect, it } from 'vitest';
import { missingRights } from '../../src/engine/rights/rights.ts';
import type { Plan } from '../../src/model/plan.ts';
import { byHand } from '../acceptance/stage.ts';
import { servers } from '../servers/index.ts';
import { changeOf, kindOf, resourceOf } from './make.ts';
import { clientFor } from './on-server.ts';

const MANY = 1100;

describe.each(servers())('rights asked for on $name', (server) => {
  const kind = kindOf({ path: 'rights-many/{name}' });
  const changes = Array.from({ length: MANY }, (_, at) => changeOf('delete', resourceOf(`thing.t${at}`, kind)));

  /** The addresses of which a right is missing, and how many requests it took to know. */
  const asked = async (token: string): Promise<[string[], number]> => {
    const client = await clientFor(server, token);
    const before = client.stats().requests;
    const plan: Plan = {
      seed: 'test',
      server: client.identity,
      changes,
      unseen: [],
      unchanged: 0,
      hidden: [],
      rotated: [],
      diagnostics: [],
    };
    const missing = await missingRights({ plan, client });
    const requests = client.stats().requests - before;
    await client.close();
    return [missing.map(({ address = '' }) => address), requests];
  };

  afterAll(() => byHand(server, 'DELETE sys/policies/acl/rights-many'));

  it('of more paths than one request may hold', async () => {
    const policy =
      'path "rights-many/*" { capabilities = ["delete"] }\npath "rights-many/t7" { capabilities = ["read"] }';
    await byHand(server, 'POST sys/policies/acl/rights-many', { body: { policy } });
    const body = { policies: ['rights-many'], ttl: '5m' };
    const { auth } = await byHand(server, 'POST auth/token/create', { body });
    expect(await asked(auth?.client_token ?? '')).toEqual([['thing.t7'], 3]);
  });

  it('not at all for root', async () => expect(await asked(server.token)).toEqual([[], 0]));
});

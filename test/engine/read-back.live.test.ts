import { afterEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Client } from '../../src/server/index.ts';
import { byHand } from '../acceptance/stage.ts';
import { servers } from '../servers/index.ts';
import { resourceOf } from './make.ts';
import { clientFor, outcomesOf, planFor } from './on-server.ts';

const MANY = Array.from({ length: 12 }, (_, n) => `read-back-${n}`);
const catalog = openCatalog();

const kindOf = (block: string) => {
  const kind = catalog.top(block);
  if (kind === undefined) throw new Error(`no ${block}`);
  return kind;
};

describe.each(servers())('what was written, on $name', (server) => {
  afterEach(async () => {
    for (const name of MANY) {
      await byHand(server, `DELETE sys/policies/acl/${name}`);
      await byHand(server, `DELETE sys/mounts/${name}`);
    }
  });

  // The table of all, once for each object that is written, takes as long as the square of their number.
  it.each([
    ['policy', { rules: 'path "x" { capabilities = ["read"] }' }],
    ['mount', { type: 'kv' }],
  ])('is read back one by one, and not as the table of all: %s', async (block, fields) => {
    const resources = MANY.map((name) => resourceOf(`${block}.${name}`, kindOf(block), { fields }));
    const client = await clientFor(server);
    const asked: string[] = [];
    const watched: Client = {
      ...client,
      request: (request) => {
        asked.push(`${request.method} ${request.path}`);
        return client.request(request);
      },
    };
    const made = await planFor(watched, resources);
    asked.length = 0;
    const outcomes = await outcomesOf(watched, made, resources);
    expect(outcomes.map(({ status }) => status)).toEqual(MANY.map(() => 'done'));
    const [own, tables] = [true, false].map((isOwn) =>
      asked.filter((one) => one.startsWith('GET') && MANY.some((name) => one.endsWith(name)) === isOwn),
    );
    expect(own).toHaveLength(MANY.length);
    expect([...(tables ?? []), ...asked.filter((one) => one.startsWith('LIST'))].length).toBeLessThan(3);
  });
});

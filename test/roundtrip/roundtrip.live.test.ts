import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import { perObject } from '../../src/model/per-object.ts';
import type { Client } from '../../src/server/index.ts';
import { auditAllowed, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { type Case, casesOf, isOn } from './cases.ts';
import { connected } from './connected.ts';
import type { State } from './document.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';
import { fill } from './values.ts';
import { clear, type Site, walk } from './walk.ts';

/*
 * Every kind on every server that has it: create, the same in other words, every transition, delete. The cases come from the
 * samples in the kind files, so a new file is walked without a line here.
 */

const catalog = openCatalog();
const cases = casesOf(catalog);
let surroundings: Surroundings;
let folder: string;

beforeAll(async () => {
  surroundings = await startSurroundings();
  folder = await mkdtemp(join(tmpdir(), 'vaultseed-walk-'));
});

afterAll(async () => {
  await surroundings.stop();
  await rm(folder, { recursive: true, force: true });
});

const versionsOf = perObject(async (client: Client): Promise<(plugin: string) => string> => {
  const answer = await client.request({ method: 'GET', path: 'sys/plugins/catalog' });
  const { data } = answer.data as { data: { detailed: { name: string; type: string; version: string }[] } };
  return (plugin) => data.detailed.find(({ name, type }) => `${type}/${name}` === plugin)?.version ?? '';
});

/** How a round trip is made. */
interface Way {
  readonly suffix: string;
  readonly memory: boolean;
  readonly least: boolean;
}

const WAYS: readonly Way[] = [
  { suffix: 'root', memory: false, least: false },
  { suffix: 'least rights and a ledger', memory: true, least: true },
];

const siteOf = async (one: Case, client: Client, way: Way): Promise<Site> => {
  const meanings = { ...surroundings.meanings, plugin: await versionsOf(client) };
  const path = `roundtrip-${one.id.replaceAll(/[^a-z0-9]+/g, '-')}-${way.suffix.replaceAll(' ', '-')}`;
  const name = one.kind.samples.name ?? (one.parent === undefined ? path : 'canary');
  const own = join(folder, `${client.identity.product}-${client.identity.version}`, path);
  return {
    case: one,
    client,
    catalog,
    place: { path, name },
    folder: own,
    fill: (values) => fill(values, meanings) as State,
    ledger: way.memory ? `ledger-of-${path}` : undefined,
    least: way.least,
  };
};

const roundTrip = async (one: Case, client: Client, way: Way): Promise<void> => {
  const site = await siteOf(one, client, way);
  try {
    await walk(site);
  } catch (error) {
    await clear(site).catch(() => {});
    throw error;
  }
  await clear(site);
};

// Audit devices hold for a whole server, and one that cannot be written to stops it: they get a server of their own.
const isGlobal = ({ kind }: Case): boolean => kind.stage === 0;

describe.each(servers())('$name', (server) => {
  const identity = { product: server.product, version: server.version, edition: 'community' } as const;
  const here = cases.filter((one) => isOn(one, identity));
  let client: Client;
  let apart: OwnServer;
  let globalClient: Client;

  beforeAll(async () => {
    client = await connected(server, folder);
    apart = await ownServer(server.name, server.product === 'openbao' ? { config: auditAllowed } : {});
    globalClient = await connected(apart, folder);
  });

  afterAll(async () => {
    await client.close();
    await globalClient.close();
    await apart.stop();
  });

  it('has every plugin that the kind files say it has', () => {
    const types = here.flatMap(({ parent }) =>
      parent === undefined || parent.kind.uncatalogued.includes(parent.type)
        ? []
        : [`${parent.kind.children}/${parent.type}`],
    );
    const missing = types.filter((plugin) => !server.plugins.includes(plugin));
    expect([...new Set(missing)]).toEqual([]);
  });

  const walks = here.flatMap((one) => WAYS.map((way) => ({ one, way, title: `${one.id}, ${way.suffix}` })));

  it.each(walks)('$title', async ({ one, way }) => {
    const why = surroundings.lacks(one.kind.samples.needs);
    if (why !== undefined) expect(process.env.CI, why).not.toBe('true');
    else await roundTrip(one, isGlobal(one) ? globalClient : client, way);
  });
});

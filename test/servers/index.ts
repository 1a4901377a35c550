import { describe } from 'vitest';
import type { Moto } from './moto.ts';
import type { ServerName } from './pins.ts';
import type { Postgres } from './postgres.ts';
import { secretsProgram } from './programs.ts';
import { type OwnServer, type ServerOptions, startSecrets, type TestServer } from './secrets.ts';
import type { Started } from './start.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    started: readonly Started[];
    /** The folder of the leases: which file has which set. */
    leases: string;
  }
}

export type { Moto } from './moto.ts';
export type { ServerName } from './pins.ts';
export { serverNames } from './pins.ts';
export type { Postgres } from './postgres.ts';
export { query } from './postgres.ts';
export { bao262, bao272, vault1211 } from './programs.ts';
export { auditAllowed, hasPlugin, type OwnServer, type TestServer } from './secrets.ts';

/** Files that run at the same time share nothing: each has a set of servers of its own (own-set.ts). */
const mine = (): Started => {
  const set = globalThis.vaultseedServers;
  if (set === undefined) throw new Error('no servers were started for this file');
  return set;
};

/** Every secrets server of this file: `describe.each(servers())('$name', …)`. */
export const servers = (): readonly TestServer[] => mine().servers;

/** One server of each product, the newest: for what the age of a server does not decide. */
export const products = (): readonly TestServer[] =>
  servers().filter(({ product }, at, all) => all.findIndex((one) => one.product === product) === at);

/**
 * In the place of `describe.each`: all servers at the same time, on each one test after the other. For files that mostly wait, for
 * locks, for a second look, for a store that is being made; nothing in such a file may be shared between its servers.
 */
export const atOnce = <T extends TestServer>(some: readonly T[], title: string, tests: (server: T) => void): void =>
  describe.concurrent.each(some)('$name', (server) => {
    describe.sequential(title.replace('$name', server.name), () => tests(server));
  });

/** The AWS stand-in; `undefined` only where this run leaves it out, which CI never does. */
export const moto = (): Moto | undefined => mine().moto;

/** PostgreSQL; `undefined` only where this run leaves it out, which CI never does. */
export const postgres = (): Postgres | undefined => mine().postgres;

/** A fresh server for one test file, for what touches global state (audit, seal, init). End it with `stop`. */
export const ownServer = async (name: ServerName, options: ServerOptions = {}): Promise<OwnServer> =>
  startSecrets(name, await secretsProgram[name](), options);

import { visible } from '../model/clean.ts';
import type { Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import { alertOf } from './alert.ts';
import { isPlainMap } from './answer.ts';
import type { Answer } from './client.ts';
import { TURNED_AWAY } from './message.ts';
import type { Requester } from './requester.ts';
import type { Settings } from './settings.ts';

/** What `sys/health` says of a server that works. */
export interface Health {
  readonly product: string;
  /** Without a leading `v`; empty when the server hides it. */
  readonly version: string;
  readonly edition: 'community' | 'enterprise';
  readonly clusterId: string | undefined;
  /** The time by its clock, in milliseconds since the epoch; undefined where it does not say. */
  readonly time: (() => number) | undefined;
}

/** Asks for status 200 in every state, so that any other status does not come from a Vault or OpenBao. */
const QUERY = [
  'standbyok=true',
  'perfstandbyok=true',
  ...['sealedcode', 'uninitcode', 'drsecondarycode', 'removedcode'].map((name) => `${name}=200`),
].join('&');

/** The first look should not take as long as a large write may, in milliseconds. */
const LONGEST_LOOK = 15_000;

type Body = { readonly [name: string]: Plain };

const stranger = ({ address }: Settings, { status, errors }: Answer): Fault => {
  const said = errors.length === 0 ? '' : `: ${errors.join('; ')}`;
  return new Fault('not-a-vault', `${address} does not answer as Vault or OpenBao do (status ${status}${said})`, {
    help: ['is this the right address and port, and is there no path missing in it?'],
    passing: TURNED_AWAY.has(status),
  });
};

const uninitialised = ({ address }: Settings, program: string): Fault =>
  new Fault('server-uninitialised', `${address} is new: it is not initialised`, {
    help: [`initialise it and keep the keys it prints: ${program} operator init`],
  });

const sealed = ({ address }: Settings, program: string): Fault =>
  new Fault('server-sealed', `${address} is sealed`, { help: [`unseal it: ${program} operator unseal`] });

const passive = ({ address }: Settings): Fault =>
  new Fault('server-standby', `${address} is a disaster-recovery secondary: it serves no requests`, {
    help: ['give the address of the primary cluster'],
  });

/** The server tells its time in whole seconds; from then on our own monotonic clock counts. */
const timeOf = ({ server_time_utc: told }: Body): (() => number) | undefined => {
  const asked = performance.now();
  return typeof told === 'number' ? () => told * 1000 + performance.now() - asked : undefined;
};

const string = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? visible(value) : '';
};

/**
 * Which product this is. Vault's health has a key `enterprise`, OpenBao's has none (seen on 1.21.1 and 2.7.2). A Vault
 * too old for that key has a version below 2.0, where OpenBao's versions begin.
 */
const productOf = (body: Body, version: string): Pick<Health, 'product' | 'edition'> => {
  const isEnterprise = body.enterprise === true || /\+.*ent/.test(version);
  const isVault = isEnterprise || 'enterprise' in body || /^[01]\./.test(version);
  return { product: isVault ? 'vault' : 'openbao', edition: isEnterprise ? 'enterprise' : 'community' };
};

/** Sent without the namespace header, with which OpenBao 2.7.2 refuses `sys/health` (400), and without the token. */
const ask = async (requester: Requester, settings: Settings, signal: AbortSignal | undefined): Promise<Answer> => {
  const timeout = Math.min(settings.timeout, LONGEST_LOOK);
  try {
    return await requester.send({ method: 'GET', path: 'sys/health', query: QUERY, bare: true, timeout, signal });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'connection-dropped') throw (await alertOf(settings)) ?? error;
    if (error.code !== 'answer-unreadable') throw error;
    throw new Fault('not-a-vault', error.message, { help: error.help, passing: error.passing });
  }
};

/**
 * Looks at the server.
 * @throws {Fault} when it is no Vault or OpenBao, not initialised, sealed, or serves no requests.
 */
export const healthOf = async (
  requester: Requester,
  settings: Settings,
  signal: AbortSignal | undefined,
): Promise<Health> => {
  const answer = await ask(requester, settings, signal);
  const body = answer.data;
  if (!isPlainMap(body) || typeof body.initialized !== 'boolean' || typeof body.sealed !== 'boolean') {
    throw stranger(settings, answer);
  }
  const version = string(body, 'version').replace(/^v/, '');
  const product = productOf(body, version);
  const program = product.product === 'openbao' ? 'bao' : 'vault';
  if (!body.initialized) throw uninitialised(settings, program);
  if (body.sealed) throw sealed(settings, program);
  if (body.replication_dr_mode === 'secondary') throw passive(settings);
  const clusterId = string(body, 'cluster_id') || undefined;
  return { ...product, version, clusterId, time: timeOf(body) };
};

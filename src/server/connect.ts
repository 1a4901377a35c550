import { visible } from '../model/clean.ts';
import type { Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import { isPlainMap } from './answer.ts';
import type { Answer, Client, Request, TokenFacts, TokenLease } from './client.ts';
import { type Health, healthOf } from './health.ts';
import { openRequester, type Requester } from './requester.ts';
import type { Settings } from './settings.ts';

interface Line {
  readonly requester: Requester;
  readonly settings: Settings;
  readonly signal: AbortSignal | undefined;
}

const noToken = (): Fault =>
  new Fault('token-missing', 'no token given', {
    help: [
      'looked at, in this order: BAO_TOKEN and VAULT_TOKEN, the token helper that ~/.vault names, ~/.vault-token',
      'log in first: vault login, or bao login',
    ],
  });

const badToken = ({ address }: Settings): Fault =>
  new Fault('token-invalid', `${address} does not know the token`, {
    help: [
      'it has expired or was revoked, has been used as often as it may be, is of another server or namespace, or may not be used from this machine',
      'log in again: vault login, or bao login',
    ],
  });

const noSuchNamespace = ({ address, namespace }: Settings): Fault =>
  new Fault('namespace-unknown', `${address} has no namespace "${visible(namespace)}"`, {
    help: ['its name starts at the root namespace: parent/child, with the case as it was made'],
  });

const noNamespaces = ({ address, namespace }: Settings): Fault =>
  new Fault('namespace-ignored', `${address} is a Vault without namespaces, and "${visible(namespace)}" is asked for`, {
    help: [
      'it would ignore the name, and everything would go into the root',
      'leave it out: --namespace, namespace in the server block, BAO_NAMESPACE, VAULT_NAMESPACE',
    ],
  });

/**
 * Whether the token is valid. `sys/internal/ui/mounts` answers every valid token, even one without policies, and no
 * other (seen on Vault 1.21.1, OpenBao 2.6.2 and 2.7.2).
 */
const isKnownToken = async ({ requester, signal }: Line): Promise<boolean> => {
  const { status } = await requester.send({ method: 'GET', path: 'sys/internal/ui/mounts', signal });
  return status !== 403;
};

const tokenFacts = ({ data }: Answer): TokenFacts | undefined => {
  const facts = isPlainMap(data) ? data.data : undefined;
  if (!isPlainMap(facts)) return undefined;
  const { display_name: name, policies, expire_time: expires } = facts;
  return {
    displayName: typeof name === 'string' ? visible(name) : '',
    policies: Array.isArray(policies) ? policies.map((policy) => visible(String(policy))) : [],
    expires: typeof expires === 'string' ? visible(expires) : undefined,
    lease: leaseOf(facts),
    ...originOf(facts),
  };
};

/**
 * How long the token lasts. A ttl of 0 is a token that never expires or, where there is an `expire_time`, one in its last
 * second. The full life of a periodic token is its period.
 */
const leaseOf = (facts: { readonly [name: string]: Plain }): TokenLease | undefined => {
  const { ttl: left, creation_ttl: made, period, renewable, expire_time: end } = facts;
  if (typeof left !== 'number' || (left <= 0 && typeof end !== 'string')) return undefined;
  const full = [period, made].find((value) => typeof value === 'number' && value > 0);
  return { left, full: typeof full === 'number' ? full : left, renewable: renewable === true };
};

const textOf = (value: Plain | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? visible(value) : undefined;

const originOf = (facts: { readonly [name: string]: Plain }): Partial<TokenFacts> => {
  const { identity_policies: identity, path, meta, entity_id: entityId, namespace_path: namespace } = facts;
  const noted = isPlainMap(meta) ? Object.entries(meta) : [];
  return {
    identityPolicies: Array.isArray(identity) ? identity.map((policy) => visible(String(policy))) : [],
    path: textOf(path),
    meta: Object.fromEntries(noted.map(([name, value]) => [visible(name), visible(String(value))])),
    entityId: textOf(entityId),
    namespace: typeof namespace === 'string' ? visible(namespace).replace(/\/$/, '') : undefined,
  };
};

/** The facts of the token; undefined when it may not look itself up, which does not mean that it is invalid. */
const lookUp = async (line: Line): Promise<TokenFacts | undefined> => {
  const { settings, requester, signal } = line;
  const answer = await requester.send({ method: 'GET', path: 'auth/token/lookup-self', signal });
  if (answer.status === 200) return tokenFacts(answer);
  // Without a token here an agent between us and the server may add one.
  if (settings.token === undefined) throw noToken();
  if (answer.status === 404 && settings.namespace !== '') throw noSuchNamespace(settings);
  if (answer.status === 403 && !(await isKnownToken(line))) throw badToken(settings);
  return undefined;
};

/** A server may hide its version in `sys/health`; its version history shows it to whoever is logged in. */
const versionOf = async ({ version }: Health, { requester, settings, signal }: Line): Promise<string> => {
  if (version !== '') return version;
  const { data } = await requester.send({ method: 'LIST', path: 'sys/version-history', signal });
  const listed = isPlainMap(data) && isPlainMap(data.data) ? data.data.keys : undefined;
  const last = Array.isArray(listed) ? listed.at(-1) : undefined;
  if (typeof last === 'string') return visible(last);
  throw new Fault('version-hidden', `${settings.address} does not tell its version`, {
    help: ['turn off redact_version in its listener, or let the token list sys/version-history'],
  });
};

/** For how many milliseconds a token that was seen to be valid is taken for valid when a read is refused. */
const TRUST = 1_000;

/**
 * Sends requests, and tells a token that has expired from one that lacks a right: the server answers both with 403. When
 * a write is refused the token is checked, unless that was done since the write began. Once the token is known to have
 * expired nothing more is sent.
 */
const tokenWatch = (line: Line) => {
  let known: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  let ended = false;
  const isGood = (since: number): Promise<boolean> => {
    if (known === undefined || known.at < since) {
      known = { at: performance.now(), answer: isKnownToken(line) };
    }
    return known.answer;
  };
  return async (request: Request): Promise<Answer> => {
    if (ended) throw badToken(line.settings);
    const began = performance.now();
    const answer = await line.requester.send(request);
    if (answer.status !== 403) return answer;
    const reads = request.method === 'GET' || request.method === 'LIST';
    if (await isGood(reads ? performance.now() - TRUST : began)) return answer;
    ended = true;
    throw badToken(line.settings);
  };
};

const introduce = async (line: Line): Promise<Client> => {
  const { requester, settings, signal } = line;
  const health = await healthOf(requester, settings, signal);
  const { product, edition, clusterId } = health;
  if (settings.namespace !== '' && product === 'vault' && edition === 'community') throw noNamespaces(settings);
  const token = await lookUp(line);
  const version = await versionOf(health, line);
  const { address, namespace } = settings;
  const root = token?.policies.includes('root') ? true : undefined;
  return {
    identity: { product, version, edition, address, namespace, clusterId, token: token?.displayName, root },
    token,
    request: tokenWatch({ ...line, signal: undefined }),
    time: () => health.time?.(),
    know: requester.know,
    close: requester.close,
    stats: requester.stats,
  };
};

/**
 * Looks at the server and the token, and opens a client for them: by `sys/health`, `auth/token/lookup-self` and at most
 * two more requests.
 * @throws {Fault} when the server is unreachable, sealed, not initialised, something else, or refuses the token or the
 * namespace.
 */
export const connect = async (
  settings: Settings,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Client> => {
  const requester = await openRequester(settings);
  try {
    return await introduce({ requester, settings, signal });
  } catch (error) {
    await requester.close();
    throw error;
  }
};

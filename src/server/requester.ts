import type { Data } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import { says } from './answer.ts';
import { type Outgoing, outgoing } from './body.ts';
import { type Answer, type ClientStats, type Request, requestText } from './client.ts';
import { exchange } from './exchange.ts';
import type { Http } from './http.ts';
import { type KnownSecrets, knownSecrets } from './known-secrets.ts';
import type { Inbound, Outbound } from './message.ts';
import { openPool } from './pool.ts';
import { otherNode, readInbound } from './read.ts';
import { type Ending, hasNoActiveNode, isDoubtful, pause, waitBefore } from './retry.ts';
import { scrubber } from './scrub.ts';
import { semaphore } from './semaphore.ts';
import type { Settings } from './settings.ts';
import type { Where } from './trouble.ts';

/** A request as the requester takes it. */
interface Call extends Request {
  /** Send neither the token nor the namespace: for the first look at a server. */
  readonly bare?: boolean | undefined;
  /** In milliseconds, in the place of the one in the settings. */
  readonly timeout?: number | undefined;
}

export interface Requester {
  send(call: Call): Promise<Answer>;
  /** See `Client.know`. */
  know(of: Pick<Request, 'path' | 'namespace'>, data: Data): void;
  close(): Promise<void>;
  stats(): ClientStats;
}

/** For how many milliseconds one request is tried again, unless a single attempt may take longer. */
const PATIENCE = 120_000;
const MOST_HOPS = 2;

interface Line {
  readonly http: Http;
  readonly settings: Settings;
  readonly base: Base;
  readonly counts: { requests: number; retries: number; met: boolean };
  readonly known: KnownSecrets;
}

/** What all requests share. */
interface Base {
  readonly origin: string;
  readonly path: string;
  /** Headers by namespace; at undefined those of requests without token and namespace. */
  readonly heads: Map<string | undefined, readonly string[]>;
}

const baseOf = ({ address }: Settings): Base => {
  const { origin, pathname } = new URL(address.startsWith('unix:') ? 'http://localhost' : address);
  return { origin, path: `${pathname.replace(/\/$/, '')}/v1/`, heads: new Map() };
};

const COMMON = ['accept', 'application/json', 'user-agent', 'vaultseed', 'x-vault-request', 'true'];

/** The headers that do not depend on what is sent, names and values in turn. Made once for each namespace. */
const headFor = ({ settings, base: { heads } }: Line, call: Call): readonly string[] => {
  const namespace = call.bare
    ? undefined
    : [call.outer ?? settings.namespace, call.namespace].filter(Boolean).join('/');
  const known = heads.get(namespace);
  if (known !== undefined) return known;
  const token = call.bare ? undefined : settings.token;
  const head = [
    ...COMMON,
    ...(namespace ? ['x-vault-namespace', namespace] : []),
    ...(token === undefined ? [] : ['x-vault-token', String(token.reveal())]),
  ];
  heads.set(namespace, head);
  return head;
};

const queryOf = ({ method, query = '' }: Call): string => {
  if (method !== 'LIST') return query === '' ? '' : `?${query}`;
  return query === '' ? '?list=true' : `?${query}&list=true`;
};

const typeOf = ({ method }: Call): string => (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');

const outboundFor = (line: Line, call: Call, text: string | undefined): Outbound => {
  const head = headFor(line, call);
  return {
    origin: line.base.origin,
    path: `${line.base.path}${call.path}${queryOf(call)}`,
    // Some proxies let no method LIST through; the servers take GET with list=true for it.
    method: call.method === 'LIST' ? 'GET' : call.method,
    headers: text === undefined ? head : [...head, 'content-type', typeOf(call)],
    body: text,
    before: call.before,
  };
};

const sealed = ({ address }: Where): Fault =>
  new Fault('server-sealed', `${address} is sealed`, {
    help: ['unseal it: vault operator unseal, or bao operator unseal; then run this again'],
  });

const noActiveNode = ({ address }: Where): Fault =>
  new Fault('server-standby', `${address} is a standby node and knows no active one`, {
    help: ['give the address of the active node, or wait until the cluster has chosen one'],
  });

/** Masks what this request has sent, and what else the run knows of the place. */
const scrubFor = ({ settings, known }: Line, call: Call, { secrets }: Outgoing) => {
  let scrub: ((text: string) => string) | undefined;
  return (text: string): string => {
    scrub ??= scrubber(secrets, settings.token === undefined ? [] : [String(settings.token.reveal())]);
    return known.scrub(call, scrub(text));
  };
};

/** What the attempts of one call share. */
interface Task {
  readonly call: Call;
  readonly body: Outgoing;
  readonly where: Where;
  readonly scrub: (text: string) => string;
}

const understood = (inbound: Inbound, outbound: Outbound, { call, where, scrub }: Task): Ending => {
  try {
    const answer = readInbound(inbound, outbound, { where, method: call.method, scrub });
    if (answer.status === 503 && says(answer, /sealed/i)) throw sealed(where);
    return { answer, retryAfter: inbound.retryAfter };
  } catch (error) {
    if (error instanceof Fault && error.passing) return { trouble: { stage: 'turned-away', fault: error } };
    throw error;
  }
};

/** One attempt, along the redirects from standby nodes to the active one. */
const attempt = async (line: Line, task: Task): Promise<Ending> => {
  let outbound = outboundFor(line, task.call, task.body.text);
  let { where } = task;
  for (let hops = 0; ; hops += 1) {
    line.counts.requests += 1;
    const result = await exchange(line.http, outbound, { where, signal: task.call.signal });
    if ('trouble' in result) return result;
    line.counts.met = true;
    const node = hops < MOST_HOPS ? otherNode(result.inbound, outbound) : undefined;
    if (node === undefined) return understood(result.inbound, outbound, { ...task, where });
    outbound = { ...outbound, origin: node };
    where = { ...where, address: node };
  }
};

const settle = (ending: Ending, where: Where): Answer => {
  if ('trouble' in ending) throw ending.trouble.fault;
  if (hasNoActiveNode(ending.answer)) throw noActiveNode(where);
  return ending.answer;
};

const taskFor = (line: Line, call: Call): Task => {
  const { settings } = line;
  const body = outgoing(call.body);
  line.known.keepTexts(call, body.secrets);
  const where: Where = {
    address: settings.address,
    request: call.bare ? undefined : requestText(call),
    proxied: settings.proxy !== undefined,
    timeout: call.timeout ?? settings.timeout,
  };
  return { call, body, where, scrub: scrubFor(line, call, body) };
};

const sendOn = async (line: Line, call: Call): Promise<Answer> => {
  const { settings, counts } = line;
  const task = taskFor(line, call);
  const repeat = call.repeat ?? (call.method === 'GET' || call.method === 'LIST' ? 'safe' : 'never');
  const patience = Math.max(PATIENCE, task.where.timeout);
  const began = performance.now();
  let drops = 0;
  let doubtful = false;
  for (let retries = 0; ; retries += 1) {
    const ending = await attempt(line, task);
    if ('trouble' in ending && ending.trouble.stage === 'dropped') drops += 1;
    const limits = { retries: settings.retries, patience, repeat, met: counts.met };
    const wait = waitBefore(ending, limits, { retries, drops, elapsed: performance.now() - began });
    if (wait === undefined) return doubtful ? { ...settle(ending, task.where), doubtful } : settle(ending, task.where);
    doubtful ||= isDoubtful(ending);
    counts.retries += 1;
    await pause(wait, call.signal);
  }
};

/** The HTTP core: a pool of connections and the rules for trying again. It knows nothing of products. */
export const openRequester = async (settings: Settings): Promise<Requester> => {
  const line: Line = {
    http: await openPool(settings),
    settings,
    base: baseOf(settings),
    counts: { requests: 0, retries: 0, met: false },
    known: knownSecrets(),
  };
  const enter = semaphore(settings.parallelism);
  return {
    send: (call) => (call.urgent ? sendOn(line, call) : enter(() => sendOn(line, call))),
    know: (of, data) => line.known.keep(of, data),
    close: () => line.http.close(),
    stats: () => ({ requests: line.counts.requests, retries: line.counts.retries }),
  };
};

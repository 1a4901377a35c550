import { setMaxListeners } from 'node:events';
import { Agent, type ClientRequest, type RequestOptions, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { checkServerIdentity, createSecureContext, type PeerCertificate } from 'node:tls';
import type { Secret } from '../model/secret.ts';
import { HttpError, type Outbound } from './message.ts';

/** How servers are reached. */
export interface Reach {
  /** How many connections there may be to one server at once. */
  readonly connections: number;
  /** Of an answer, in bytes: one that is larger is not read to its end. */
  readonly largest: number;
  /** How long a connection may take to come about, in milliseconds. */
  readonly patience: number;
  readonly tls: TlsOptions;
  readonly socketPath?: string | undefined;
  readonly proxy?: Secret | undefined;
}

/** The options of Node's TLS that `TlsSettings` comes to. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string[];
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
}

/** How long a connection is kept that nobody needs, in milliseconds. */
const IDLE = 4_000;

/** What differs from request to request. All else is put together once: each member that is copied counts. */
interface Start {
  readonly path: string;
  readonly method: string;
  readonly headers: string[];
}

/** By which requests go to a server, over connections that are kept. */
export interface Way {
  /** Begins a request; nothing of it is sent before its end is called. */
  readonly start: (how: Start, outbound: Outbound) => ClientRequest;
  readonly destroy: () => void;
  /** Whatever fails before there is a connection is the proxy's doing. */
  readonly isTunnel?: true;
}

/** As the agents of that library are. */
type Tunnel = Agent & { protocol: string; options: object };

interface Pool {
  readonly keepAlive: true;
  readonly maxSockets: number;
  readonly timeout: number;
}

const isTls = ({ protocol }: URL): boolean => protocol === 'https:';
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** The context is made once: with many authorities it takes long, and they would be part of each connection's name. */
const secured = ({ rejectUnauthorized, servername, ...ours }: TlsOptions) => ({
  rejectUnauthorized,
  ...(servername !== undefined && { servername }),
  secureContext: createSecureContext(ours),
});

const straight = ({ socketPath, tls }: Reach, pool: Pool, url: URL): Way => {
  const agent = isTls(url) ? new TlsAgent(pool) : new Agent(pool);
  const options: RequestOptions = {
    ...{ agent, host: hostOf(url), port: portOf(url) },
    ...(isTls(url) && secured(tls)),
    ...(socketPath !== undefined && { socketPath }),
  };
  const start = isTls(url) ? tlsRequest : request;
  return {
    start: ({ path, method, headers }) => start({ ...options, path, method, headers }),
    destroy: () => agent.destroy(),
  };
};

const loginOf = ({ username, password }: URL): readonly string[] => {
  if (username === '' && password === '') return [];
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return ['proxy-authorization', `Basic ${login}`];
};

/** For servers without TLS: the proxy is told the whole address. */
const relayed = (proxy: URL, pool: Pool): Way => {
  const agent = isTls(proxy) ? new TlsAgent(pool) : new Agent(pool);
  const options = { agent, host: hostOf(proxy), port: portOf(proxy) };
  const login = loginOf(proxy);
  const start = isTls(proxy) ? tlsRequest : request;
  return {
    start: ({ method, headers }, { origin, path }) =>
      start({ ...options, path: `${origin}${path}`, method, headers: [...headers, ...login] }),
    destroy: () => agent.destroy(),
  };
};

/** To whom a tunnel leads. */
interface Far {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsOptions | undefined;
}

/** The proxy lets all of it through, and the agent of a library asks it for that. */
const tunnelled = (agent: Tunnel, { host, port, tls }: Far, end = () => {}): Way => {
  // Else it guesses that from the stack of calls.
  agent.protocol = tls === undefined ? 'http:' : 'https:';
  const judge = (_: string, certificate: PeerCertificate) => checkServerIdentity(tls?.servername ?? host, certificate);
  // It drops what agents are told of the life of a connection; and where a server is called by its number, it would expect
  // the name of the proxy. Said of a request instead of the agent, newer versions of Node would share no connection.
  Object.assign(agent.options, { timeout: IDLE }, tls && { checkServerIdentity: judge });
  const options = { agent, host, port, protocol: agent.protocol, ...(tls && secured(tls)) };
  const start = tls === undefined ? request : tlsRequest;
  return {
    start: ({ path, method, headers }) => {
      const sent = start({ ...options, path, method, headers });
      // What a proxy answers that refuses is no answer of the server.
      sent.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        if (statusCode !== 200) sent.destroy(new HttpError('PROXY_REFUSED', statusCode));
      });
      return sent;
    },
    destroy: () => {
      agent.destroy();
      end();
    },
    isTunnel: true,
  };
};

/** The ways to the servers that addresses name. What few need is loaded here. */
export const waysOf = async (reach: Reach): Promise<(url: URL) => Way> => {
  const pool: Pool = { keepAlive: true, maxSockets: reach.connections, timeout: IDLE };
  if (reach.proxy === undefined) return (url) => straight(reach, pool, url);
  const proxy = new URL(String(reach.proxy.reveal()));
  const far = (url: URL): Far => ({ host: hostOf(url), port: portOf(url), tls: isTls(url) ? reach.tls : undefined });
  const { keepAlive, maxSockets } = pool;
  if (proxy.protocol.startsWith('socks')) {
    const { SocksProxyAgent } = await import('socks-proxy-agent');
    return (url) => tunnelled(new SocksProxyAgent(proxy, { keepAlive, maxSockets }), far(url));
  }
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return (url) => {
    if (!isTls(url)) return relayed(proxy, pool);
    // Ends connections, too, over which the proxy has not answered yet: its agent does not know of them.
    const end = new AbortController();
    setMaxListeners(0, end.signal);
    const options = { keepAlive, maxSockets, signal: end.signal };
    return tunnelled(new HttpsProxyAgent(proxy, options), far(url), () => end.abort());
  };
};

import { setMaxListeners } from 'node:events';
import { Agent, type ClientRequest, type RequestOptions, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { checkServerIdentity, createSecureContext, type PeerCertificate } from 'node:tls';
import type { Secret } from '../model/secret.ts';
import { HttpError, type Outbound } from './message.ts';

/** How to connect to a server, whatever is sent to it. */
export interface ConnectOptions {
  /** How many connections there may be to one server at once. */
  readonly connections: number;
  /** The largest answer that is read to its end, in bytes. */
  readonly largest: number;
  /** How long connecting may take, in milliseconds. */
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

/** How long an idle connection is kept, in milliseconds. */
const IDLE = 4_000;

/**
 * The part of Node's request options that differs from request to request. The rest is built once, and spread behind it: of
 * what gets further members after a spread V8 makes a class for each single object, which stays until it collects its whole heap.
 */
interface Start {
  readonly path: string;
  readonly method: string;
  readonly headers: string[];
}

/** A route to one server: straight, or through a proxy, over connections that are kept alive. */
export interface Route {
  /** Starts a request; nothing is sent before its `end()` is called. */
  readonly start: (how: Start, outbound: Outbound) => ClientRequest;
  readonly destroy: () => void;
  /** The route is a tunnel: what fails before there is a connection is the proxy's fault. */
  readonly isTunnel?: true;
}

/** What the agents of the two proxy libraries have in common. */
type Tunnel = Agent & { protocol: string; options: object };

interface Pool {
  readonly keepAlive: true;
  readonly maxSockets: number;
  readonly timeout: number;
}

const isTls = ({ protocol }: URL): boolean => protocol === 'https:';
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** The context is made once: with many authorities that takes long, and Node would make them part of each connection's key. */
const secured = ({ rejectUnauthorized, servername, ...ours }: TlsOptions) => ({
  rejectUnauthorized,
  ...(servername !== undefined && { servername }),
  secureContext: createSecureContext(ours),
});

const straight = ({ socketPath, tls }: ConnectOptions, pool: Pool, url: URL): Route => {
  const agent = isTls(url) ? new TlsAgent(pool) : new Agent(pool);
  const options: RequestOptions = {
    ...{ agent, host: hostOf(url), port: portOf(url) },
    ...(isTls(url) && secured(tls)),
    ...(socketPath !== undefined && { socketPath }),
  };
  const start = isTls(url) ? tlsRequest : request;
  return {
    start: ({ path, method, headers }) => start({ path, method, headers, ...options }),
    destroy: () => agent.destroy(),
  };
};

const loginOf = ({ username, password }: URL): readonly string[] => {
  if (username === '' && password === '') return [];
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return ['proxy-authorization', `Basic ${login}`];
};

/** Said outright: left out, NODE_TLS_REJECT_UNAUTHORIZED decides. */
const VERIFIED = { rejectUnauthorized: true };

/** For servers without TLS: the request line names the whole address, and the proxy sends the request on. */
const relayed = (proxy: URL, pool: Pool): Route => {
  const agent = isTls(proxy) ? new TlsAgent(pool) : new Agent(pool);
  const options = { agent, host: hostOf(proxy), port: portOf(proxy), ...VERIFIED };
  const login = loginOf(proxy);
  const start = isTls(proxy) ? tlsRequest : request;
  return {
    start: ({ method, headers }, { origin, path }) =>
      start({ path: `${origin}${path}`, method, headers: [...headers, ...login], ...options }),
    destroy: () => agent.destroy(),
  };
};

/** The far end of a tunnel. */
interface Far {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsOptions | undefined;
}

/** Asks the proxy for a tunnel by the agent of a library; inside it the proxy sees bytes only. */
const tunnelled = (agent: Tunnel, { host, port, tls }: Far, end = () => {}): Route => {
  // Unless told, the agent guesses it from the call stack.
  agent.protocol = tls === undefined ? 'http:' : 'https:';
  const judge = (_: string, certificate: PeerCertificate) => checkServerIdentity(tls?.servername ?? host, certificate);
  // The library drops the idle time that its agent was given. Where the server is an IP address it would also check the
  // certificate against the proxy's name. Set on each request instead, the check keeps newer versions of Node from
  // sharing connections.
  Object.assign(agent.options, { timeout: IDLE }, tls && { checkServerIdentity: judge });
  const options = { agent, host, port, protocol: agent.protocol, ...(tls && secured(tls)) };
  const start = tls === undefined ? request : tlsRequest;
  return {
    start: ({ path, method, headers }) => {
      const sent = start({ path, method, headers, ...options });
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
export const routesOf = async (reach: ConnectOptions): Promise<(url: URL) => Route> => {
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
    const options = { keepAlive, maxSockets, signal: end.signal, ...VERIFIED };
    return tunnelled(new HttpsProxyAgent(proxy, options), far(url), () => end.abort());
  };
};

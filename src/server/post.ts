import type { Dispatcher } from 'undici';
import type { Secret } from '../model/secret.ts';
import type { Environment } from './environment.ts';
import { seconds } from './exchange.ts';
import { proxyFor } from './proxy.ts';

export interface PostAnswer {
  readonly status: number;
  /** What the receiver asks for before the next attempt, in milliseconds; 0 when it does not. */
  readonly retryAfter: number;
}

/** A receiver of JSON documents that is no secrets server. */
export interface Post {
  /**
   * Sends one document, once. Redirects are answers like all others, and are not followed.
   * @throws what the network says; its text holds nothing of the document.
   */
  send(body: string, headers: Readonly<Record<string, string>>, patience: number): Promise<PostAnswer>;
  close(): Promise<void>;
}

/** More of an answer than this is not read: only its status counts. */
const LARGEST = 64 * 1024;
const CONNECT_PATIENCE = 10_000;

const openAgent = async (address: string, proxy: Secret | undefined): Promise<Dispatcher> => {
  const { Agent, ProxyAgent } = await import('undici');
  // Certificates are checked: there is no way to turn that off. NODE_EXTRA_CA_CERTS adds an authority.
  const options = { connections: 1, allowH2: false, maxResponseSize: LARGEST, connect: { timeout: CONNECT_PATIENCE } };
  if (proxy === undefined) return new Agent(options);
  return new ProxyAgent({ ...options, uri: String(proxy.reveal()), proxyTunnel: address.startsWith('https:') });
};

/** Opens the way to a receiver. Its address may be a secret: it is in no message. Proxies as everywhere. */
export const openPost = async (address: Secret, env: Environment): Promise<Post> => {
  const url = new URL(String(address.reveal()));
  const { BAO_PROXY_ADDR: _, VAULT_PROXY_ADDR: __, BAO_HTTP_PROXY: ___, VAULT_HTTP_PROXY: ____, ...others } = env;
  const agent = await openAgent(url.protocol, proxyFor(url.origin, others));
  return {
    send: async (body, headers, patience) => {
      const answer = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'vaultseed', ...headers },
        body,
        signal: AbortSignal.timeout(patience),
      });
      await answer.body.dump({ limit: LARGEST });
      return { status: answer.statusCode, retryAfter: seconds([answer.headers['retry-after']].flat()[0]) };
    },
    close: () => agent.destroy(),
  };
};

import type { Secret } from '../model/secret.ts';
import type { Environment } from './environment.ts';
import { openHttp } from './http.ts';
import { HttpError } from './message.ts';
import { proxyFor } from './proxy.ts';

export interface PostAnswer {
  readonly status: number;
  /** The pause that the receiver asks for (`Retry-After`), in milliseconds; 0 when it asks for none. */
  readonly retryAfter: number;
}

/** A receiver of JSON documents, such as a webhook. */
export interface Post {
  /**
   * Sends one document, once. Redirects are answers like all others, and are not followed.
   * @throws what the network says; its text holds nothing of the document.
   */
  send(body: string, headers: Readonly<Record<string, string>>, patience: number): Promise<PostAnswer>;
  close(): Promise<void>;
}

/** Larger answers are not read, in bytes: only the status counts. */
const LARGEST = 64 * 1024;
const CONNECT_PATIENCE = 10_000;

const COMMON = ['content-type', 'application/json', 'user-agent', 'vaultseed'];

/**
 * Opens connections to a receiver. Its address may be a secret, so no message holds it. Of the proxy variables those
 * that are meant for secrets servers are left out.
 */
export const openPost = async (address: Secret, env: Environment): Promise<Post> => {
  const url = new URL(String(address.reveal()));
  const { BAO_PROXY_ADDR: _, VAULT_PROXY_ADDR: __, BAO_HTTP_PROXY: ___, VAULT_HTTP_PROXY: ____, ...others } = env;
  const http = await openHttp({
    ...{ connections: 1, largest: LARGEST, patience: CONNECT_PATIENCE },
    // This cannot be turned off. NODE_EXTRA_CA_CERTS adds an authority.
    tls: { rejectUnauthorized: true },
    proxy: proxyFor(url.origin, others),
  });
  return {
    send: (body, headers, patience) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => giveUp(new HttpError('ETIMEDOUT')), patience);
        const giveUp = http.send(
          {
            ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'POST', body },
            headers: [...COMMON, ...Object.entries(headers).flat()],
          },
          {
            done: ({ status, retryAfter }) => {
              clearTimeout(timer);
              resolve({ status, retryAfter });
            },
            failed: (error) => {
              clearTimeout(timer);
              if (error instanceof HttpError && error.status !== undefined)
                resolve({ status: error.status, retryAfter: 0 });
              else reject(error);
            },
          },
        );
      }),
    close: async () => http.destroy(),
  };
};

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { Fault } from '../model/fault.ts';
import type { PortAddress } from './place.ts';

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** What is served, by path; each is asked anew for each request. */
type Pages = Readonly<Record<string, () => Promise<Page>>>;

export interface Port {
  /** Such as `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): Promise<void>;
}

const TROUBLES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'that takes more rights',
  ENOTFOUND: 'there is no such host',
};

const MOST_CONNECTIONS = 64;
const PATIENCE = 10_000;

const send = (response: ServerResponse, { status, type, text }: Page, isHead = false): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(isHead ? undefined : text);
};

const plain = (status: number, text: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  text: `${text}\n`,
});

const answer = async (request: IncomingMessage, response: ServerResponse, pages: Pages): Promise<void> => {
  const path = request.url?.split('?')[0] ?? '';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return send(response, plain(404, `Look at ${Object.keys(pages).join(', ')}.`));
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(response, plain(405, 'This can only be read.'));
  }
  send(response, await page(), request.method === 'HEAD');
};

const listening = (server: Server, { host, port }: PortAddress): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });

const urlOf = (server: Server): string => {
  const at: AddressInfo | string | null = server.address();
  if (at === null || typeof at === 'string') throw new Error('a port without an address');
  return `http://${isIPv6(at.address) ? `[${at.address}]` : at.address}:${at.port}`;
};

/**
 * Serves a few pages that can only be read.
 * @throws {Fault} `metrics-unavailable` when nothing can listen there.
 */
export const openPort = async (address: PortAddress, pages: Pages): Promise<Port> => {
  const server = createServer({
    requestTimeout: PATIENCE,
    headersTimeout: PATIENCE,
    keepAliveTimeout: 5_000,
    // Else it is looked at each half minute only, and who keeps all connections busy keeps the probes out for as long.
    connectionsCheckingInterval: 1_000,
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('request', (request, response) => {
    // Nothing but our own mistake can fail here; who asked learns that something did.
    answer(request, response, pages).catch(() => response.destroy());
  });
  try {
    await listening(server, address);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it failed';
    const why = TROUBLES[code] ?? code;
    throw new Fault('metrics-unavailable', `nothing can listen at ${address.host}:${address.port}: ${why}`, {
      help: ['--metrics-address HOST:PORT names another place, and off none'],
    });
  }
  // What a connection does wrong later is that connection's trouble.
  server.on('error', () => undefined);
  return {
    url: urlOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

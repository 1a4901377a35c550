import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type Socket, type Server as SocketServer } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { inspect } from 'node:util';
import { afterEach, expect } from 'vitest';
import { Fault } from '../../src/model/fault.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Client, connect, type Settings } from '../../src/server/index.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Does something when the test is over; the last thing asked for goes first. */
export const later = (clean: () => Promise<unknown>): void => {
  cleanups.push(clean);
};

const portOf = (server: SocketServer): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** Listens on loopback until the test is over. @returns the port. */
export const opened = async (server: SocketServer): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return portOf(server);
};

/** A real HTTP server on loopback. */
export const httpServer = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await opened(createServer(listener))}`;

/** A real HTTPS server on loopback, called by the name `localhost`. */
export const tlsServer = async (options: TlsOptions, listener: RequestListener = asVault()): Promise<string> =>
  `https://localhost:${await opened(createTlsServer(options, listener).on('tlsClientError', () => {}))}`;

/** A server that does with each connection what it likes. */
export const rawServer = async (onSocket: (socket: Socket) => void): Promise<string> =>
  `http://127.0.0.1:${await opened(createSocketServer(onSocket))}`;

export const unixServer = async (path: string, listener: RequestListener): Promise<void> => {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  later(() => new Promise((resolve) => server.close(resolve)));
};

export const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

export const HEALTH = {
  initialized: true,
  sealed: false,
  standby: false,
  version: '2.7.2',
  cluster_name: 'test',
  cluster_id: '00000000-0000-0000-0000-000000000001',
};

export const LOOKUP = { data: { display_name: 'token-test', policies: ['default', 'test'], expire_time: null } };

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** As a Vault answers what `connect` asks; everything else goes to `rest`. */
export const asVault =
  (rest: Answering = (_, response) => json(response, 200, { data: {} }), health: object = HEALTH): RequestListener =>
  (request, response) => {
    if (request.url?.startsWith('/v1/sys/health')) json(response, 200, health);
    else if (request.url === '/v1/auth/token/lookup-self') json(response, 200, LOOKUP);
    else if (request.url === '/v1/sys/internal/ui/mounts') json(response, 200, { data: {} });
    else rest(request, response);
  };

export const TOKEN = 'hvs.canary-token-3f9a';

export const settings = (address: string, more: Partial<Settings> = {}): Settings => ({
  address,
  from: 'flag',
  namespace: '',
  token: new Secret(TOKEN),
  tls: { skipVerify: false },
  timeout: 3_000,
  retries: 3,
  parallelism: 4,
  ...more,
});

/** A client that is closed when the test is over. */
export const client = async (address: string, more: Partial<Settings> = {}): Promise<Client> => {
  const opened = await connect(settings(address, more));
  later(() => opened.close());
  return opened;
};

/** The fault that a promise ends with. Every one that a test sees is searched for the token. */
export const faultOf = async (promise: Promise<unknown>): Promise<Fault> => {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
    return error;
  }
  throw new Error('there was no fault');
};

/** Everything a fault tells people. */
export const told = (fault: Fault): string => [fault.message, ...fault.help].join('\n');

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** A Vault that writes down what it is asked and answers from a list; the last entry for ever. */
export const answering = async (
  ...answers: readonly (readonly [status: number, body?: unknown, headers?: object])[]
) => {
  const seen: Seen[] = [];
  const address = await httpServer(
    asVault(async (request, response) => {
      const pieces: string[] = [];
      for await (const piece of request) pieces.push(String(piece));
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: pieces.join('') });
      const [status = 200, body = { data: {} }, more = {}] = answers[Math.min(seen.length, answers.length) - 1] ?? [];
      if (typeof body === 'string') response.writeHead(status, { ...more }).end(body);
      else json(response, status, body, more);
    }),
  );
  return { address, seen };
};

import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request on its way to the server. */
export interface Seen {
  readonly method: string;
  /** Below `/v1/`, with its query. */
  readonly path: string;
  readonly body: string;
}

/** An answer on its way back. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What happens to a request. Left out: it goes through. */
export interface Fate {
  /** Milliseconds before it is sent on. */
  readonly wait?: number;
  /** Called before it is sent on, when it is as if the server had not got it; true: it is not sent on. */
  readonly before?: () => boolean;
  /** Called when the server has answered and nobody knows it yet. */
  readonly after?: () => void;
  /** The connection is cut: before the server gets the request, after it has answered, or in the middle of the answer. */
  readonly cut?: 'before' | 'after' | 'half';
  /** Takes the place of the answer; undefined lets it be. With `instead` the server is not asked. */
  readonly alter?: (reply: Reply) => Reply | undefined;
  readonly instead?: Reply;
}

/** Something between a client and a server that is not to be relied upon. */
export interface Relay {
  readonly address: string;
  /** Decides about each request. */
  rule: (seen: Seen) => Fate;
  /** Every request that reached the server, in order. */
  readonly forwarded: Seen[];
  /** Waits until nothing is on its way any more. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const textOf = async (stream: IncomingMessage): Promise<string> => {
  let all = '';
  for await (const chunk of stream.setEncoding('utf8')) all += chunk;
  return all;
};

export const isWrite = ({ method }: Seen): boolean => method !== 'GET' && method !== 'LIST';

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

interface Way {
  readonly to: string;
  readonly agent: Agent;
  readonly headers: IncomingMessage['headers'];
}

const asked = ({ method, path, body }: Seen, { to, agent, headers }: Way): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const onward = request(new URL(`/v1/${path}`, to), { method, headers, agent }, async (reply) => {
      const type = reply.headers['content-type'];
      resolve({
        status: reply.statusCode ?? 502,
        body: await textOf(reply),
        headers: type === undefined ? {} : { 'content-type': type },
      });
    });
    onward.on('error', reject);
    onward.end(body);
  });

const sendBack = ({ status, body, headers }: Reply, answer: ServerResponse): void => {
  answer.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  answer.end(body);
};

/** Half of the answer, then nothing more. */
const sendHalf = async ({ status, body }: Reply, answer: ServerResponse): Promise<void> => {
  answer.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) + 1 });
  answer.write(body.slice(0, body.length / 2));
  await pause(5);
  answer.destroy();
};

/** Stands before a server; lets everything through until it is told otherwise. */
export const startRelay = async (to: string): Promise<Relay> => {
  const agent = new Agent({ keepAlive: true });
  const forwarded: Seen[] = [];
  let under = 0;
  const pass = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const path = (incoming.url ?? '').replace(/^\/v1\//, '');
    const seen: Seen = { method: incoming.method ?? 'GET', path, body: await textOf(incoming) };
    const fate = proxy.rule(seen);
    if (fate.wait !== undefined) await pause(fate.wait);
    if (fate.cut === 'before' || fate.before?.() === true) return void incoming.socket.destroy();
    if (fate.instead !== undefined) return sendBack(fate.instead, answer);
    forwarded.push(seen);
    const reply = await asked(seen, { to, agent, headers: incoming.headers });
    fate.after?.();
    if (fate.cut === 'after') return void incoming.socket.destroy();
    if (fate.cut === 'half') return sendHalf(reply, answer);
    sendBack(fate.alter?.(reply) ?? reply, answer);
  };
  const server = createServer((incoming, answer) => {
    under += 1;
    pass(incoming, answer)
      .catch(() => incoming.socket.destroy())
      .finally(() => {
        under -= 1;
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: Relay = {
    address: `http://127.0.0.1:${port}`,
    rule: () => ({}),
    forwarded,
    idle: async () => {
      while (under > 0) await pause(20);
    },
    stop: () => {
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
};

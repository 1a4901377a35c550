import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type Ends, HttpError, type Inbound, type Outbound, seconds } from './message.ts';
import { type ConnectOptions, type Route, routesOf } from './routes.ts';

/** HTTP/1.1 over connections that are kept alive. */
export interface Http {
  /** Sends one request, once, and follows no redirect. @returns a function that gives it up; then `failed` is called. */
  send(outbound: Outbound, ends: Ends): (reason: Error) => void;
  /** Waits for requests under route, then closes the connections. */
  close(): Promise<void>;
  /** Closes the connections at once. */
  destroy(): void;
}

const textOf = (pieces: readonly Buffer[]): string => {
  const [only, ...more] = pieces;
  if (only === undefined) return '';
  return (more.length === 0 ? only : Buffer.concat(pieces)).toString();
};

interface Hears {
  readonly done: (inbound: Inbound) => void;
  readonly failed: (error: unknown) => void;
}

/** Reads an answer to its end, unless it has more than `largest` bytes. */
const read = (answer: IncomingMessage, largest: number, { done, failed }: Hears): void => {
  const pieces: Buffer[] = [];
  const { statusCode: status = 0 } = answer;
  let size = 0;
  answer.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size <= largest) pieces.push(piece);
    else failed(new HttpError('ANSWER_TOO_LARGE', status));
  });
  answer.on('error', failed);
  answer.on('end', () => {
    if (!answer.complete) return failed(new HttpError('ECONNRESET'));
    const { location, 'retry-after': wait } = answer.headers;
    done({ status, text: textOf(pieces), location, retryAfter: seconds(wait) });
  });
};

/** What is called while a request waits for its connection. */
interface Opening {
  readonly given: () => void;
  /** The connection is being made. */
  readonly wait: () => void;
  readonly open: () => void;
  readonly failed: (error: unknown) => void;
}

const opened = new WeakSet<Socket>();

const whenOpen = (sent: ClientRequest, { given, wait, open, failed }: Opening): void => {
  sent.on('socket', (socket: Socket) => {
    given();
    if (opened.has(socket)) return open();
    wait();
    // Before all other listeners: some of them answer an error with one of their own, which says less.
    socket.prependOnceListener('error', failed);
    const ready = (): void => {
      opened.add(socket);
      open();
    };
    if ('encrypted' in socket) socket.once('secureConnect', ready);
    else if (socket.connecting) socket.once('connect', ready);
    else ready();
  });
};

/** So many hints may come before an answer; servers send none. */
const MOST_HINTS = 8;

/** What sends hints without an end, or leaves HTTP, never answers. */
const whenNeverAnswered = (sent: ClientRequest, failed: (error: unknown) => void): void => {
  let hints = 0;
  sent.on('information', ({ statusCode }) => {
    hints += 1;
    if (hints > MOST_HINTS) failed(new HttpError('ANSWER_NEVER_BEGINS', statusCode));
  });
  sent.on('upgrade', ({ statusCode }, socket) => {
    socket.destroy();
    failed(new HttpError('ANSWER_NEVER_BEGINS', statusCode));
  });
};

const WITHOUT_BODY = new Set(['GET', 'DELETE']);

/** The headers `host` and `content-length`, which depend on the message. */
const framing = (host: string, { method, body }: Outbound): readonly string[] => {
  if (body === undefined) return WITHOUT_BODY.has(method) ? ['host', host] : ['host', host, 'content-length', '0'];
  return ['host', host, 'content-length', String(Buffer.byteLength(body))];
};

/** What is the same for all requests to one origin. */
interface Target {
  readonly route: Route;
  readonly name: string;
}

/** Sends one request. @returns a function that gives it up. */
const dispatched = (
  { route, name }: Target,
  outbound: Outbound,
  { reach, ends }: { reach: ConnectOptions; ends: Ends },
) => {
  const { path, method, body } = outbound;
  const sent = route.start({ path, method, headers: [...outbound.headers, ...framing(name, outbound)] }, outbound);
  let [given, open, ended] = [false, false, false];
  const end = (): boolean => {
    clearTimeout(timer);
    const first = !ended;
    ended = true;
    return first;
  };
  const failed = (error: unknown): void => {
    if (!end()) return;
    const isProxys = route.isTunnel === true && !given && !(error instanceof Error && 'code' in error);
    ends.failed(isProxys ? new HttpError('PROXY_FAILED') : error, open);
    sent.destroy();
  };
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    timer ??= setTimeout(() => failed(new HttpError('ETIMEDOUT')), reach.patience);
  };
  if (route.isTunnel) wait();
  whenOpen(sent, {
    given: () => {
      given = true;
    },
    wait,
    open: () => {
      try {
        outbound.before?.();
      } catch (reason) {
        return failed(reason);
      }
      open = true;
      clearTimeout(timer);
      // Not sooner: until now it is certain that the server has seen nothing, and a handshake that fails says why.
      sent.end(body);
    },
    failed,
  });
  const done = (inbound: Inbound): void => {
    if (end()) ends.done(inbound);
  };
  sent.on('response', (answer) => {
    // 407: only proxies answer so.
    if (answer.statusCode === 407 && reach.proxy !== undefined) failed(new HttpError('PROXY_REFUSED', 407));
    else read(answer, reach.largest, { done, failed });
  });
  whenNeverAnswered(sent, failed);
  sent.on('error', failed);
  return failed;
};

/** HTTP by Node's own agents and parser. */
export const openHttp = async (reach: ConnectOptions): Promise<Http> => {
  const routeTo = await routesOf(reach);
  const targets = new Map<string, Target>();
  let busy = 0;
  let closing: Promise<void> | undefined;
  let idle = (): void => {};
  const ended = (): void => {
    busy -= 1;
    if (busy === 0) idle();
  };
  const targetOf = (origin: string): Target => {
    const url = new URL(origin);
    const target = { route: routeTo(url), name: url.host };
    targets.set(origin, target);
    return target;
  };
  const destroy = (): void => {
    for (const { route } of targets.values()) route.destroy();
  };
  return {
    send: (outbound, { done, failed }) => {
      if (closing !== undefined) throw new Error('the connections are closed');
      const target = targets.get(outbound.origin) ?? targetOf(outbound.origin);
      const ends: Ends = {
        done: (inbound) => {
          ended();
          done(inbound);
        },
        failed: (error, open) => {
          ended();
          failed(error, open);
        },
      };
      const giveUp = dispatched(target, outbound, { reach, ends });
      busy += 1;
      return giveUp;
    },
    close: () => {
      closing ??= new Promise<void>((resolve) => {
        idle = resolve;
        if (busy === 0) resolve();
      }).then(destroy);
      return closing;
    },
    destroy,
  };
};

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server answers writes when all is not well. */
export type Mood = 'drops' | 'echoes' | 'html' | 'half';

export interface BadServer {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

const textOf = async (stream: IncomingMessage): Promise<string> => {
  let all = '';
  for await (const chunk of stream.setEncoding('utf8')) all += chunk;
  return all;
};

const strings = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
};

/** What it was sent, in every spelling that a careless server may use. */
const echo = (body: string, token: string): readonly string[] => {
  const texts = [token, ...strings(body === '' ? {} : JSON.parse(body))];
  const spelt = texts.flatMap((text) => [
    text,
    JSON.stringify(text),
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
  ]);
  return [`cannot use ${body}`, ...spelt.map((text) => `bad value ${text}`)];
};

const answers: Readonly<Record<Exclude<Mood, 'drops'>, (lines: readonly string[]) => [string, string]>> = {
  echoes: (lines) => ['application/json', JSON.stringify({ errors: lines })],
  html: (lines) => ['text/html', `<html><body>${lines.join('<br>')}</body></html>`],
  half: (lines) => ['application/json', JSON.stringify({ errors: lines }).slice(0, -10)],
};

const passOn = (incoming: IncomingMessage, body: string, { to, answer }: { to: string; answer: ServerResponse }) => {
  const { method, headers, url = '' } = incoming;
  const onward = request(new URL(url, to), { method, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  onward.end(body);
};

/** Stands before a server, lets every read and a few writes through, and spoils the writes after them. */
export const startBadServer = async (to: string, mood: Mood, writes: number): Promise<BadServer> => {
  let left = writes;
  const server = createServer(async (incoming, answer) => {
    const body = await textOf(incoming);
    const reads = incoming.method === 'GET' || incoming.method === 'LIST';
    if (reads || left-- > 0) return passOn(incoming, body, { to, answer });
    if (mood === 'drops') return incoming.socket.destroy();
    const [type, text] = answers[mood](echo(body, String(incoming.headers['x-vault-token'])));
    answer.writeHead(400, { 'content-type': type });
    answer.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

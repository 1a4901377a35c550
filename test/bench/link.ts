import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A link to a server that is far away. */
export interface Link {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Each piece goes on so many milliseconds after it came, in the order they came. */
const delayed = (milliseconds: number): Transform =>
  new Transform({
    // The pieces behind it do not wait for this one's time to be over.
    transform(piece, _, done) {
      setTimeout(() => this.push(piece), milliseconds);
      done();
    },
    flush(done) {
      setTimeout(done, milliseconds);
    },
  });

/** Stands before a server and holds everything back on its way, there and back. A connection takes a way there and back more. */
export const startLink = async (to: string, oneWay: number): Promise<Link> => {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), noDelay: true });
    near.pause();
    setTimeout(() => near.pipe(delayed(oneWay)).pipe(far), 2 * oneWay);
    far.pipe(delayed(oneWay)).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${own}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

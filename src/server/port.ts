import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/** Ports below the range that systems use for outgoing connections. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const STRIDE = 4;

/**
 * A free port on loopback whose successor is free too: a dev server takes API port + 1 for its cluster. All are multiples
 * of four, so two servers that start at the same moment do not get in each other's way.
 */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(LOWEST / STRIDE, HIGHEST / STRIDE) * STRIDE;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error('no free port on loopback');
};

import { createServer } from 'node:net';

// Below the range that systems hand out to outgoing connections, so that none of those takes a port between
// our look and the server's start.
const FIRST = 20_000;
const LAST = 31_900;
/** Ports are handed out in steps of this: a dev server also takes its port + 1. */
const GAP = 4;
/** Processes of a run that look at the same time see the same ports free, so each has its own: the setup, and the workers. */
const LANES = 4;
const LANE = Number(process.env.VITEST_POOL_ID ?? 0) % LANES;
const STEP = GAP * LANES;
const given = new Set<number>();

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** A loopback port that nobody listens on, nor on the one above it. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST + GAP * LANE + STEP * Math.floor((Math.random() * (LAST - FIRST)) / STEP);
    if (given.has(port)) continue;
    if (!(await isFree(port)) || !(await isFree(port + 1))) continue;
    given.add(port);
    return port;
  }
};

import { isLate, limitOf, type Metrics, openPort, type Page, type Port } from '../src/watch/index.ts';
import type { WatchJob } from './watch-options.ts';
import type { Watch } from './watch-round.ts';

const plain = (status: number, text: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  text: `${text}\n`,
});

/** Alive: rounds begin and end. A watch that hangs is better started again. */
const health = ({ every }: WatchJob, { stirred }: Watch): Page => {
  const idle = performance.now() - stirred;
  const most = limitOf(every) + 2 * every;
  return idle <= most ? plain(200, 'alive') : plain(503, `nothing has happened for ${Math.round(idle / 1000)} s`);
};

/** Ready: all could be looked at within the last two intervals. */
const readiness = ({ every }: WatchJob, { succeeded, lasted }: Watch): Page => {
  if (!isLate(succeeded, performance.now(), every + lasted)) return plain(200, 'ready');
  return plain(
    503,
    succeeded === undefined ? 'no round has succeeded yet' : 'no round has succeeded for two intervals',
  );
};

/** Opens the port for metrics and health, unless none is wanted. */
export const openPages = async (job: WatchJob, watch: Watch, metrics: Metrics): Promise<Port | undefined> => {
  const { metricsAddress } = job.watch;
  if (metricsAddress === false) return undefined;
  return openPort(metricsAddress, {
    '/metrics': async () => ({ status: 200, type: metrics.type, text: await metrics.text() }),
    '/healthz': async () => health(job, watch),
    '/readyz': async () => readiness(job, watch),
  });
};

import { type Command, InvalidArgumentError, Option } from 'commander';
import { seconds } from '../src/kinds/index.ts';
import { type PortAddress, portAddress } from '../src/watch/place.ts';
import type { SessionFlags } from './session.ts';

/** How a watch goes on, and whom it tells. */
interface WatchFlags {
  /** Milliseconds from round to round; undefined: there is one look, and no watch. */
  readonly interval?: number | undefined;
  /** Where metrics are served; false: nowhere. */
  readonly metricsAddress: PortAddress | false;
  readonly webhook?: string | undefined;
}

/** What a watch is to look at, how often, and whom it tells. */
export interface WatchJob {
  readonly session: SessionFlags;
  readonly watch: WatchFlags;
  /** Milliseconds from the start of one round to the start of the next. */
  readonly every: number;
}

const DAY = 86_400;

const interval = (text: string): number => {
  const found = seconds(text);
  if (found === undefined || found < 1 || found > 7 * DAY) {
    throw new InvalidArgumentError('Give a length of time from 1s to 7d, such as 5m.');
  }
  return found * 1000;
};

const place = (text: string): PortAddress | false => {
  if (text === 'off') return false;
  const found = portAddress(text);
  if (found === undefined) throw new InvalidArgumentError('Give HOST:PORT, a port of 127.0.0.1, or off.');
  return found;
};

const METRICS: PortAddress = { host: '127.0.0.1', port: 9464 };

export const watchOptions = (command: Command): (() => WatchFlags) => {
  command
    .addOption(
      new Option('--interval <TIME>', 'do not end: look again at each interval, and tell what changed').argParser(
        interval,
      ),
    )
    .addOption(
      new Option('--metrics-address <HOST:PORT>', 'with --interval: serve /metrics, /healthz and /readyz there, or off')
        .argParser(place)
        .default(METRICS, '127.0.0.1:9464'),
    )
    .option('--webhook <URL>', 'with --interval: post what changed there as JSON (else: VAULTSEED_WEBHOOK)');
  return () => command.opts<WatchFlags>();
};

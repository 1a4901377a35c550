import { setTimeout as sleep } from 'node:timers/promises';
import { visible } from '../src/model/clean.ts';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import { type Clock, makeRounds, openMetrics } from '../src/watch/index.ts';
import { type Context, fail, note, tell } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import { openLook } from './look.ts';
import { version } from './version.ts';
import type { WatchJob } from './watch-options.ts';
import { openPages } from './watch-pages.ts';
import { Watch } from './watch-round.ts';
import { type Webhook, webhookFrom } from './webhook.ts';

/** How long undelivered events may delay the end, in milliseconds. */
const FAREWELL = 5_000;

const clock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  chance: () => Math.random(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};

/**
 * Looks at the server at each interval until a signal ends it, and reports changes: on standard output, as metrics, to a
 * webhook. Mistakes in the seed or the command line at the start end it at once; later they only fail a round.
 */
export const runWatch = async (context: Context, job: WatchJob): Promise<ExitCode> => {
  const webhook = webhookFrom(job.watch.webhook, context.io.env);
  if (webhook !== undefined && 'code' in webhook) return fail(context, [webhook]);
  const opened = await openLook(context, job.session);
  if ('why' in opened) return fail(context, opened.why);
  tell(context, webhook?.diagnostics ?? []);
  const metrics = await openMetrics(version);
  const deliveries = await webhook?.open(clock, ({ event, id }, fate, why) => {
    metrics.delivery(fate);
    if (fate !== 'delivered') tell(context, [undelivered(`${event} (${id}) was ${fate}: ${why}`)]);
  });
  const { seed, settings } = opened;
  const watch = new Watch({ context, job, clock, metrics, deliveries, seed: seed.name, address: settings.address });
  const port = await openPages(job, watch, metrics);
  note(context, startText(job, { ...opened, webhook, url: port?.url }));
  try {
    const round = (signal: AbortSignal): Promise<boolean> => watch.round(signal);
    const end = await makeRounds({ every: job.every, clock, signal: context.io.signal, round });
    if (end === 'ended') return fail(context, [watch.end()]);
    note(context, 'The watch has ended, as it was asked to.');
    return exit.fine;
  } finally {
    await watch.close();
    await deliveries?.end(FAREWELL);
    await port?.close();
  }
};

const undelivered = (message: string): Diagnostic => ({ code: 'webhook-failed', message });

interface Start {
  readonly seed: { readonly name: string };
  readonly settings: { readonly address: string };
  readonly webhook: Webhook | undefined;
  readonly url: string | undefined;
}

const UNITS: readonly (readonly [name: string, size: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
];

/** A length of time as people write it. */
const lengthText = (milliseconds: number): string => {
  const whole = UNITS.find(([, size]) => milliseconds % size === 0);
  return whole === undefined ? `${milliseconds / 1000}s` : `${milliseconds / whole[1]}${whole[0]}`;
};

const startText = ({ every }: WatchJob, { seed, settings, webhook, url }: Start): string =>
  [
    `Watching ${visible(seed.name)} on ${visible(settings.address)} every ${lengthText(every)}`,
    url === undefined ? 'no metrics' : `metrics at ${url}/metrics`,
    ...(webhook === undefined ? [] : [`webhook at ${visible(webhook.where)}`]),
  ].join('; ');

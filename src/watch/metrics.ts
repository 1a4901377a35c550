import type { Registry } from 'prom-client';
import { sides } from '../report/index.ts';
import { type Fate, fates } from './deliver.ts';
import { actions, type Findings } from './findings.ts';
import { isSuccess, type Round, resultOf, results } from './round.ts';

/** What is measured of a watch. No label is the name of an object: how many series there are depends on no seed. */
export interface Metrics {
  /** Type of the document that `text` writes. */
  readonly type: string;
  round(seed: string, round: Round): void;
  delivery(fate: Fate): void;
  /** When the token ends, in milliseconds since the epoch; undefined: it does not, or nobody knows. */
  token(ends: () => number | undefined): void;
  text(): Promise<string>;
}

const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

type Client = typeof import('prom-client');

const found = (register: Registry, { Gauge }: Client) => {
  const registers = [register];
  const labelNames = ['seed'];
  const objects = new Gauge({
    name: 'vaultseed_drift_objects',
    help: 'Objects that are not as the seed declares them, by the side that has moved and by what an apply would do.',
    labelNames: ['seed', 'cause', 'action'],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name: `vaultseed_${name}`, help, labelNames, registers });
  const same = gauge('as_declared_objects', 'Objects that are as the seed declares them.');
  const unseen = gauge('unseen_objects', 'Objects that could not be looked at.');
  const unsent = gauge('never_sent_fields', 'Write-only fields of adopted objects whose value was never sent.');
  return (seed: string, { list, ...rest }: Findings): void => {
    // A seed that was given another name leaves no series behind.
    for (const one of [objects, same, unseen, unsent]) one.reset();
    for (const cause of sides) for (const action of actions) objects.set({ seed, cause, action }, 0);
    for (const { side: cause, action } of list) objects.inc({ seed, cause, action });
    same.set({ seed }, rest.same);
    unseen.set({ seed }, rest.unseen);
    unsent.set({ seed }, rest.unsent);
  };
};

const rounds = (register: Registry, { Counter, Gauge, Histogram }: Client) => {
  const registers = [register];
  const made = new Counter({
    name: 'vaultseed_rounds_total',
    help: 'Rounds by how they ended.',
    labelNames: ['result'],
    registers,
  });
  for (const result of results) made.inc({ result }, 0);
  const lasted = new Histogram({
    name: 'vaultseed_round_duration_seconds',
    help: 'How long rounds took.',
    buckets: BUCKETS,
    registers,
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `vaultseed_${name}_timestamp_seconds`, help, registers });
  const last = gauge('last_round', 'When the last round ended.');
  const success = gauge('last_success', 'When the last round ended in which everything could be looked at.');
  return (round: Round): void => {
    made.inc({ result: resultOf(round) });
    lasted.observe(round.took / 1000);
    last.set(round.at / 1000);
    if (isSuccess(round)) success.set(round.at / 1000);
  };
};

const tokens = (register: Registry, { Gauge }: Client) => {
  let ends = (): number | undefined => undefined;
  const left = new Gauge({
    name: 'vaultseed_token_ttl_seconds',
    help: 'How long the token still lasts; absent for one that does not end.',
    registers: [register],
    collect: () => {
      const end = ends();
      if (end === undefined) left.remove();
      else left.set(Math.max(0, (end - Date.now()) / 1000));
    },
  });
  return (ask: () => number | undefined): void => {
    ends = ask;
  };
};

const deliveries = (register: Registry, { Counter }: Client) => {
  const ended = new Counter({
    name: 'vaultseed_webhook_deliveries_total',
    help: 'Documents for the webhook, by what became of them.',
    labelNames: ['result'],
    registers: [register],
  });
  for (const result of fates) ended.inc({ result }, 0);
  return (result: Fate): void => ended.inc({ result });
};

/** Makes the metrics of a watch, with those of its process. */
export const openMetrics = async (version: string): Promise<Metrics> => {
  const client = await import('prom-client');
  const register = new client.Registry();
  new client.Gauge({
    name: 'vaultseed_build_info',
    help: 'Which vaultseed this is.',
    labelNames: ['version'],
    registers: [register],
  }).set({ version }, 1);
  const [noteFound, noteRound] = [found(register, client), rounds(register, client)];
  const [token, delivery] = [tokens(register, client), deliveries(register, client)];
  client.collectDefaultMetrics({ register });
  return {
    type: register.contentType,
    round: (seed, round) => {
      noteRound(round);
      if (round.looked) noteFound(seed, round.findings);
    },
    delivery,
    token,
    text: () => register.metrics(),
  };
};

import { diagnosticsJson, driftJson, FORMAT_VERSION } from '../report/index.ts';
import type { Finding, Findings } from './findings.ts';
import { type Round, resultOf } from './round.ts';
import type { Happening, State } from './state.ts';

/** Something that happened, for logs and for webhooks. */
export interface Event {
  /** The same in each attempt to deliver it. */
  readonly id: string;
  readonly happening: Happening;
  readonly seed: string;
  readonly round: Round;
  /** As it was before the round. */
  readonly before: State;
}

/** The limits of one document: objects in it, and bytes. */
const MOST_OBJECTS = 100;
const MOST_BYTES = 256 * 1024;
const MOST_REASONS = 10;
const MOST_TEXT = 2_000;

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();

type Looked = Extract<Round, { looked: true }>;
type Missed = Extract<Round, { looked: false }>;

/** What was found, as `drift --json` says it, cut to a length that receivers take. */
const foundJson = ({ plan, digest, findings }: Looked, withFields: boolean) => {
  const whole = driftJson(plan, digest);
  const objects = whole.objects.slice(0, MOST_OBJECTS).map((object) => ({
    ...object,
    fields: withFields ? object.fields : [],
  }));
  const unseen = whole.unseen.slice(0, MOST_OBJECTS);
  return {
    summary: whole.summary,
    objects,
    unseen,
    ...(findings.unsent === 0 ? {} : { never_sent: findings.unsent }),
    left_out: whole.objects.length - objects.length + whole.unseen.length - unseen.length,
    digest,
  };
};

const failureJson = ({ why, at }: Missed, before: State) => ({
  since: time(before.since ?? at),
  rounds: before.failures + 1,
  diagnostics: diagnosticsJson(why)
    .slice(0, MOST_REASONS)
    .map((one) => ({ ...one, detail: one.detail.slice(0, MOST_TEXT) })),
});

const shaped = ({ id, happening, seed, round, before }: Event, withFields: boolean) => ({
  format_version: FORMAT_VERSION,
  id,
  event: happening,
  time: time(round.at),
  seed,
  result: resultOf(round),
  ...(round.looked
    ? { server: driftJson(round.plan, round.digest).server, found: foundJson(round, withFields) }
    : { failure: failureJson(round, before) }),
});

/** An event as machines read it, described by `schemas/output/watch.schema.json`. One line; it holds no secret. */
export const eventText = (event: Event): string => {
  const text = JSON.stringify(shaped(event, true));
  return Buffer.byteLength(text) <= MOST_BYTES ? text : JSON.stringify(shaped(event, false));
};

/** What is told of the token of a watch: that it will end, or that it has, and the watch with it. */
export interface TokenEvent {
  readonly id: string;
  readonly event: 'token-ends' | 'token-ended';
  readonly seed: string;
  /** In milliseconds since the epoch, as is `ends`. */
  readonly at: number;
  readonly ends: number;
  /** Why it does not last longer, or what that means. */
  readonly detail: string;
}

/** The same for what happens to the token. */
export const tokenEventText = ({ id, event, seed, at, ends, detail }: TokenEvent): string =>
  JSON.stringify({
    format_version: FORMAT_VERSION,
    id,
    event,
    time: time(at),
    seed,
    token: { ends: time(ends), detail: detail.slice(0, MOST_TEXT) },
  });

export type { Finding, Findings };

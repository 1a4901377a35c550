import type { Code } from '../model/diagnostic.ts';
import { Fault } from '../model/fault.ts';
import type { Client } from './client.ts';
import { connect } from './connect.ts';
import { pause } from './retry.ts';
import type { Settings } from './settings.ts';

/*
 * Waits for a server that has only just been started: until it answers, is initialised, unsealed and has an active node.
 * What waiting cannot mend (a certificate, a token, a namespace, another program at the address) fails at once.
 */

/** Faults that pass while a server starts. */
const PASSING: ReadonlySet<Code> = new Set<Code>([
  'server-unreachable',
  'server-timeout',
  'connection-dropped',
  'server-uninitialised',
  'server-sealed',
  'server-standby',
]);

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2_000;

interface Patience {
  /** How long to wait in all, in milliseconds. */
  readonly wait: number;
  readonly signal?: AbortSignal | undefined;
  /** Called whenever the reason for waiting changes, with the milliseconds that are left. */
  readonly tell: (why: Fault, left: number) => void;
  /** Reads the settings again: whoever initialises the server may only then write a token down. */
  readonly again: () => Promise<Settings>;
}

const isPassing = (error: unknown): error is Fault =>
  error instanceof Fault && (error.passing || PASSING.has(error.code));

/** The last reason, with the time that was waited. */
const inVain = ({ code, message, help }: Fault, waited: string): Fault =>
  new Fault(code, message, { help: [...help, `waited ${waited} for it`] });

const silent = ({ address }: Settings): Fault =>
  new Fault('server-timeout', `${address} gave no whole answer to the first request`);

/**
 * Connects as `connect` does, and tries again while it is the server that is not ready.
 * @param waited the time to wait, as people write it, for messages.
 * @throws {Fault} at once when waiting does not help; with the last reason when the time is over.
 */
export const connectWithin = async (first: Settings, waited: string, patience: Patience): Promise<Client> => {
  const { wait, tell, again } = patience;
  const over = new AbortController();
  const until = performance.now() + wait;
  const timer = setTimeout(() => over.abort(), wait);
  const signal = AbortSignal.any([over.signal, ...(patience.signal === undefined ? [] : [patience.signal])]);
  let settings = first;
  let last: Fault | undefined;
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        return await connect(settings, { signal });
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (error.message !== last?.message) tell(error, until - performance.now());
        last = error;
      }
      await pause(Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE) * (1 + Math.random() / 4), signal);
      settings = await again();
    }
  } catch (error) {
    const cut = !(error instanceof Fault) && over.signal.aborted;
    if (cut && patience.signal?.aborted !== true) throw inVain(last ?? silent(settings), waited);
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

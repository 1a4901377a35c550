import { type MadePlan, makePlan } from '../src/engine/index.ts';
import { visible } from '../src/model/clean.ts';
import { type Diagnostic, hasErrors } from '../src/model/diagnostic.ts';
import type { LoadedSeed } from '../src/seed/index.ts';
import { type Client, connect, type Settings } from '../src/server/index.ts';
import type { Context } from './context.ts';
import { tracesIn, withLedger } from './ledger.ts';
import { readSeed, type SessionFlags, settingsFor } from './session.ts';

/** Why the server could not be looked at: all reasons. */
export interface Missed {
  readonly why: readonly Diagnostic[];
  /** The seed, where it could be read. */
  readonly seed?: string;
}

/** A server that was looked at. The connection is still open. */
export interface Looked {
  readonly seed: string;
  readonly made: MadePlan;
  readonly client: Client;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a look starts with. */
interface Opened {
  readonly seed: LoadedSeed;
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the seed and how to reach its server, all anew: files and tokens may have changed since. */
export const openLook = async (context: Context, flags: SessionFlags): Promise<Opened | Missed> => {
  const { seed, diagnostics } = await readSeed(context.io, {
    ...flags.seed,
    mayLackSecrets: flags.plan.withoutSecrets,
  });
  if (seed === undefined || hasErrors(diagnostics)) return { why: diagnostics };
  const found = await settingsFor(context.io, flags, seed);
  const all = [...diagnostics, ...found.diagnostics];
  return found.ok ? { seed, settings: found.value, diagnostics: all } : { why: all, seed: seed.name };
};

/** A token is for the server that it was given for, and not for one that a seed begins to name. */
const otherServer = (address: string, first: string): Diagnostic => ({
  code: 'server-changed',
  message: `the seed names the server ${visible(address)} now, and the watch began with ${visible(first)}`,
  help: ['nothing was sent there: start the watch again to look at that one'],
});

interface Task {
  readonly flags: SessionFlags;
  /** The server that is looked at; no other one is. */
  readonly address: string;
}

/**
 * One look at the server, which writes nothing. Prints nothing either: what is wrong comes back, or is thrown.
 * @throws {Fault} when the server or the ledger cannot be read; the signal's reason when it aborts.
 */
export const look = async (
  context: Context,
  { flags, address }: Task,
  signal: AbortSignal,
): Promise<Looked | Missed> => {
  const opened = await openLook(context, flags);
  if ('why' in opened) return opened;
  const { seed, settings, diagnostics } = opened;
  if (settings.address !== address) return { why: [otherServer(settings.address, address)], seed: seed.name };
  const client = await connect(settings, { signal });
  try {
    const made = await planned(context, { seed, client, flags, signal });
    if (made.ok)
      return { seed: seed.name, made: made.value, client, diagnostics: [...diagnostics, ...made.diagnostics] };
    await client.close();
    return { why: [...diagnostics, ...made.diagnostics], seed: seed.name };
  } catch (error) {
    await client.close();
    throw error;
  }
};

interface Planning {
  readonly seed: LoadedSeed;
  readonly client: Client;
  readonly flags: SessionFlags;
  readonly signal: AbortSignal;
}

const planned = (context: Context, { seed, client, flags: { plan: flags }, signal }: Planning) =>
  withLedger(context, { client, seed: seed.name, flags, writes: false }, async (ledger) => {
    const made = await makePlan({
      ...{ seed, client, signal, mode: 'drift', resendSecrets: false },
      targets: flags.target,
      withoutSecrets: flags.withoutSecrets,
      allow: flags.allow,
      book: ledger?.book,
      parallelism: flags.parallelism,
    });
    return { ...made, diagnostics: [...(await tracesIn(ledger)), ...made.diagnostics] };
  });

import type { Unlocked } from '../../src/ledger/index.ts';
import { visible } from '../../src/model/clean.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { FORMAT_VERSION } from '../../src/report/index.ts';
import { approved, canAsk, unapproved } from '../approve.ts';
import type { CommandModule } from '../command.ts';
import { type Context, fail, note, say, sayJson } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { ledgerPath, lockTimes, ownName } from '../ledger.ts';
import { ledgerPathOptions, nothingPlanned, seedOptions, serverOptions } from '../options.ts';
import { type Session, withSession } from '../session.ts';

interface Job {
  readonly path: string;
  /** Nobody is asked before a run is stopped. */
  readonly force: boolean;
}

type Held = Exclude<Unlocked, { readonly state: 'free' }>;

const heldText = ({ holder }: Held): string => `${visible(holder.name)}, since ${visible(holder.since)}`;

const TEXTS: Readonly<Record<Held['state'], (seed: string, held: string) => string>> = {
  alive: (seed, held) => `The lock of ${seed} is held by a run that is alive: ${held}.`,
  gone: (seed, held) => `The lock of ${seed} is free. Its holder is gone: ${held}.`,
  stopped: (seed, held) => `The lock of ${seed} is free. Its holder has stopped: ${held}.`,
  silent: (seed, held) => `The lock of ${seed} is free. Its holder gave no sign, and its time is over: ${held}.`,
};

const aliveStill = (seed: string, held: Held): Diagnostic => ({
  code: 'lock-held',
  message: `another run works on ${seed} and is alive: ${held.holder.name}, since ${held.holder.since}`,
  help: [
    'nothing was done; wait for it, or end it where it runs',
    'vaultseed unlock --force stops it before its next write',
  ],
});

const unlocked = async (context: Context, { client, seed }: Session, { path, force }: Job): Promise<ExitCode> => {
  const { askForLock, watchLock } = await import('../../src/ledger/index.ts');
  const shelf = { client, path };
  const asked = { seed: seed.name, by: ownName(), times: lockTimes(context.io.env), signal: context.io.signal };
  const saying = (doing: (name: string) => string) => ({
    ...asked,
    onWait: ({ name }: { name: string }, most: number) =>
      note(context, `${doing(visible(name))}: ${Math.ceil(most / 1000)} s at most ...`),
  });
  const watching = saying((name) => `Looking whether ${name} is alive`);
  const asking = saying((name) => `Waiting until ${name} has stopped`);
  const found = force ? await askForLock(shelf, asking) : await watchLock(shelf, watching);
  if (found.state !== 'alive') return told(context, seed.name, found);
  if (!canAsk(context)) return fail(context, [aliveStill(seed.name, found)]);
  note(context, TEXTS.alive(visible(seed.name), heldText(found)));
  const answer = await approved(context, 'Stop it before its next write? Only "yes" will do:');
  if (answer === 'yes') return told(context, seed.name, await askForLock(shelf, asking));
  note(context, 'Nothing was done.');
  return unapproved(answer);
};

const told = (context: Context, seed: string, found: Unlocked): ExitCode => {
  const holder = found.state === 'free' ? null : found.holder;
  const name = visible(seed);
  if (context.json) sayJson(context, { format_version: FORMAT_VERSION, seed, state: found.state, holder });
  else if (found.state === 'free') say(context, `Nobody holds the lock of ${name}.`);
  else say(context, TEXTS[found.state](name, heldText(found)));
  return exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed unlock', 'vaultseed unlock seeds/platform --force'],
  define: (line) => {
    line.description(
      'Takes the lock of a seed from a run that is gone: it watches for half a minute whether the run renews its lock. Of a run that is alive it asks first whether to stop it. Such a run looks at its lock each second, ends the request that is under way and writes nothing more; unlock waits for that, and half a minute at most: after that its lock is over. Needs no values of the seed.',
    );
    const seed = seedOptions(line);
    line.option('--force', 'stop the run, alive or not, and ask nobody');
    ledgerPathOptions(line);
    const server = serverOptions(line);
    return () => (context) => {
      const { force = false, ledger } = line.opts<{ force?: boolean; ledger?: string | false }>();
      const plan = { ...nothingPlanned, ledger };
      const path = ledgerPath(plan, context.io.env);
      const none = { code: 'usage' as const, message: 'without a ledger there is no lock' };
      if (path === undefined) return Promise.resolve(fail(context, [none]));
      const flags = { seed: { ...seed(), onlySettings: true }, plan, server: server() };
      return withSession(context, flags, (session) => unlocked(context, session, { path, force }));
    };
  },
};

import type { MadePlan, Mode } from '../src/engine/index.ts';
import type { Book } from '../src/ledger/index.ts';
import type { Checked } from '../src/model/checked.ts';
import { visible } from '../src/model/clean.ts';
import { type Diagnostic, hasErrors } from '../src/model/diagnostic.ts';
import { count } from '../src/report/index.ts';
import type { LoadedSeed } from '../src/seed/index.ts';
import type { Client, ServerFlags, Settings } from '../src/server/index.ts';
import { type Context, fail, note } from './context.ts';
import type { ExitCode } from './exit.ts';
import { withHandedOn } from './handed-on.ts';
import type { Io } from './io.ts';
import { type OpenLedger, Overtaken, tracesIn, unusedLedger, withLedger } from './ledger.ts';
import type { PlanFlags, SeedFlags } from './options.ts';
import { whyNoSeed } from './plan-file.ts';
import { version } from './version.ts';
import { type Awaited, connected, SILENCE, waitFrom } from './wait.ts';

/** A seed that has been read, with warnings about it. */
export interface Opened {
  readonly seed: LoadedSeed;
  /** Warnings so far. */
  readonly diagnostics: readonly Diagnostic[];
  /** Variables without a value, where that is no mistake. */
  readonly unset?: readonly string[] | undefined;
}

/** A seed and a connection to the server it is for. */
export interface Session extends Opened {
  readonly client: Client;
}

/** What a seed may lack. */
interface MayLack {
  readonly mayBeEmpty?: boolean;
  readonly mayLackValues?: boolean;
  readonly mayLackSecrets?: boolean | undefined;
  /** Load only its name and its server. */
  readonly onlySettings?: boolean | undefined;
}

/** Reads the seed of a command line. @returns the seed, if it has no errors, and all diagnostics. */
export const readSeed = async ({ env, cwd, home }: Io, flags: SeedFlags & MayLack) => {
  const [{ loadSeed }, { openCatalog }, { homeTokenIn }] = await Promise.all([
    import('../src/seed/index.ts'),
    import('../src/kinds/index.ts'),
    import('../src/server/token.ts'),
  ]);
  const { variables, allowed } = withHandedOn(flags, env);
  return loadSeed({
    folder: flags.folder,
    catalog: openCatalog(),
    given: variables,
    allowed,
    mayBeEmpty: flags.mayBeEmpty,
    mayLackValues: flags.mayLackValues,
    mayLackSecrets: flags.mayLackSecrets,
    onlySettings: flags.onlySettings,
    version,
    env,
    credentialIn: await homeTokenIn(home),
    cwd,
  });
};

/** Reads the seed and works with it; if it has errors they are shown, and the command fails. */
export const withSeed = async (
  context: Context,
  flags: SeedFlags & MayLack,
  work: (opened: Opened) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const noSeed = whyNoSeed(flags.folder, context.io.cwd);
  if (noSeed !== undefined) return fail(context, [noSeed]);
  const { seed, diagnostics, unset } = await readSeed(context.io, flags);
  if (seed === undefined || hasErrors(diagnostics)) return fail(context, diagnostics);
  return work({ seed, diagnostics, unset });
};

export interface SessionFlags {
  readonly seed: SeedFlags & MayLack;
  readonly server: ServerFlags;
  readonly plan: PlanFlags;
}

/** How to reach the server of a seed. */
export const settingsFor = async (
  { env, home }: Io,
  flags: Omit<SessionFlags, 'seed'>,
  seed: LoadedSeed,
): Promise<Checked<Settings>> => {
  const { settingsFrom } = await import('../src/server/index.ts');
  return settingsFrom({
    flags: flags.server,
    seed: seed.server,
    parallelism: flags.plan.parallelism,
    env,
    home,
  });
};

/** Reads the seed and connects to its server; the connection ends with the work. */
export const withSession = (
  context: Context,
  flags: SessionFlags,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> =>
  withSeed(context, { ...flags.seed, mayLackSecrets: flags.plan.withoutSecrets }, async ({ seed, diagnostics }) => {
    const found = await settingsFor(context.io, flags, seed);
    const wait = waitFrom(flags.server, context.io.env);
    const all = [...diagnostics, ...found.diagnostics, ...wait.diagnostics];
    if (!found.ok || !wait.ok) return fail(context, all);
    const settings = found.value;
    const again = async () => {
      const now = await settingsFor(context.io, flags, seed);
      return now.ok ? now.value : settings;
    };
    const wanted = { settings, wait: wait.value, again };
    return withClient(context, wanted, (client) => work({ seed, client, diagnostics: all }));
  });

/** Connects, waiting for a server that is not ready if asked to, and closes the connection however the work ends. */
export const withClient = async (
  context: Context,
  wanted: Awaited,
  work: (client: Client) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { connect, keepRenewed } = await import('../src/server/index.ts');
  const { settings, wait } = wanted;
  const text = `Waiting for ${visible(settings.address)} ...`;
  const opening =
    wait > 0 ? connected(context, wanted) : patiently(context, text, connect(settings, { signal: context.io.signal }));
  const client = await opening;
  // An apply may take longer than its token lasts.
  const renewal = keepRenewed(client);
  try {
    return await work(client);
  } finally {
    renewal.stop();
    await client.close();
    const { requests, retries } = client.stats();
    if (context.errStyle.verbose > 0) note(context, `${count(requests, 'request')}, ${retries} of them repeated.`);
  }
};

/** Waits for a result, with a note when that takes long. */
const patiently = async <T>(context: Context, text: string, result: Promise<T>): Promise<T> => {
  const timer = setTimeout(() => note(context, text), SILENCE);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Plans and works with the plan. If there can be no plan the reasons are shown, and the command fails; warnings are handed
 * to the work. When another run has made the ledger meanwhile, everything is done once more.
 */
export const withPlan = async (
  context: Context,
  ask: Omit<Asked, 'ledger'>,
  work: (made: MadePlan, planned: Planned) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { client, seed } = ask.session;
  const purpose = {
    client,
    seed: seed.name,
    flags: ask.flags,
    writes: ask.writes ?? ask.locks ?? false,
    altered: ask.altered,
  };
  const once = () => withLedger(context, purpose, (ledger) => planned(context, { ...ask, ledger }, work));
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    // Nothing is locked before there is a ledger: now there is one.
    note(context, `Planning again, for ${visible(error.message)}.`);
    return once();
  }
};

/** What the work gets besides the plan. */
interface Planned {
  readonly diagnostics: readonly Diagnostic[];
  readonly ledger: OpenLedger | undefined;
  /** Looks at the server and plans once more. */
  readonly again: () => Promise<Checked<MadePlan>>;
}

interface Asked {
  readonly session: Session;
  readonly flags: PlanFlags;
  readonly mode: Mode;
  /** The plan is applied without a question. */
  readonly unattended?: boolean;
  /** The plan will be applied. */
  readonly writes?: boolean;
  /** Only the ledger will be written. */
  readonly locks?: boolean;
  /** What somebody has altered in the ledger is taken as it stands: to be signed anew. */
  readonly altered?: boolean;
  readonly ledger: OpenLedger | undefined;
}

const planned = async (
  context: Context,
  ask: Asked,
  work: (made: MadePlan, planned: Planned) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { session, ledger } = ask;
  const objects = count(session.seed.resources.length, 'object');
  const where = visible(session.client.identity.address);
  const making = makingOf(context, ask);
  const made = await patiently(context, `Looking at ${objects} on ${where} ...`, making(ledger?.book));
  const diagnostics = [...session.diagnostics, ...(await tracesIn(ledger)), ...made.diagnostics];
  if (!made.ok) return fail(context, diagnostics);
  return work(made.value, { diagnostics, ledger, again: async () => making(await bookNow(ledger, session.seed.name)) });
};

/** The ledger as it is now. While this run holds the lock it is what was read before. */
const bookNow = async (ledger: OpenLedger | undefined, seed: string): Promise<Book | undefined> => {
  if (ledger === undefined || ledger.lease !== undefined) return ledger?.book;
  const { openBook } = await import('../src/ledger/index.ts');
  return openBook(ledger.shelf, seed);
};

const makingOf = (context: Context, ask: Asked) => async (book: Book | undefined) => {
  const { makePlan } = await import('../src/engine/index.ts');
  const { session, flags, mode } = ask;
  return makePlan({
    seed: session.seed,
    client: session.client,
    mode,
    targets: flags.target,
    resendSecrets: flags.resendSecrets ?? false,
    withoutSecrets: flags.withoutSecrets,
    allow: flags.allow,
    maxDeletions: flags.maxDeletions,
    unattended: ask.unattended,
    writes: ask.writes,
    book,
    unusedLedger: mode === 'drift' ? undefined : unusedLedger(flags, context.io, session.client),
    parallelism: flags.parallelism,
    signal: context.io.signal,
  });
};

import type { MadePlan } from '../../src/engine/index.ts';
import type { Book, Lease } from '../../src/ledger/index.ts';
import { isTargeted } from '../../src/model/address.ts';
import { visible } from '../../src/model/clean.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Entry } from '../../src/model/ledger.ts';
import { count, FORMAT_VERSION, ledgerJson, ledgerText } from '../../src/report/index.ts';
import { unlessAgreed } from '../agree.ts';
import type { CommandModule } from '../command.ts';
import { type Context, fail, note, say, sayJson, tell } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { type OpenLedger, tracesIn, withLedger } from '../ledger.ts';
import { unlessNamesake } from '../namesake.ts';
import {
  ledgerOptions,
  nothingPlanned,
  type PlanFlags,
  type SeedFlags,
  seedOptions,
  serverOptions,
  targetOption,
} from '../options.ts';
import { type Session, type SessionFlags, withPlan, withSession } from '../session.ts';

interface OwnFlags {
  readonly from?: string | undefined;
  readonly autoApprove?: boolean | undefined;
}

/** What is done with a ledger. */
interface Work {
  readonly session: Session;
  readonly flags: PlanFlags & OwnFlags;
  readonly ledger: OpenLedger;
  readonly files: SeedFlags;
}

/** The same with a plan, which tells what the server has now. */
interface PlannedWork extends Work {
  readonly made: MadePlan;
}

/** A ledger that may be written. */
interface Writable {
  readonly book: Book;
  readonly lease: Lease;
}

type Action = (context: Context, work: Work) => Promise<ExitCode>;
type PlannedAction = (context: Context, work: PlannedWork) => Promise<ExitCode>;

const wrong = (message: string, ...help: readonly string[]): Diagnostic => ({ code: 'usage', message, help });

const show: Action = async (context, { session, ledger }) => {
  const { path } = ledger.shelf;
  const { mounted } = ledger.book;
  const shown = { seed: session.seed.name, path, mounted, entries: [...ledger.book.entries.values()] };
  const { alteredFault } = await import('../../src/ledger/index.ts');
  const { altered, seed } = ledger.book;
  const fault = altered.length === 0 ? undefined : alteredFault(ledger.shelf, seed, altered);
  // A document that nobody vouches for is none for machines.
  if (fault !== undefined && context.json) throw fault;
  if (context.json) sayJson(context, ledgerJson(shown));
  else say(context, ledgerText(shown, context.style));
  if (fault !== undefined) throw fault;
  tell(context, await tracesIn(ledger));
  return exit.fine;
};

const writable = ({ book, lease }: OpenLedger): Writable | undefined =>
  lease === undefined ? undefined : { book, lease };

const nothingThere = ({ ledger, session }: Work): Diagnostic =>
  wrong(`${session.seed.name} has no ledger at ${ledger.shelf.path}`, 'the first apply makes it');

const done = (
  context: Context,
  entries: readonly Entry[],
  { what, next }: { what: string; next: string },
): ExitCode => {
  if (context.json)
    sayJson(context, { format_version: FORMAT_VERSION, objects: entries.map(({ address }) => address) });
  else {
    for (const { address } of entries) say(context, `  ${visible(address)}`);
    say(context, `${what} ${count(entries.length, 'object')}.`);
    note(context, next);
  }
  return exit.fine;
};

const signatureOf = ({ session }: Work) => ({
  by: session.client.token?.displayName ?? 'unknown',
  written: new Date().toISOString(),
});

const forget: Action = async (context, work) => {
  const open = writable(work.ledger);
  if (open === undefined) return fail(context, [nothingThere(work)]);
  const { target, autoApprove = false } = work.flags;
  const found = [...open.book.entries.values()]
    .filter(({ address }) => isTargeted(address, target))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  if (found.length === 0) {
    const help = 'vaultseed ledger show lists what there is; name it with --target ADDRESS';
    return fail(context, [
      wrong(target.length === 0 ? 'nothing is named to forget' : 'the ledger lists none of these', help),
    ]);
  }
  const { session, files } = work;
  const stranger = await unlessNamesake(context, { seed: session.seed, files, book: open.book, asks: !autoApprove });
  if (stranger !== undefined) return stranger;
  const title = "No longer the seed's own, and left on the server";
  const proposal = { action: 'forget', entries: found, title, verb: 'Forget', refused: 'Nothing was forgotten.' };
  const ended = await unlessAgreed(context, proposal, autoApprove);
  if (ended !== undefined) return ended;
  const { openKeeper } = await import('../../src/ledger/index.ts');
  const { fence, taken } = open.lease;
  const keeper = await openKeeper({ book: open.book, fence, coming: [], rewrite: taken, onlyTakes: true });
  keeper.put(...found.map(({ key }) => key));
  await keeper.flush();
  const next =
    'They stay on the server. What the seed still declares of them, its next apply takes into care again: take their blocks out before that.';
  return done(context, found, { what: 'Forgotten:', next });
};

/** A new key makes the old one worthless, and signs what stands there: where that is not what was written, somebody has to want it. */
const unlessWanted = async (
  context: Context,
  { work, book, entries }: { readonly work: Work; readonly book: Book; readonly entries: readonly Entry[] },
): Promise<ExitCode | undefined> => {
  const { keyBack, altered, seed } = book;
  if (altered.length === 0 && (keyBack === undefined || entries.length === 0)) return undefined;
  const { alteredFault } = await import('../../src/ledger/index.ts');
  const title =
    altered.length > 0
      ? `Signed as it stands there${isUntold(book) ? ', with hidden fields counted as not sent' : ''}`
      : 'Taken to be as the seed says in all hidden fields, whatever has changed since';
  const instead =
    altered.length > 0
      ? alteredFault(book, seed, altered).message
      : `the old key was only deleted, and comes back with:\n  ${keyBack}`;
  const proposal = { action: 'rekey', entries, title, verb: 'Rekey', refused: 'The key is as it was.', instead };
  return unlessAgreed(context, proposal, work.flags.autoApprove ?? false);
};

/** Nothing is known of what was sent: neither the key that is there nor an older one has signed what is listed. */
const isUntold = ({ altered, fingerprints }: Book): boolean => altered.length > 0 && fingerprints === undefined;

const rekey: PlannedAction = async (context, work) => {
  const open = writable(work.ledger);
  if (open === undefined) return fail(context, [nothingThere(work)]);
  const [{ rekeyed }, { carriedOver }] = await Promise.all([
    import('../../src/ledger/index.ts'),
    import('../../src/engine/index.ts'),
  ]);
  const { seed } = work.session;
  const stranger = await unlessNamesake(context, { seed, book: open.book, asks: false });
  if (stranger !== undefined) return stranger;
  const entries = [...open.book.entries.values()];
  if (work.flags.autoApprove && open.book.keyBack !== undefined)
    note(context, `The old key was only deleted. Before this it came back with:\n  ${open.book.keyBack}`);
  const ended = await unlessWanted(context, { work, book: open.book, entries });
  if (ended !== undefined) return ended;
  await rekeyed({ book: open.book, fence: open.lease.fence }, (fingerprints) =>
    carriedOver(work.made, { entries, hand: { fingerprints, signature: signatureOf(work) } }),
  );
  const kept = isUntold(open.book)
    ? 'What was there tells nothing of hidden fields: they count as not sent. apply --resend-secrets makes sure.'
    : open.book.keyless
      ? 'The old key was not at hand: hidden fields count as not sent. apply --resend-secrets makes sure.'
      : 'Plan with the same values (--var, --var-file) as the last apply: of what differs from these, nothing older is remembered.';
  const next = entries.length === 0 ? 'The ledger lists nothing, so there was nothing to compare.' : kept;
  return done(context, entries, { what: 'New key for', next });
};

const move: PlannedAction = async (context, work) => {
  const open = writable(work.ledger);
  const { from } = work.flags;
  if (from === undefined || from === work.session.seed.name) {
    return fail(context, [wrong('name the seed to move from', 'vaultseed ledger move --from OLD_NAME')]);
  }
  const { moveEntries } = await import('../move.ts');
  const agree = (entries: readonly Entry[]): Promise<ExitCode | undefined> => {
    const title = `Taken over from ${visible(from)}, whose own it is no longer`;
    const proposal = { action: 'move', entries, title, verb: 'Take over', refused: 'Nothing was moved.' };
    return unlessAgreed(context, proposal, work.flags.autoApprove ?? false);
  };
  const moved = await moveEntries(context, { ...work, from, open, agree });
  if (typeof moved === 'number') return moved;
  if (typeof moved === 'string') return fail(context, [wrong(moved)]);
  const rest = moved.last ? `${visible(from)} owns nothing any more.` : `What ${visible(from)} still lists is its own.`;
  const next = `${rest} The next plan shows whether anything differs.`;
  return done(context, moved.entries, { what: 'Moved here:', next });
};

/** Looks at what somebody has altered all the same. */
const TAKING = ['show', 'rekey'];

const LOOKING: Readonly<Record<string, Action>> = { show };
const WRITING: Readonly<Record<string, Action>> = { forget };
const PLANNED: Readonly<Record<string, PlannedAction>> = { move, rekey };
const NAMES = Object.keys({ ...LOOKING, ...WRITING, ...PLANNED });

export const command: CommandModule = {
  examples: ['vaultseed ledger show', 'vaultseed ledger forget seeds/platform --target policy.reader'],
  define: (line) => {
    line
      .description(
        'What the seed remembers as its own. show: all of it. forget: no longer its own, and left on the server. move: take over what another seed (or this one under its old name) owns. Both list what that is, and ask. rekey: new fingerprints with a new key; it asks where the old one can still be had back, and where somebody has altered what it signs.',
      )
      .argument('<ACTION>', NAMES.join(', '));
    const seed = seedOptions(line, 1);
    targetOption(line, 'with forget: this object and all that is inside it')
      .option('--auto-approve', 'do not ask')
      .option('--from <NAME>', 'with move: the seed that owns it now');
    ledgerOptions(line);
    const server = serverOptions(line);
    return () => (context) => {
      const [name = ''] = line.processedArgs;
      if (!NAMES.includes(name)) {
        const message = `a ledger can do no "${visible(String(name))}"`;
        return Promise.resolve(fail(context, [wrong(message, `it can ${NAMES.join(', ')}`)]));
      }
      const plan = { ...nothingPlanned, ...line.opts<OwnFlags & Partial<PlanFlags>>() };
      const flags = { seed: { ...seed(), onlySettings: !(name in PLANNED) }, plan, server: server() };
      return worked(context, flags, name);
    };
  },
};

const worked = (context: Context, flags: SessionFlags, name: string): Promise<ExitCode> =>
  withSession(context, flags, (session) => {
    const { plan, seed: files } = flags;
    const none = wrong('--no-ledger leaves nothing to work with');
    const planned = PLANNED[name];
    const altered = TAKING.includes(name);
    if (planned !== undefined) {
      const ask = { session, flags: { ...plan, target: [] }, mode: 'apply' as const, locks: true, altered };
      return withPlan(context, ask, async (made, { ledger }) =>
        ledger === undefined ? fail(context, [none]) : planned(context, { session, flags: plan, made, ledger, files }),
      );
    }
    const action = LOOKING[name] ?? forget;
    const purpose = { client: session.client, seed: session.seed.name, flags: plan, writes: name in WRITING, altered };
    return withLedger(context, purpose, async (ledger) =>
      ledger === undefined ? fail(context, [none]) : action(context, { session, flags: plan, ledger, files }),
    );
  });

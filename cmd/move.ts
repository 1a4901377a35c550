import type { MadePlan } from '../src/engine/index.ts';
import type { Book, Lease } from '../src/ledger/index.ts';
import { inShell } from '../src/model/address.ts';
import { visible } from '../src/model/clean.ts';
import { type Diagnostic, hasErrors } from '../src/model/diagnostic.ts';
import { Fault } from '../src/model/fault.ts';
import type { Entry } from '../src/model/ledger.ts';
import { abandoned } from './abandoned.ts';
import { type Context, fail, note } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import { type Purpose, withLedger } from './ledger.ts';
import type { PlanFlags } from './options.ts';
import type { Session } from './session.ts';

/** Taking over what another seed owns. */
interface Moving {
  readonly session: Session;
  readonly flags: PlanFlags;
  readonly made: MadePlan;
  /** The seed that owns it now. */
  readonly from: string;
  /** This seed's ledger, locked, if it has one already. */
  readonly open: { readonly book: Book; readonly lease: Lease } | undefined;
  /** Asks whether these are to be moved. @returns how the command ends when they are not. */
  readonly agree: (entries: readonly Entry[]) => Promise<ExitCode | undefined>;
}

interface Moved {
  readonly entries: readonly Entry[];
  /** The other seed owns nothing any more. */
  readonly last: boolean;
}

/** What the seed refers to with `existing = true` is not its own, and does not become so. */
const leftText = (
  entries: readonly Entry[],
  { seed, from }: { readonly seed: string; readonly from: string },
): string =>
  entries.length === 0
    ? ''
    : `left with ${from}: ${entries.map(({ address }) => address).join(', ')}, which ${seed} only refers to`;

/** Reasons against a plan that taking over does away with, or that only an apply has a word for. */
const SETTLED: readonly Diagnostic['code'][] = ['owned-elsewhere', 'risk-not-allowed', 'too-many-deletions'];

/** A seed that is not understood on this server would take a part of what is meant. */
const refusals = ({ plan }: MadePlan): readonly Diagnostic[] =>
  plan.diagnostics.filter((one) => hasErrors([one]) && !SETTLED.includes(one.code));

const ownsNothing = (context: Context, purpose: Purpose): Promise<boolean> =>
  withLedger(context, purpose, async (other) => other === undefined || other.book.entries.size === 0);

/**
 * Moves the entries of objects that this seed declares from the ledger of another seed. They are written here first and
 * removed there afterwards: a run that dies in between leaves two owners, which the next plan reports, and never none.
 * @returns what was moved; a text where there was nothing to move; the exit code when it was not approved.
 */
export const moveEntries = async (context: Context, moving: Moving): Promise<Moved | string | ExitCode> => {
  const { session, flags, from, open, made, agree } = moving;
  const { openKeeper } = await import('../src/ledger/index.ts');
  const { carriedOver, ownership } = await import('../src/engine/index.ts');
  if (open === undefined)
    return `there is no ledger of ${session.seed.name} yet: apply it once, or give the seed its old name`;
  const against = refusals(made);
  if (against.length > 0) {
    const ended = fail(context, against, exit.refused);
    note(context, `Nothing was moved, for the plan of ${visible(session.seed.name)} is refused.`);
    return ended;
  }
  const purpose = { client: session.client, seed: from, flags, writes: true };
  // A lock is a document: none is left behind for a seed that has no ledger.
  if (await ownsNothing(context, { ...purpose, writes: false })) return `${from} owns nothing here`;
  return withLedger(context, purpose, async (other) => {
    if (other?.lease === undefined || other.book.entries.size === 0) return `${from} owns nothing here`;
    const owned = ownership(other.book, made.live);
    const listed = (existing: boolean): readonly Entry[] =>
      made.resources.filter((one) => one.existing === existing).flatMap((one) => owned.entryOf(one) ?? []);
    const mine = listed(false);
    const left = leftText(listed(true), { seed: session.seed.name, from });
    if (mine.length === 0) {
      return `nothing that ${session.seed.name} declares belongs to ${from}${left === '' ? '' : `; ${left}`}`;
    }
    if (left !== '') note(context, `${visible(left)}.`);
    const ended = await agree(mine);
    if (ended !== undefined) return ended;
    const signature = { by: session.client.token?.displayName ?? 'unknown', written: new Date().toISOString() };
    const here = await openKeeper({ book: open.book, fence: open.lease.fence, coming: [], rewrite: open.lease.taken });
    const hand = { fingerprints: here.fingerprints, signature };
    here.put(...carriedOver({ ...made, owned }, { entries: mine, hand }));
    await here.flush();
    const there = await openKeeper({
      book: other.book,
      fence: other.lease.fence,
      coming: [],
      rewrite: other.lease.taken,
    });
    there.put(...mine.map(({ key }) => key));
    await there.flush();
    const last = there.isEmpty();
    const remains = last ? await abandoned(other.shelf, { seed: from, lease: other.lease, keeper: there }) : undefined;
    if (remains !== undefined) note(context, remains);
    return { entries: mine, last };
  }).catch(withOtherRights(from));
};

/** What a seed's own policy allows is not enough. */
const withOtherRights =
  (from: string) =>
  (error: unknown): never => {
    if (!(error instanceof Fault) || error.code !== 'ledger-refused') throw error;
    throw new Fault(error.code, error.message, {
      help: [...error.help, `what taking over from ${from} takes besides: vaultseed policy --from ${inShell(from)}`],
      cause: error,
    });
  };

import { visible } from '../src/model/clean.ts';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { Entry } from '../src/model/ledger.ts';
import { count, placeOf } from '../src/report/index.ts';
import { approved, canAsk, unapproved } from './approve.ts';
import { type Context, fail, note } from './context.ts';
import type { ExitCode } from './exit.ts';

/** A change to entries of a ledger that a person has to approve. */
interface Proposal {
  readonly action: string;
  readonly entries: readonly Entry[];
  /** What becomes of them: a line that ends before a colon. */
  readonly title: string;
  /** `Forget`: the question begins so. */
  readonly verb: string;
  /** What is said when somebody does not agree. */
  readonly refused: string;
  /** What may be better than that. */
  readonly instead?: string | undefined;
}

/** By its address and by what it is on the server: an entry may say one thing and mean another. */
const listed = (entry: Entry): string => `${entry.address}  ${placeOf(entry)}`;

/** What would be done, where nobody is there to say yes to it. */
const unasked = ({ action, entries, verb, instead }: Proposal): Diagnostic => ({
  code: 'approval-needed',
  message: `ledger ${action} asks before it writes, and there is no terminal to ask on`,
  help: [
    [
      `it would ${verb.toLowerCase()} ${count(entries.length, 'object')}:`,
      ...entries.map((entry) => `  ${listed(entry)}`),
    ].join('\n'),
    ...(instead === undefined ? [] : [instead]),
    'if that is meant: --auto-approve',
  ],
});

/** Shows what is to be done, and asks. @returns how the command ends; undefined: it goes on. */
export const unlessAgreed = async (
  context: Context,
  proposal: Proposal,
  autoApprove: boolean,
): Promise<ExitCode | undefined> => {
  if (autoApprove) return undefined;
  if (!canAsk(context)) return fail(context, [unasked(proposal)]);
  const { entries, title, verb, refused, instead } = proposal;
  note(context, `${title}: ${count(entries.length, 'object')}.`);
  for (const entry of entries) note(context, `  ${visible(listed(entry))}`);
  if (instead !== undefined) note(context, instead);
  const answer = await approved(context, `${verb} ${entries.length === 1 ? 'it' : 'them'}? Only "yes" will do:`);
  if (answer === 'yes') return undefined;
  note(context, refused);
  return unapproved(answer);
};

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Change } from '../../model/plan.ts';
import { pathFor } from '../live/requests.ts';
import { worse } from '../plan/risk.ts';
import { placeOf, type Surroundings } from './place.ts';

/*
 * What a write by its path may destroy. In an engine that nobody has described, what is there and somebody else's may be a key that
 * is lost when it is written over (seen with `totp/keys/NAME`); and where a read leads elsewhere than the write, nobody has looked
 * whether something is there.
 */

/** What is written to an auth method, or to the one of tokens, are settings: of them it is told that they affect logins. */
const LOGINS = 'auth/';

const OVER = 'writes over what is there, which nobody can bring back as far as anybody knows';
const UNSEEN = 'may write over what is there: the read leads elsewhere';

/** The changes, those by which something may be lost with that risk. */
export const overwriting = (
  { changes, diagnostics }: { readonly changes: readonly Change[]; readonly diagnostics: readonly Diagnostic[] },
  around: Surroundings,
): Promise<readonly Change[]> => {
  // What a block describes was judged as that.
  const described = new Set(diagnostics.flatMap(({ code, address }) => (code === 'undeclared-mount' ? address : [])));
  return Promise.all(
    changes.map(async (change) => {
      const why = described.has(change.address) ? undefined : whyOver(change);
      return why !== undefined && (await isUnknown(change, around)) ? overwritten(change, why) : change;
    }),
  );
};

const whyOver = ({ action, edits, resource }: Change): string | undefined => {
  if (!resource.kind.anywhere || edits.length === 0) return undefined;
  if (action === 'adopt') return OVER;
  return action === 'create' && resource.fields.read_path !== undefined ? UNSEEN : undefined;
};

const isUnknown = async ({ resource }: Change, around: Surroundings): Promise<boolean> => {
  const [path = ''] = pathFor(resource.kind.path, resource).split('?');
  if (path.startsWith(LOGINS)) return false;
  const { type, empty = false } = await placeOf(path, resource, around);
  return !empty && (type === undefined || !resource.kind.settingsIn.includes(type));
};

const overwritten = (change: Change, why: string): Change => ({
  ...change,
  risk: worse(change.risk, 'data-destroying'),
  remarks: [...change.remarks, why],
});

import { wildcard } from '../../kinds/index.ts';
import { isKnown } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Change, Risk } from '../../model/plan.ts';
import { pathFor } from '../live/requests.ts';
import { elsewhere, leadsAmong, withRisk } from '../plan/risk.ts';
import { sentBy } from '../plan/sent.ts';
import { isUnseen, placeOf, type Surroundings } from './place.ts';

/*
 * What a write by its path risks because of the mount that it is in. In an engine that nobody has described, what is there and
 * somebody else's may be a key that is lost when it is written over (seen with `totp/keys/NAME`). And the settings of one that goes
 * somewhere with what it keeps may send it elsewhere, whatever their names are (seen with `cf_api_addr`, and `org_name` of okta). Where a read
 * leads elsewhere than the write, nobody has looked whether something is there.
 */

const OVER = 'writes over what is there, which nobody can bring back as far as anybody knows';
const UNSEEN = 'may write over what is there: the read leads elsewhere';

/** What is written to an auth method, or to the one of tokens, are settings: of them it is told that they affect logins. */
const LOGINS = 'auth/';

interface Judged {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The changes, each with what it risks where it is. */
export const riskingByPath = ({ changes, diagnostics }: Judged, around: Surroundings): Promise<readonly Change[]> => {
  const described = new Set(diagnostics.flatMap(({ code, address }) => (code === 'undeclared-mount' ? address : [])));
  return Promise.all(
    changes.map(async (change) =>
      change.resource.kind.anywhere && touches(change)
        ? (await dangersOf(change, around, described.has(change.address))).reduce(risking, change)
        : change,
    ),
  );
};

/** True where something is written that is there, or may be. */
const touches = (change: Change): boolean =>
  change.edits.length > 0 && (change.action === 'update' || change.action === 'adopt' || isUnseen(change));

interface Danger {
  readonly risk: Risk;
  readonly why: string;
}

const leadingPaths = perObject(({ leads }: Kind) => (leads?.at ?? []).map(wildcard));

const dangersOf = async (change: Change, around: Surroundings, isDescribed: boolean): Promise<readonly Danger[]> => {
  const { action, resource } = change;
  const { kind } = resource;
  const [path = ''] = pathFor(kind.path, resource).split('?');
  const { type = '', empty = false } = await placeOf(path, resource, around);
  if (empty) return [];
  // What a block describes was judged as that, as far as it is known.
  const isStrange = action !== 'update' && !path.startsWith(LOGINS) && !kind.settingsIn.includes(type);
  const loses = isDescribed ? !isKnown(resource.fields) : isStrange;
  const goes = kind.leads?.keepsIn?.includes(type) !== true;
  const { members, anything } = sentBy(resource, change.edits);
  const names = goes ? leadsAmong(kind, members) : [];
  const leads = goes && (names.length > 0 || anything || leadingPaths(kind).some((one) => one.test(path)));
  return [
    ...(loses ? [{ risk: 'data-destroying', why: isUnseen(change) ? UNSEEN : OVER } as const] : []),
    ...(leads ? [{ risk: 'secret-revealing', why: elsewhere(names) } as const] : []),
  ];
};

/** One reason of a kind is enough. */
const risking = (change: Change, { risk, why }: Danger): Change => ({
  ...change,
  ...withRisk(change, [risk]),
  remarks: change.remarks.some((one) => one.startsWith(why)) ? change.remarks : [...change.remarks, why],
});

import { type Data, isKnown, isMap, Pending } from '../../model/data.ts';
import type { Change, Edit, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';
import { pathFor } from '../live/requests.ts';
import { type KindById, spotOf } from '../live/server-paths.ts';
import { type OtherSeeds, theirsAmong } from './other-seeds.ts';
import { placeOf, type Surroundings } from './place.ts';
import { ownersAmong } from './shared-mounts.ts';

/*
 * What a plan may show. Whoever reads a plan, or an answer to a pull request, need not be who may read what is on the server. Where
 * people keep their secrets no value is shown, whatever it is called; of what another seed owns, and of what may be a
 * key or a token that the server gives, none that the server has.
 */

interface Looking extends Surroundings {
  readonly plan: Pick<Plan, 'changes'>;
  readonly others: OtherSeeds;
  readonly kindById: KindById;
}

/** What of a change is not shown: nothing, what the server has, all of it. */
type Veil = 'none' | 'live' | 'all';

/** The changes of a plan with secrets in the place of what nobody is to see in them. */
export const veiled = async (input: Looking): Promise<readonly Change[]> => {
  const { plan, live, others, kindById } = input;
  const theirs = theirsAmong(others, live, kindById);
  const ownerOf = ownersAmong(input);
  const isTheirs = (resource: Resource): boolean =>
    theirs(resource) !== undefined || (isUnplaced(resource) && ownerOf?.(spotOf(resource)) !== undefined);
  const found = await Promise.all(
    plan.changes
      .filter(({ edits }) => edits.length > 0)
      .map(async ({ address, resource }): Promise<readonly [string, Veil]> => {
        const place = await placeVeil(resource, input);
        return [address, place === 'none' && isTheirs(resource) ? 'live' : place];
      }),
  );
  const byAddress = new Map(found);
  return plan.changes.map((change) => {
    const told = change.action === 'adopt' && theirs(change.resource) !== undefined ? notOurs(change) : change;
    return veiledBy(told, byAddress.get(change.address) ?? 'none');
  });
};

/** Whoever sees no more of a refused plan than this line is not to believe that it will be taken over. */
const notOurs = (change: Change): Change => ({ ...change, remarks: ["is another seed's", ...change.remarks.slice(1)] });

/** Written by its path, and the seed says nothing of the mount that it is in. */
const isUnplaced = ({ kind, parent }: Resource): boolean => kind.anywhere && parent === undefined;

/** What is written by its path may be written, or read, in a mount of any type. */
const placeVeil = async (resource: Resource, input: Looking): Promise<Veil> => {
  const { kind } = resource;
  if (!kind.anywhere || kind.secretsIn.length === 0) return 'none';
  const paths = [kind.path, kind.readPath].map((template) => pathFor(template, resource).split('?')[0] ?? '');
  const [own, ...others] = [...new Set(paths)];
  const found = await Promise.all([own ?? '', ...others].map((path) => veilAt(path, resource, input)));
  // What is read elsewhere than it is written may be anything, the token that asks for it too.
  return found.find((one) => one === 'all') ?? (others.length > 0 ? 'live' : (found[0] ?? 'live'));
};

/** Where neither the seed nor the server tells what a place is, or it is an engine that may answer with a key, nobody knows what is read there. */
const veilAt = async (path: string, resource: Resource, input: Looking): Promise<Veil> => {
  const { type } = await placeOf(path, resource, input);
  const { secretsIn, settingsIn } = resource.kind;
  if (type !== undefined && secretsIn.includes(type)) return 'all';
  return type !== undefined && settingsIn.includes(type) ? 'none' : 'live';
};

const veiledBy = (change: Change, veil: Veil): Change =>
  veil === 'none' ? change : { ...change, edits: change.edits.map((edit) => veiledEdit(edit, veil)) };

const veiledEdit = (edit: Edit, veil: Veil): Edit => ({
  ...edit,
  ...(edit.before === undefined ? {} : { before: hidden(edit.before) }),
  ...(veil === 'live' || edit.after === undefined ? {} : { after: hidden(edit.after), sensitive: true }),
});

/** The names of members are told, what they hold is not. */
const hidden = (data: Data): Data => {
  if (data === null || data instanceof Secret) return data;
  if (data instanceof Pending) return new Pending(true, data.withheld);
  if (isMap(data)) return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, hidden(item)]));
  return isKnown(data) ? Secret.seal(data) : new Pending(true);
};

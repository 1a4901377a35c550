import { apiPrefix, expandPath, wildcard, writtenHead } from '../../kinds/index.ts';
import { named } from '../../model/address.ts';
import { below } from '../../model/below.ts';
import { type Diagnostic, severityOf } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LiveView } from '../live/observe.ts';
import { type KindById, spotOf } from '../live/server-paths.ts';
import { mountOf } from '../plan/memory.ts';
import { isOfMount, type OtherSeed, type OtherSeeds, seedText } from './other-seeds.ts';

/*
 * One team owns a mount, others declare roles and secrets in it: each says so with existing = true. What nobody has said stands in such
 * a mount is refused with its owner's name, and so is what holds for the whole of it, which is its owner's to say.
 */

interface Standing {
  readonly plan: Pick<Plan, 'changes'>;
  /** All that the plan is about. */
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly others: OtherSeeds;
  readonly kindById: KindById;
  /** What was told of such places already, by what stands there. */
  readonly told: readonly Diagnostic[];
}

/**
 * Changes in mounts of other seeds that are not this seed's to make. What leaves such a place may leave it.
 * @returns that, and what was told of such places but for what has the same cause.
 */
export const inTheirMounts = (input: Standing): readonly Diagnostic[] => {
  const { told } = input;
  const ownerOf = ownersAmong(input);
  if (ownerOf === undefined) return told;
  // What is wrong wherever it stands is told as that.
  const wrong = new Set(told.filter((one) => severityOf(one) === 'error').map(({ address }) => address));
  const byAddress = new Map(input.resources.map((one) => [one.address, one]));
  const strangers = new Map<Owned, Resource[]>();
  const wholes = input.plan.changes.filter(claims).flatMap(({ resource }): Diagnostic[] => {
    const around = resource.parent === undefined ? undefined : byAddress.get(resource.parent);
    if (around === undefined) {
      const owner = resource.kind.anywhere && !wrong.has(resource.address) ? ownerOf(spotOf(resource)) : undefined;
      if (owner !== undefined) strangers.set(owner, [...(strangers.get(owner) ?? []), resource]);
      return [];
    }
    return around.existing && isOfWhole(resource, around, input.live)
      ? wholesIn(resource, around, { ownerOf, input })
      : [];
  });
  const guests = new Set([...strangers.values()].flat().map(({ address }) => address));
  const isGuest = ({ address }: Diagnostic): boolean => address !== undefined && guests.has(address);
  return [
    ...told.filter((one) => !isGuest(one)),
    ...wholes,
    ...[...strangers].flatMap(([owner, resources]) => strangersIn(owner, resources, told)),
  ];
};

const CLAIMS: ReadonlySet<Change['action']> = new Set(['create', 'adopt', 'update', 'replace']);

const claims = ({ action }: Change): boolean => CLAIMS.has(action);

/** A mount or an auth method in the ledger of another seed. */
interface Owned extends Pick<OtherSeed, 'seed' | 'store'> {
  readonly kind: Kind;
  readonly name: string;
  readonly uuid?: string | undefined;
  /** Its path, from the namespace of the connection. */
  readonly path: string;
}

type OwnerOf = (path: string) => Owned | undefined;

/** The mount of another seed that a path lies in, from the namespace of the connection. */
export const ownersAmong = ({ others, kindById }: Pick<Standing, 'others' | 'kindById'>): OwnerOf | undefined => {
  const mounts = new Map<string, Owned>();
  for (const { seed, store, entries } of others.seeds) {
    for (const { kind: id, namespace, name, uuid, begun } of entries.values()) {
      const kind = kindById(id);
      if (kind?.children === undefined || begun?.action === 'adopt') continue;
      const path = below(namespace, expandPath('{mount}', { mount: apiPrefix({ kind, name }) }));
      mounts.set(path, { seed, store, kind, name, uuid, path });
    }
  }
  if (mounts.size === 0) return undefined;
  return (path) => {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const found = mounts.get(path.slice(0, end));
      if (found !== undefined) return found;
    }
    return undefined;
  };
};

const wholes = perObject(({ ownersAt }: Kind) => ownersAt.map(({ path, type }) => ({ path: wildcard(path), type })));

/** One for each mount, or written by a path where such a thing stands. */
const isOfWhole = (resource: Resource, around: Resource, live: LiveView): boolean => {
  if (!resource.kind.anywhere) return !resource.kind.named;
  const prefix = below(around.namespace, expandPath('{mount}', { mount: apiPrefix(around) }));
  const rest = spotOf(resource).slice(prefix.length + 1);
  // Of a place that is somebody else's the server knows the type: what is declared of it may be anything.
  const seen = live.get(around.address);
  const { type: own = '' } = seen?.state === 'present' ? seen.fields : around.fields;
  const place = `${around.kind.children}/${String(own)}`;
  return wholes(resource.kind).some(({ path, type = place }) => type === place && path.test(rest));
};

/** So many blocks are written out. */
const BLOCKS = 3;

/** What nobody has said stands in one mount of another seed: one thing is missing in the seed, however much stands there. */
const strangersIn = (owner: Owned, resources: readonly Resource[], told: readonly Diagnostic[]): Diagnostic[] => {
  const [first] = resources;
  if (first === undefined) return [];
  const head = `${writtenHead(owner.kind)} ${JSON.stringify(owner.name)}`;
  const which = `in ${head}, which belongs to ${seedText(owner)}`;
  const all = `and ${resources.length - 1} more stand ${which}: ${named(resources.map(({ address }) => address))}`;
  const guests = resources.filter((one) => {
    const rest = spotOf(one).slice(owner.path.length + 1);
    return !wholes(one.kind).some(({ path, type }) => type === undefined && path.test(rest));
  });
  const hints = told.filter(({ address }) => guests.some((one) => one.address === address));
  const blocks = [...new Set(hints.flatMap(({ help = [] }) => help))];
  const there = `what is your own in it: say that it is there, with ${head} { type = "…", existing = true }, and it is made in it`;
  return [
    refusal(first, resources.length === 1 ? `stands ${which}` : all, [
      `what holds for the whole of it is for ${owner.seed} to say: write it there`,
      ...(blocks.length > 0 ? blocks.slice(0, BLOCKS) : [there]),
    ]),
  ];
};

const wholesIn = (
  resource: Resource,
  around: Resource,
  { ownerOf, input }: { readonly ownerOf: OwnerOf; readonly input: Standing },
): Diagnostic[] => {
  const owner = ownerOf(spotOf(resource));
  if (owner === undefined || !isOfMount(owner, mountOf(around, input.live))) return [];
  return [
    refusal(resource, `holds for the whole of ${around.address}, which belongs to ${seedText(owner)}`, [
      `write it in ${owner.seed}; existing = true is for what stands in it: roles, keys, secrets`,
    ]),
  ];
};

const refusal = ({ address, at }: Resource, message: string, help: readonly string[]): Diagnostic => ({
  code: 'owned-elsewhere',
  message: `${address} ${message}`,
  help,
  address,
  at,
});

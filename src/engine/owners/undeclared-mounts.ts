import {
  checkAct,
  checkStrays,
  type Described,
  describedAt,
  expandPath,
  prefixFor,
  writtenHead,
} from '../../kinds/index.ts';
import { bearsItsWords } from '../../ledger/index.ts';
import { isPlain, Pending } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Change, Plan, ServerIdentity } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import { folderOf, type Mount, type MountAt, nameOf, typeOf } from '../live/mount-table.ts';
import type { LiveView } from '../live/observe.ts';
import { pathFor } from '../live/requests.ts';
import { assess, withRisk } from '../plan/risk.ts';
import { sentBy } from '../plan/sent.ts';
import { hasNamespaces, innerNamespace, throughPath } from './inner-namespaces.ts';
import { inLedger } from './own-ledger.ts';
import { isUnseen } from './place.ts';

/*
 * What is written by its path into a mount that the seed does not make. Of what type that mount is, only the server knows, whatever
 * the seed says of it; it tells that to every token that may do something there. What it does not tell is left alone.
 */

interface Looking {
  readonly plan: Plan;
  /** All that the plan is about, and how it looks on the server. */
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly mountAt: MountAt;
  readonly seed: Pick<LoadedSeed, 'topKinds' | 'inside'>;
  readonly server: ServerIdentity;
}

/** What was found out about places: what there is to say, and the changes with what they risk as what they really are. */
interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly changes: readonly Change[];
}

/** Warnings of paths that lead to what a block describes; an error where one leads into a ledger, wherever that is kept. */
export const foreignPlaces = async (input: Looking): Promise<Found> => {
  const byAddress = new Map(input.resources.map((one) => [one.address, one]));
  const found = await Promise.all(
    input.plan.changes.map(async (change): Promise<Seen> => {
      const { parent } = change.resource;
      const around = parent === undefined ? undefined : byAddress.get(parent);
      if (isForeign(change, around, input.live)) return lookAt(change, around, input);
      return around?.existing && isHidden(around, input.live) ? lookThrough(change, around, input) : { change };
    }),
  );
  return {
    diagnostics: onceEach(found.flatMap(({ told }) => (told === undefined ? [] : [told]))),
    changes: found.map(({ change }) => change),
  };
};

/** Of many objects in one mount the same may be said of the mount. */
const onceEach = (told: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(told.map((one) => [`${one.code} ${one.address}`, one])).values(),
];

interface Seen {
  readonly change: Change;
  readonly told?: Diagnostic | undefined;
}

const SYSTEM = 'sys/';

const isForeign = (
  { action, resource: { kind, parent, name } }: Change,
  around: Resource | undefined,
  live: LiveView,
): boolean =>
  kind.anywhere &&
  (parent === undefined || around?.existing === true || isHidden(around, live)) &&
  action !== 'forget' &&
  !name.startsWith(SYSTEM);

/** True of a mount that the token may not see: what the seed calls it is nothing but its word. */
const isHidden = (around: Resource | undefined, live: LiveView): boolean => {
  const state = around && live.get(around.address)?.state;
  return around !== undefined && state !== 'present' && state !== 'absent';
};

const lookAt = async (change: Change, declared: Resource | undefined, input: Looking): Promise<Seen> => {
  const { plan, seed, live } = input;
  const { resource } = change;
  const path = pathFor(resource.kind.path, resource);
  const seen = declared && mountSeen(declared, resource, live);
  const mount = seen ?? (await input.mountAt(path, resource));
  if (mount === undefined || !path.startsWith(`${mount.path}/`)) return { change };
  const inner = seen === undefined ? await innerOf(change, { path, mount }, input) : undefined;
  if (inner !== undefined) return { change, told: throughPath(resource, inner) };
  const isTold = plan.diagnostics.some((one) => one.code === 'ledger-declared' && one.address === resource.address);
  if (bearsItsWords(mount)) return { change, told: isTold ? undefined : inLedger(resource) };
  const wrong = wrongIn(mount, change, path);
  if (wrong !== undefined) return { change, told: wrong };
  const around = asResource(mount, resource, seed);
  const found = around && describedAt(`{mount}${path.slice(mount.path.length)}`, seed.inside(around));
  if (around === undefined || found === undefined) return { change };
  return { change: asWhatItIs(change, found.kind), told: undeclared({ resource, around, found, type: mount.type }) };
};

/** A mount that the token may not see, of which the seed says that it is there, may be one in a namespace. */
const lookThrough = async (change: Change, around: Resource, input: Looking): Promise<Seen> => {
  const path = pathFor(change.resource.kind.path, change.resource);
  const mount = around.name.includes('/') ? await input.mountAt(path, change.resource) : undefined;
  const inner = mount && (await innerOf(change, { path, mount }, input));
  return inner === undefined ? { change } : { change, told: throughPath(around, inner) };
};

/** The namespace that a write leads into by its path. */
const innerOf = async (
  { action, resource }: Change,
  place: { readonly path: string; readonly mount: Mount },
  { seed, server, mountAt }: Looking,
): Promise<string | undefined> =>
  action === 'delete' || !hasNamespaces(seed.topKinds(), server)
    ? undefined
    : innerNamespace({ resource, ...place }, mountAt);

/** The mount of somebody else that the seed speaks of, as it was seen. */
const mountSeen = (declared: Resource, resource: Resource, live: LiveView): Mount | undefined => {
  const seen = live.get(declared.address);
  if (seen?.state !== 'present' || declared.kind.children === undefined) return undefined;
  const { type, options = null, description = '' } = seen.fields;
  if (typeof type !== 'string' || !isPlain(options) || !isPlain(description)) return undefined;
  return { path: expandPath('{mount}', { mount: prefixFor(declared, resource) }), type, options, description };
};

/** What the type of a mount, which only the server knows, makes of a path and of what is written there. */
const wrongIn = (mount: Mount, { action, resource }: Change, path: string): Diagnostic | undefined => {
  if (action === 'delete') return undefined;
  const { kind, fields, address, at } = resource;
  const { options } = mount;
  const place = { prefix: mount.path, type: typeOf(mount), fields: { options } };
  const written = { kind, path, fields };
  const [wrong] = [...checkAct(written, place), ...checkStrays(written, place)];
  return wrong && { ...wrong, address, at };
};

/** A change of an object that a kind describes risks what the kind says. */
const asWhatItIs = (change: Change, kind: Kind): Change => {
  if (change.edits.length === 0 || change.action === 'delete') return change;
  if (change.action === 'forget') return change;
  const operation = change.action === 'adopt' || isUnseen(change) ? 'update' : change.action;
  const { members, anything } = sentBy(change.resource, change.edits);
  const unknown = anything ? kind.fields.map(({ name }) => ({ ...UNKNOWN, field: name })) : [];
  const { risk, also = [] } = assess({ kind, vars: {} }, operation, [...members, ...unknown]);
  return { ...change, ...withRisk(change, [risk, ...also]) };
};

/** A field of which nobody knows what will be written. */
const UNKNOWN = { change: 'hidden', after: new Pending(), sensitive: true } as const;

interface Undeclared {
  readonly resource: Resource;
  /** The mount it is in, and of what type that is. */
  readonly around: Resource;
  readonly type: string;
  readonly found: Described;
}

const undeclared = ({ resource: { address, at, parent }, around, type, found }: Undeclared): Diagnostic => {
  const [outer, inner] = [around, found].map(({ kind: one, name }) => headOf(one, name));
  return {
    code: 'undeclared-mount',
    message: `${address} is what the block ${writtenHead(found.kind)} is for, in a place of type ${type} that the seed does not declare${parent === undefined ? '' : ' as such'}`,
    help: [
      `as blocks, of which the plan knows what they change: ${outer} { type = ${JSON.stringify(type)}, existing = true }, and inside of it ${inner} { … }`,
    ],
    address,
    at,
  };
};

const headOf = (kind: Resource['kind'], name: string): string =>
  `${writtenHead(kind)}${kind.named ? ` ${JSON.stringify(name)}` : ''}`;

/** The mount as the seed would declare it. */
const asResource = (mount: Mount, inside: Resource, seed: Looking['seed']): Resource | undefined => {
  const { type, options } = mount;
  const folder = folderOf(mount);
  const kind = seed.topKinds().find(({ children }) => children === folder);
  return kind && { ...inside, kind, name: nameOf(mount), fields: options === null ? { type } : { type, options } };
};

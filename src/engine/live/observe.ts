import { checkProduct, pointerGet, supports } from '../../kinds/index.ts';
import type { Address } from '../../model/address.ts';
import { type Fields, isMap, isPlain } from '../../model/data.ts';
import type { Field, Kind, Table } from '../../model/kind.ts';
import type { Live } from '../../model/live.ts';
import { inParallel } from '../../model/parallel.ts';
import { perObject } from '../../model/per-object.ts';
import type { ServerIdentity } from '../../model/plan.ts';
import type { Facts, Resource } from '../../model/resource.ts';
import { NOWHERE } from '../../model/span.ts';
import { type Answer, type Client, isNothing, isUnrouted } from '../../server/index.ts';
import { withDependencies } from '../plan/order.ts';
import { fieldsFrom, isAbsent, liveFrom, said, shownByRead } from './answers.ts';
import { containersAmong, inWaves } from './containers.ts';
import { pathFor } from './requests.ts';

export type LiveView = ReadonlyMap<Address, Live>;

interface Observation {
  readonly resources: readonly Resource[];
  readonly client: Client;
  /** How many requests may be under way at once. */
  readonly parallelism: number;
  /** Objects that something besides the resources refers to, such as an output. */
  readonly wanted?: ReadonlySet<Address> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where the tables that are read are left for others. */
  readonly tables?: Tables | undefined;
}

/** Answers that show all objects of a kind at once, by `tableKey`. */
export type Tables = Map<string, Promise<Answer>>;

export const tableKey = ({ method, path }: Pick<Table, 'method' | 'path'>, namespace: string): string =>
  `${method} ${namespace} ${path}`;

/**
 * Reads the live state of every resource: whole tables where the API has them, else one read per object, and none for
 * what is in a mount that does not exist. No request is made twice.
 * @throws {Fault} when the server cannot be talked to at all.
 */
export const observe = async (input: Observation): Promise<LiveView> => {
  const view = new Map<Address, Live>();
  const reader = new Reader(input.client, input.signal, input.tables);
  // Containers first: an object whose mount or namespace does not exist is not asked for.
  const containerOf = containersAmong(input.resources);
  const wanted = new Set([...referredTo(input.resources), ...(input.wanted ?? [])]);
  for (const wave of inWaves(input.resources, containerOf)) {
    const found = await inParallel(wave, input.parallelism, async (resource) => {
      const container = containerOf(resource);
      const parent = container && view.get(container.address);
      return reader.read(resource, { parent, wanted: wanted.has(resource.address) });
    });
    wave.forEach((resource, index) => {
      view.set(resource.address, found[index] ?? { state: 'unseen', why: 'it was not asked for' });
    });
  }
  for (const resource of input.resources) {
    const live = view.get(resource.address);
    if (live?.state === 'unsupported' && live.unrouted && isYetToCome(resource, input.resources, view))
      view.set(resource.address, { state: 'absent' });
  }
  return view;
};

/**
 * Whether a path that the server does not know may count as absent: the endpoint depends on a mount or namespace that
 * the plan will make, or it has left the seed, and its mount with it.
 */
const isYetToCome = ({ address, kind, at }: Resource, resources: readonly Resource[], view: LiveView): boolean => {
  if (!kind.anywhere) return false;
  if (at === NOWHERE) return true;
  const needed = withDependencies([address], resources);
  return resources.some(
    (one) =>
      needed.has(one.address) &&
      (one.kind.children !== undefined || one.kind.scope) &&
      !one.existing &&
      view.get(one.address)?.state === 'absent',
  );
};

/** The live state of a resource; `unseen` where it was not read. */
export const liveOf = (view: LiveView, { address }: Pick<Resource, 'address'>): Live =>
  view.get(address) ?? { state: 'unseen', why: 'it was not looked at' };

/** The facts that a seed may refer to: the readable fields of every object that exists. */
export const factsFrom = (view: LiveView): Facts =>
  new Map([...view].flatMap(([address, live]) => (live.state === 'present' ? [[address, live.fields]] : [])));

const referredTo = (resources: readonly Resource[]): ReadonlySet<Address> =>
  new Set(resources.flatMap(({ dependsOn }) => dependsOn));

interface Reading {
  readonly parent: Live | undefined;
  /** Something refers to the object, so its fields with a read path of their own are read too. */
  readonly wanted: boolean;
  /** Only this one is read: a table of many for it alone would be read once for each object of a large seed. */
  readonly alone?: true | undefined;
}

/** A kind on one server. */
interface KindHere {
  /** Why the server does not have the kind; undefined when it does. */
  readonly unsupported: string | undefined;
  /** The request that shows all of its objects at once, if there is one. */
  readonly table: Table | undefined;
}

const kindsOn = perObject((identity: ServerIdentity) =>
  perObject((kind: Kind): KindHere => {
    const [unsupported] = checkProduct(kind, {}, identity);
    const table = kind.tables.find(({ products }) => supports(products, identity));
    return { unsupported: unsupported?.message, table };
  }),
);

/** Reads objects of one server and caches tables. To see changes, make a new one. */
export class Reader {
  readonly #client: Client;
  readonly #signal: AbortSignal | undefined;
  readonly #tables: Tables;

  constructor(client: Client, signal?: AbortSignal, tables: Tables = new Map()) {
    this.#client = client;
    this.#signal = signal;
    this.#tables = tables;
  }

  async read(resource: Resource, { parent, wanted, alone }: Reading): Promise<Live> {
    const { kind } = resource;
    const { unsupported, table } = kindsOn(this.#client.identity)(kind);
    if (unsupported !== undefined) return { state: 'unsupported', why: unsupported };
    if (parent?.state === 'absent' || parent?.state === 'unsupported') return parent;
    if (kind.unreadable) return { state: 'present', fields: {} };
    const live = alone
      ? await this.#readAlone(resource, table)
      : ((table && (await this.#readRow(resource, table))) ?? (await this.#readOne(resource, parent)));
    if (live.state === 'absent' && parent?.state === 'unseen' && resource.parent !== undefined)
      return { state: 'unseen', why: parent.why };
    return live.state === 'present' ? this.#withExtras(resource, live, wanted) : live;
  }

  /** Some kinds have a table and no read of one object (`sys/audit`). */
  async #readAlone(resource: Resource, table: Table | undefined): Promise<Live> {
    const live = await this.#readOne(resource, undefined);
    const isTold = live.state === 'present' || live.state === 'absent';
    return isTold || table === undefined ? live : ((await this.#readRow(resource, table)) ?? live);
  }

  async #readOne(resource: Resource, parent: Live | undefined): Promise<Live> {
    const answer = await this.#get(pathFor(resource.kind.readPath, resource), resource);
    // Its mount is neither declared nor there any more: the object went with it.
    if (parent === undefined && resource.parent !== undefined && isUnrouted(answer)) return { state: 'absent' };
    return liveFrom(resource, answer);
  }

  /** Undefined where the token may not read the table: it may still read the object itself. */
  async #readRow(resource: Resource, table: Table): Promise<Live | undefined> {
    const answer = await this.#table(table, resource);
    if (answer.status === 403) return undefined;
    const rows =
      answer.status === 200 && answer.data !== undefined ? pointerGet(answer.data, table.entries) : undefined;
    if (isNothing(answer)) return { state: 'absent' };
    if (!isMap(rows)) return { state: 'unseen', why: said(answer) };
    // The key is a name in the answer, not a path: nothing in it is percent-encoded.
    const key = table.key.replace(/\{(\w+)\}/g, (_, name: string) => resource.vars[name] ?? '');
    const row = Object.hasOwn(rows, key) ? rows[key] : undefined;
    if (row === undefined && answer.warnings.length > 0) return { state: 'unseen', why: said(answer) };
    return row === undefined || row === null || !isPlain(row)
      ? { state: 'absent' }
      : { state: 'present', fields: fieldsFrom(shownByRead(resource), row) };
  }

  async #withExtras(resource: Resource, live: Live & { state: 'present' }, wanted: boolean): Promise<Live> {
    const reads = extraReads(resource, wanted);
    if (reads.size === 0) return live;
    const fields = { ...live.fields };
    for (const [path, extras] of reads) {
      const answer = await this.#get(path, resource);
      if (answer.status === 200 && answer.data !== undefined) Object.assign(fields, fieldsFrom(extras, answer.data));
      else if (extras.some(({ name }) => name in resource.fields) && !isAbsent(resource.kind, answer)) {
        return { state: 'unseen', why: said(answer) };
      }
    }
    return { state: 'present', fields };
  }

  /**
   * The versions that a creation has to name (check-and-set) of parts that may exist although the object does not: a run
   * that is cut off between the requests of a creation leaves such a part.
   */
  async versions(resource: Resource): Promise<Fields> {
    const found: Record<string, Fields[string]> = {};
    for (const field of guardsOf(resource.kind)) {
      if (field.readPath === undefined || !supports(field.products, this.#client.identity)) continue;
      const answer = await this.#get(pathFor(field.readPath, resource), resource);
      if (answer.status === 200 && answer.data !== undefined) Object.assign(found, fieldsFrom([field], answer.data));
    }
    return found;
  }

  #table(table: Table, { namespace }: Resource): Promise<Answer> {
    const { method, path } = table;
    const key = tableKey(table, namespace);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const asked = this.#client.request({ method, path, namespace, signal: this.#signal });
    this.#tables.set(key, asked);
    return asked;
  }

  #get(path: string, { namespace }: Resource): Promise<Answer> {
    return this.#client.request({ method: 'GET', path, namespace, signal: this.#signal });
  }
}

/** The fields whose versions a creation has to name. */
const guardsOf = perObject(({ create, fields }: Kind): readonly Field[] => {
  const names = new Set(create.flatMap(({ cas }) => cas?.field ?? []));
  return fields.filter(({ name }) => names.has(name));
});

const readApart = perObject(({ fields }: Kind): readonly Field[] =>
  fields.filter(({ readPath, writeOnly }) => readPath !== undefined && !writeOnly),
);

const NO_READS: ReadonlyMap<string, readonly Field[]> = new Map();

/** The separate read paths of a resource, each with its fields; only of fields that somebody needs. */
const extraReads = (resource: Resource, wanted: boolean): ReadonlyMap<string, readonly Field[]> => {
  const apart = readApart(resource.kind);
  if (apart.length === 0) return NO_READS;
  const reads = new Map<string, Field[]>();
  const asked = new Set(apart.flatMap(({ name, readPath }) => (wanted || name in resource.fields ? [readPath] : [])));
  for (const field of apart) {
    if (field.readPath === undefined || !asked.has(field.readPath)) continue;
    const path = pathFor(field.readPath, resource);
    reads.set(path, [...(reads.get(path) ?? []), field]);
  }
  return reads;
};

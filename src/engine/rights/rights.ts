import { meets } from '../../kinds/index.ts';
import type { Book } from '../../ledger/index.ts';
import type { Plain } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Grant } from '../../model/grant.ts';
import type { Kind, Step } from '../../model/kind.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Client } from '../../server/index.ts';
import { carriersOf, removals } from '../apply/schedule.ts';
import { pathFor, policyPath } from '../live/requests.ts';
import { ledgerGrants, TAKEN } from './grants.ts';
import { type Lack, lacking } from './missing.ts';

/** What one request of a plan needs: of each group in `needs` the token must have at least one capability. */
export interface Right {
  /** The object that the request is for; undefined: the ledger. */
  readonly resource?: Resource | undefined;
  /** From the namespace of the connection. */
  readonly path: string;
  readonly needs: readonly (readonly string[])[];
  /** The policy line to suggest, where it covers more than this path. */
  readonly row?: Grant | undefined;
}

/** The rights that a plan needs, in its order. What is deleted with its parent needs none. */
export const rightsOf = ({ changes }: Pick<Plan, 'changes'>): Right[] => {
  const carried = carriersOf(removals(changes));
  return changes.filter(({ address }) => !carried.has(address)).flatMap(rightsFor);
};

const rightsFor = (change: Change): Right[] => {
  const { resource, action } = change;
  const { kind, fields } = resource;
  const toDelete = meets(kind.deleteWhen, fields) ? kind.delete : [];
  const edited = change.edits.map(({ field }) => field);
  const making = (): readonly Step[] => carrying(kind, 'create', Object.keys(fields));
  const steps: Partial<Readonly<Record<Change['action'], () => readonly Step[]>>> = {
    create: making,
    replace: () => [...toDelete, ...making()],
    delete: () => toDelete,
    forget: () => [],
  };
  const isNew = action === 'create' || action === 'replace';
  return (steps[action]?.() ?? carrying(kind, 'update', edited)).map((step) => ({
    resource,
    path: policyPath(pathFor(step.path, resource), resource.namespace),
    needs: needsOf(step, { kind, isNew }),
  }));
};

/** A document number that no ledger reaches: a token that may write that one may write all to come. */
const FAR = 1000;

/**
 * The rights that an apply needs for the ledger: for its documents, future ones included, and for its mount where that
 * does not exist yet.
 */
const ledgerRights = ({ seed, path, mounted, layout }: Book): Right[] => {
  const rows = new Map(ledgerGrants(seed, path, { writes: true }).map((grant) => [grant.path, grant]));
  const shards = [...(layout.shards.length === 0 ? [] : [layout.generation]), layout.generation + FAR];
  const names = ['index', 'lock', ...shards.map((generation) => `shard-${generation}-0`)];
  const written = names.map((name) => ({ folder: `${path}/data/seeds/${seed}/*`, name }));
  const [mount, config, key] = [`sys/mounts/${path}`, `${path}/config`, `${path}/data/keys/${seed}`];
  const writes = ['create', 'update'];
  const both = [writes, ['read']];
  return [
    ...(mounted
      ? []
      : [
          { path: mount, needs: [writes] },
          { path: config, needs: both },
        ]),
    ...written.map(({ folder, name }) => ({ path: folder.replace('*', name), needs: both, row: rows.get(folder) })),
    { path: key, needs: both },
  ].map((right) => ({ row: rows.get(right.path), ...right }));
};

/** The steps of an operation that would send one of these fields. */
const carrying = (kind: Kind, operation: 'create' | 'update', names: readonly string[]): readonly Step[] => {
  const steps = kind[operation];
  const elsewhere = new Set(steps.flatMap(({ fields }) => fields ?? []));
  return steps.filter(
    ({ fields, always, body }) =>
      always ||
      body !== undefined ||
      (operation === 'create' && steps.length === 1) ||
      names.some((name) => (fields === undefined ? !elsewhere.has(name) : fields.includes(name))),
  );
};

/*
 * Whether a write counts as create or update depends on the endpoint: some never check, and take all writes for updates. So
 * creating an object needs either of the two; and so does a write beside the object itself, which may exist or not.
 */
const needsOf = (step: Step, { kind, isNew }: { kind: Kind; isNew: boolean }): Right['needs'] => {
  const isMain = step.path === kind.path;
  const taken = TAKEN[step.method];
  const needed = isMain && !isNew ? taken.filter((one) => one !== 'create') : taken;
  return [needed, ...(kind.sudo && isMain ? [['sudo']] : [])];
};

/** How many paths to ask about in one request: OpenBao refuses bodies with 1,000 strings. */
const BATCH = 500;

/** The token's capabilities at each path, as the server says; undefined when it does not. */
const ask = async (client: Client, paths: readonly string[], signal?: AbortSignal): Promise<Held | undefined> => {
  const held = new Map<string, readonly Plain[]>();
  for (let at = 0; at < paths.length; at += BATCH) {
    const batch = paths.slice(at, at + BATCH);
    const request = { method: 'POST', path: 'sys/capabilities-self', repeat: 'safe' } as const;
    const { status, data } = await client.request({ ...request, body: { paths: batch }, signal });
    const answers = status === 200 ? dataOf(data) : undefined;
    if (answers === undefined) return undefined;
    for (const path of batch) held.set(path, listOf(answers[path]));
  }
  return held;
};

type Held = ReadonlyMap<string, readonly Plain[]>;
type Plains = { readonly [name: string]: Plain };

const isPlains = (value: Plain | undefined): value is Plains =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dataOf = (body: Plain | undefined): Plains | undefined => {
  const data = isPlains(body) ? body.data : undefined;
  return isPlains(data) ? data : undefined;
};

const listOf = (value: Plain | undefined): readonly Plain[] => (Array.isArray(value) ? value : []);

const UNKNOWN: Diagnostic = {
  code: 'rights-unknown',
  message: 'whether the token may make these changes could not be asked',
  help: ['to have it asked before anything is written: path "sys/capabilities-self" { capabilities = ["update"] }'],
};

/** Asks the server before the first write which rights for the plan the token lacks. */
export const missingRights = async ({
  plan,
  book,
  client,
  signal,
}: {
  readonly plan: Plan;
  readonly book?: Book | undefined;
  readonly client: Client;
  readonly signal?: AbortSignal | undefined;
}): Promise<Diagnostic[]> => {
  const changes = client.identity.root === true ? [] : rightsOf(plan);
  const rights = changes.length === 0 || book === undefined ? changes : [...ledgerRights(book), ...changes];
  if (rights.length === 0) return [];
  const held = await ask(client, [...new Set(rights.map(({ path }) => path))], signal);
  if (held === undefined) return [UNKNOWN];
  const found = rights.flatMap((right): Lack[] => {
    const has = held.get(right.path) ?? [];
    const lacks = right.needs.filter((group) => !group.some((one) => has.includes(one)));
    return has.includes('root') || lacks.length === 0 ? [] : [{ right, has, lacks }];
  });
  const left = plan.changes.flatMap(({ action, cause, address }) =>
    action === 'delete' && cause === 'seed' ? [address] : [],
  );
  return lacking(found, new Set(left));
};

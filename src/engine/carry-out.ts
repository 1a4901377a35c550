import { setTimeout } from 'node:timers/promises';
import type { Address } from '../model/address.ts';
import { type Checked, checked } from '../model/checked.ts';
import { type Fields, isKnown } from '../model/data.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { Fault } from '../model/fault.ts';
import type { Live } from '../model/live.ts';
import type { Change } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { LoadedSeed } from '../seed/index.ts';
import { type Answer, type Client, type Request, requestText } from '../server/index.ts';
import { said } from './answers.ts';
import { updateFields } from './diff.ts';
import { type LiveView, Reader } from './observe.ts';
import { deleteRequests, writeRequests } from './requests.ts';
import { QUOTA, verifyGone, verifyWritten, type Written } from './verify.ts';

/** Where what was done is written down. */
export interface Scribe {
  /** An object is as declared, as far as the server takes it. `sent`: the fields that were sent to it. */
  written(resource: Resource, live: Fields, sent: readonly string[]): void;
  /** An object is no longer the seed's: deleted, or left on the server. */
  gone(change: Change): void;
  /** An object was certainly not made: what may be there now is somebody else's. */
  refused(resource: Resource): void;
  /** Nothing of an object was changed: what was remembered of it before holds. */
  untouched(resource: Resource): void;
  /** Fields that an earlier run may have sent: it ended without a word. */
  unfinished(resource: Resource): ReadonlySet<string>;
}

const GONE: ReadonlySet<Change['action']> = new Set(['delete', 'forget']);

/** Where changes are carried out. `facts` grows while objects are made. */
export interface Site {
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'resolveOne'>;
  readonly live: LiveView;
  readonly facts: Map<Address, Fields>;
  /** Objects that others are filled in from: what is learned of the rest is not kept. */
  readonly referred: ReadonlySet<Address>;
  /** Objects that go when their parent does, and need no request, each with that parent. */
  readonly carried: ReadonlyMap<Address, Address>;
  /** Undefined: nothing is remembered. */
  readonly record?: Scribe | undefined;
}

/** What became of one change: nothing to say, or diagnostics, among them an error when it failed. */
export const carryOut = async (change: Change, site: Site): Promise<readonly Diagnostic[]> => {
  try {
    const diagnostics = await steps[change.action](change, site);
    if (GONE.has(change.action) && diagnostics.length === 0) site.record?.gone(change);
    return diagnostics;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ code: error.code, message: error.message, help: error.help, ...about(change.resource) }];
  }
};

const about = ({ address, at }: Resource): Pick<Diagnostic, 'address' | 'at'> => ({ address, at });

type Step = (change: Change, site: Site) => Promise<readonly Diagnostic[]>;

const create: Step = async (change, site) => {
  const found = resolve(change.resource, site);
  if (!found.ok) return found.diagnostics;
  const resolved = found.value;
  const declared = Object.fromEntries(Object.entries(resolved.fields).filter(([, value]) => value !== null));
  const seen = site.live.get(change.address);
  const remains = seen?.state === 'absent' ? (seen.remains ?? {}) : {};
  const before = { ...(await new Reader(site.client).versions(resolved)), ...remains };
  const refusal = await send(
    writeRequests(resolved, { operation: 'create', fields: declared, before }),
    resolved,
    site,
  );
  if (refusal !== undefined) {
    if (refusal.untouched) site.record?.refused(change.resource);
    return [refusal.diagnostic];
  }
  const now = await readBack(resolved, site);
  const sent = Object.keys(declared);
  return written({ resource: resolved, sent, before: {}, now }, { site, sent: Object.keys(resolved.fields) });
};

const update: Step = async (change, site) => {
  const found = resolve(change.resource, site);
  if (!found.ok) return found.diagnostics;
  const resolved = found.value;
  const live = site.live.get(change.address);
  const before = live?.state === 'present' ? live.fields : {};
  const fields = updateFields(resolved, before, change.edits);
  const refusal = await send(writeRequests(resolved, { operation: 'update', fields, before }), resolved, site);
  if (refusal !== undefined) {
    if (refusal.untouched) site.record?.untouched(change.resource);
    return [refusal.diagnostic];
  }
  const now = await readBack(resolved, site);
  const sent = change.edits.map(({ field }) => field);
  return written({ resource: resolved, sent, before, now }, { site, sent: Object.keys(fields) });
};

/** Judges what a write did, and writes it down unless it failed. `sent`: all that was in it, also what did not change. */
const written = (
  what: Omit<Written, 'unfinished'>,
  { site: { record }, sent }: { readonly site: Site; readonly sent: readonly string[] },
): readonly Diagnostic[] => {
  const unfinished = record?.unfinished(what.resource) ?? new Set<string>();
  const found = verifyWritten({ ...what, unfinished });
  if (record === undefined || hasErrors(found)) return found;
  if (what.now.state === 'present') record.written(what.resource, what.now.fields, sent);
  // What the server spells in its own way is remembered so: it will not show as a difference.
  return found.filter(({ code }) => code !== 'write-respelt' || unfinished.size > 0);
};

/** Takes what is there into care; it is written only where it is not as declared, and not read again else. */
const adopt: Step = async (change, site) => {
  if (change.edits.length > 0) return update(change, site);
  const found = resolve(change.resource, site);
  const live = site.live.get(change.address);
  if (!found.ok) return found.diagnostics;
  if (live?.state === 'present') site.record?.written(found.value, live.fields, []);
  return [];
};

const remove: Step = async (change, site) => {
  if (site.carried.has(change.address)) return [];
  const refusal = await send(deleteRequests(change.resource), change.resource, site);
  if (refusal !== undefined) {
    if (refusal.untouched) site.record?.untouched(change.resource);
    return [refusal.diagnostic];
  }
  return verifyGone(change.resource, await readGone(change.resource, site));
};

/** How long a deletion may go on after its answer, and how often that is looked at, in milliseconds. */
const LINGERS = { most: 60_000, pause: 250 };

/** What is left of a deleted object; of one whose deletion takes a while, once that is over. */
const readGone = async (resource: Resource, { client }: Site): Promise<Live> => {
  const until = performance.now() + (resource.kind.lingers ? LINGERS.most : 0);
  for (;;) {
    const now = await new Reader(client).read(resource, UNKNOWN_PARENT);
    if (now.state !== 'present' || performance.now() >= until) return now;
    await setTimeout(LINGERS.pause);
  }
};

const replace: Step = async (change, site) => {
  const removed = await remove(change, site);
  site.facts.delete(change.address);
  return removed.length > 0 ? removed : create(change, site);
};

const steps: Readonly<{ [action in Change['action']]: Step }> = {
  create,
  update,
  adopt,
  replace,
  delete: remove,
  forget: async () => [],
};

/** The resource with everything that was pending filled in; or why that cannot be. */
const resolve = (resource: Resource, { seed, facts }: Site): Checked<Resource> =>
  isKnown(resource.fields) ? checked(resource) : seed.resolveOne(resource.address, facts);

/** Sends requests one after another; stops at the first refusal. */
const send = async (
  requests: readonly Request[],
  resource: Resource,
  { client }: Site,
): Promise<Refused | undefined> => {
  for (const [at, request] of requests.entries()) {
    const answer = await client.request(request);
    const gone = request.method === 'DELETE' && answer.status === 404;
    if (answer.status >= 300 && !gone)
      return { diagnostic: refusal(resource, request, answer), untouched: at === 0 && isDefinite(answer) };
  }
  return undefined;
};

interface Refused {
  readonly diagnostic: Diagnostic;
  /** Nothing of the object was written: its first request was turned down. */
  readonly untouched: boolean;
}

/** A proxy says so of a request that the server may be at work on. */
const TIMEOUT = 408;

/** The server has looked at the request, for the first time, and did nothing: what went wrong within it, it answers with a 5xx. */
const isDefinite = ({ status, doubtful }: Answer): boolean =>
  status >= 400 && status < 500 && status !== TIMEOUT && doubtful !== true;

const refusal = (resource: Resource, request: Request, answer: Answer): Diagnostic => ({
  code: 'vault-refused',
  message: `the server did not accept ${resource.address}`,
  help: [
    `${requestText(request)}: ${said(answer)}`,
    ...(answer.status === 403
      ? ['the token may not do this: its policies need create and update (or delete) on that path']
      : []),
    ...(answer.status === 429 ? [QUOTA] : []),
    ...(resource.kind.network
      ? ['on this write the server calls another system: its answer may be about that one']
      : []),
  ],
  ...about(resource),
});

// The write went through, so its mount is there.
const UNKNOWN_PARENT = { parent: undefined, wanted: false };

const readBack = async (resource: Resource, { client, facts, referred }: Site): Promise<Live> => {
  const now = await new Reader(client).read(resource, { parent: undefined, wanted: true });
  if (now.state === 'present' && referred.has(resource.address)) facts.set(resource.address, now.fields);
  return now;
};

import { setTimeout } from 'node:timers/promises';
import type { Address } from '../../model/address.ts';
import { type Checked, checked, refused } from '../../model/checked.ts';
import { type Fields, isKnown } from '../../model/data.ts';
import { type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import { Fault } from '../../model/fault.ts';
import type { Live } from '../../model/live.ts';
import type { Change } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import { type Answer, type Client, type Request, requestText } from '../../server/index.ts';
import { isOnce, unseenWhenMade } from '../guards/made-once.ts';
import { said } from '../live/answers.ts';
import { type LiveView, Reader } from '../live/observe.ts';
import { deleteRequests, writeRequests } from '../live/requests.ts';
import { asLedger, isCalledLedger } from '../owners/own-ledger.ts';
import { updateFields } from '../plan/update-fields.ts';
import { withClaim } from './claim.ts';
import { QUOTA, verifyGone, verifyWritten, type Written } from './verify.ts';

/** Records what an apply did to each object. */
export interface Recorder {
  /** The object is as declared, as far as the server keeps it. `sent`: the names of the fields that were sent. */
  written(resource: Resource, live: Fields, sent: readonly string[]): void;
  /** The object is no longer the seed's: deleted, or left on the server. */
  gone(change: Change): void;
  /** The object was certainly not created: if there is one now, somebody else made it. */
  refused(resource: Resource): void;
  /** Nothing of the object was changed: what the ledger said before still holds. */
  untouched(resource: Resource): void;
  /** It was nobody's before this run, and the ledger lists it since: as begun, or as made. */
  isClaimed(resource: Resource): boolean;
  /** Fields that an earlier run may have sent before it was cut off. */
  unfinished(resource: Resource): ReadonlySet<string>;
}

const GONE: ReadonlySet<Change['action']> = new Set(['delete', 'forget']);

/** What all changes of an apply share. `facts` grows while objects are created. */
export interface Site {
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'resolveOne'>;
  readonly live: LiveView;
  readonly facts: Map<Address, Fields>;
  /** Objects that others refer to: facts are kept of these only. */
  readonly referred: ReadonlySet<Address>;
  /** Objects that are deleted together with their parent and need no request, each with that parent. */
  readonly carried: ReadonlyMap<Address, Address>;
  /** Undefined: nothing is remembered. */
  readonly record?: Recorder | undefined;
}

/** Carries out one change. @returns warnings, and an error among them when it failed. */
export const carryOut = async (change: Change, site: Site): Promise<readonly Diagnostic[]> => {
  try {
    const diagnostics = await steps[change.action](change, site);
    if (GONE.has(change.action) && diagnostics.length === 0) site.record?.gone(change);
    return withClaim(diagnostics, change, site.record);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const failure = { code: error.code, message: error.message, help: error.help, ...about(change.resource) };
    return withClaim([failure], change, site.record);
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
  // It was made, whatever can be seen of it: it must not be made again.
  if (now.state !== 'present' && isOnce(resolved)) {
    site.record?.written(resolved, {}, sent);
    if (now.state !== 'unseen') return [unseenWhenMade(resolved, site.record !== undefined)];
  }
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

/** Verifies a write and records it unless it failed. `sent`: every field that was in it, unchanged ones too. */
const written = (
  what: Omit<Written, 'unfinished'>,
  { site: { record }, sent }: { readonly site: Site; readonly sent: readonly string[] },
): readonly Diagnostic[] => {
  const unfinished = record?.unfinished(what.resource) ?? new Set<string>();
  const found = verifyWritten({ unfinished, ...what });
  if (record === undefined || what.now.state !== 'present') return found;
  // What the server did not take is written again by the next run, and told again: it is not remembered as sent.
  const failed = (name: string): boolean => hasErrors(verifyWritten({ ...what, sent: [name], unfinished }));
  const ignored = new Set(hasErrors(found) ? what.sent.filter(failed) : []);
  record.written(withoutFields(what.resource, ignored), what.now.fields, sent);
  // With a ledger the server's spelling is recorded, so that it never shows as a difference: no need to warn of it.
  return found.filter(({ code }) => code !== 'write-respelt' || unfinished.size > 0);
};

const withoutFields = (resource: Resource, names: ReadonlySet<string>): Resource =>
  names.size === 0
    ? resource
    : { ...resource, fields: Object.fromEntries(Object.entries(resource.fields).filter(([name]) => !names.has(name))) };

/** Takes an existing object into the ledger. It is written only where it differs from its declaration. */
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

/** How long a deletion may go on after its answer, and how often to look, in milliseconds. */
const LINGERS = { most: 60_000, pause: 250 };

/** Reads a deleted object; where the kind's deletions linger, until it is gone or `LINGERS.most` is over. */
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

/** The resource with its pending values filled in, or why that is impossible. */
const resolve = (resource: Resource, { seed, facts }: Site): Checked<Resource> => {
  if (isKnown(resource.fields)) return checked(resource);
  const found = seed.resolveOne(resource.address, facts);
  // The one thing that no plan could see, and that would stop all others.
  return found.ok && isCalledLedger(found.value) ? refused(asLedger(found.value)) : found;
};

/** Sends requests one after another, up to the first refusal. A DELETE that meets a 404 has succeeded. */
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
  /** Nothing of the object was written: its first request was refused. */
  readonly untouched: boolean;
}

/** A proxy answers this to a request that the server may still be working on. */
const TIMEOUT = 408;

/** True when the server certainly did nothing: it answers failures half-way with a 5xx. */
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

// No parent to ask about: the request went through, so the mount is there.
const UNKNOWN_PARENT = { parent: undefined, wanted: false, alone: true } as const;

const readBack = async (resource: Resource, { client, facts, referred }: Site): Promise<Live> => {
  const now = await new Reader(client).read(resource, { ...UNKNOWN_PARENT, wanted: true });
  if (now.state === 'present' && referred.has(resource.address)) facts.set(resource.address, now.fields);
  return now;
};

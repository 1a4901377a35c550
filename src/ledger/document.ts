import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Data, isMap, isTexts, type Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import { type Answer, type Client, isNothing, isUnrouted, type Request, says } from '../server/index.ts';
import { SEAL, type Seal } from './seal.ts';

/*
 * Documents of a versioned key-value store, written with check-and-set: a write names the version that it replaces, and the
 * server refuses it when somebody else was faster.
 */

/** A document as it stands. A deleted one has a version and no content; one that never was has version 0. */
export interface Document {
  readonly version: number;
  readonly content?: { readonly [name: string]: Plain } | undefined;
  /** When this version was written, by the server's clock, in milliseconds since the epoch; NaN where it does not tell. */
  readonly written?: number | undefined;
  /** Set when not even the data of what was deleted are kept. */
  readonly destroyed?: true | undefined;
  /** Set when nothing is mounted at the path at all. */
  readonly unmounted?: true | undefined;
}

/** Where documents are: the path of their mount. */
export interface Shelf {
  readonly client: Client;
  readonly path: string;
}

/** A path as it stands in a request: each piece percent-encoded. */
export const pathOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

const dataPath = ({ path }: Shelf, name: string): string => `${pathOf(path)}/data/${pathOf(name)}`;

const words = ({ status, errors }: Answer): string =>
  errors.length > 0 ? `${status} ${errors.join('; ')}` : `${status}`;

/** How a request for a document goes out. */
type Hurry = Pick<Request, 'signal' | 'urgent'>;

/** Which version is read, where it is not the last. */
interface Version {
  readonly at?: number | undefined;
}

/** @throws {Fault} `ledger-unreadable` when the server answers with anything but the document or its absence. */
export const readDocument = async (
  shelf: Shelf,
  name: string,
  { at, ...how }: Hurry & Version = {},
): Promise<Document> => {
  const path = `${dataPath(shelf, name)}${at === undefined ? '' : `?version=${at}`}`;
  const answer = await patient(() => shelf.client.request({ method: 'GET', path, ...how }));
  const data = isMap(answer.data) && isMap(answer.data.data) ? answer.data.data : undefined;
  const metadata = data !== undefined && isMap(data.metadata) ? data.metadata : undefined;
  const version = metadata === undefined ? 0 : Number(metadata.version);
  if (isNothing(answer)) return metadata?.destroyed === true ? { version, destroyed: true } : { version };
  if (isUnrouted(answer)) return { version: 0, unmounted: true };
  if (answer.status !== 200 || data === undefined || !isMap(data.data) || !Number.isInteger(version) || version < 1) {
    throw unreadable(shelf, name, answer);
  }
  const written = isMap(data.metadata) ? Date.parse(String(data.metadata.created_time)) : Number.NaN;
  return { version, content: data.data, written };
};

/** The token may not read something of a ledger, which is not to say that anything is wrong with it. */
export class Unallowed extends Fault {}

const unreadable = ({ path }: Shelf, name: string, answer: Answer): Fault =>
  new (answer.status === 403 ? Unallowed : Fault)('ledger-unreadable', `the ledger cannot be read: ${path}/${name}`, {
    help: [
      `the server answered ${answer.status === 200 ? 'something that is no document of a versioned store' : words(answer)}`,
      ...(answer.status === 429
        ? ['nothing is planned on a guess', TURNED_AWAY]
        : [
            'nothing is planned on a guess; vaultseed policy shows the rights it takes',
            'where the server was only busy or not ready: try again',
          ]),
    ],
  });

/** Of a quota: no right and no other ledger would help. */
export const TURNED_AWAY =
  'it turns requests away (429): wait until its quota allows them again, or have somebody exempt from it look at sys/quotas';

/** Names the write, so that it is known again after its answer was lost. */
const MARK = 'write_id';

export interface Writing {
  readonly name: string;
  readonly content: { readonly [name: string]: Data };
  /** The version that this write replaces; 0 when there is none. */
  readonly replaces: number;
  /** Signs it as the version that the write makes: the one after that which it replaces. */
  readonly seal?: Seal | undefined;
  /** Ends the attempts. */
  readonly signal?: AbortSignal | undefined;
  readonly urgent?: boolean | undefined;
}

/** How often a write is begun anew whose answer was lost and which has not gone through. */
const ATTEMPTS = 3;

/**
 * Writes a document if nobody else has meanwhile. An answer that got lost is looked up: the write carries a random name. So
 * it may be sent again without harm: check-and-set lets one of them through.
 * @returns the version that it has now.
 * @throws {Fault} `ledger-crossed` when somebody else has written it, `ledger-refused` when the server does not take it, or
 * why it cannot be reached.
 */
export const writeDocument = async (shelf: Shelf, writing: Writing): Promise<number> => {
  const { name, replaces } = writing;
  const mark = randomBytes(12).toString('base64url');
  for (let attempt = 1; ; attempt += 1) {
    const got = await sent(shelf, writing, mark);
    const version = got instanceof Fault || got.status !== 200 ? undefined : versionIn(got);
    if (version !== undefined) return version;
    if (!(got instanceof Fault) && !isCrossed(got) && !isPassing(got)) throw refused(shelf, name, got);
    const now = await readDocument(shelf, name);
    if (now.content?.[MARK] === mark) return now.version;
    if (now.version !== replaces) throw crossed(shelf, name);
    if (attempt >= ATTEMPTS) throw got instanceof Fault ? got : refused(shelf, name, got);
  }
};

/** Writes a document if nobody else has meanwhile. @returns its version; undefined when somebody was faster. */
export const writeIfFirst = async (shelf: Shelf, writing: Writing): Promise<number | undefined> => {
  try {
    return await writeDocument(shelf, writing);
  } catch (error) {
    if (isCrossing(error)) return undefined;
    throw error;
  }
};

/** True for the trouble of who came second. */
export const isCrossing = (error: unknown): boolean => error instanceof Fault && error.code === 'ledger-crossed';

const versionIn = ({ data }: Answer): number | undefined => {
  const version = isMap(data) && isMap(data.data) ? data.data.version : undefined;
  return typeof version === 'number' ? version : undefined;
};

const refused = ({ path }: Shelf, name: string, answer: Answer): Fault =>
  new Fault('ledger-refused', `the server does not take a write to the ledger: ${path}/${name}`, {
    help: [
      `it answered ${words(answer)}`,
      answer.status === 429 ? TURNED_AWAY : 'the token needs create and update on the ledger, see vaultseed policy',
    ],
  });

const crossed = ({ path }: Shelf, name: string): Fault =>
  new Fault('ledger-crossed', `somebody else has written ${path}/${name} meanwhile`, {
    help: ['two runs must not work on one seed at once: see who it was, then plan again'],
  });

/** The answer, or why there is none: then the write may have gone through or not. */
const sent = async (
  shelf: Shelf,
  { name, content, replaces, seal, signal, urgent }: Writing,
  mark: string,
): Promise<Answer | Fault> => {
  const marked = { ...content, [MARK]: mark };
  const signed = seal && { [SEAL]: seal.of({ name, version: replaces + 1, content: marked }) };
  const body = { options: { cas: replaces }, data: { ...marked, ...signed } };
  const request = { method: 'POST', path: dataPath(shelf, name), body, repeat: 'safe', signal, urgent } as const;
  try {
    return await patient(() => shelf.client.request(request));
  } catch (error) {
    if (error instanceof Fault && error.code !== 'lock-lost') return error;
    throw error;
  }
};

/** Something on the way has failed: what became of the write is not known. A success without a version is none. */
const isPassing = ({ status }: Answer): boolean => status === 200 || status === 204 || status >= 500;

// Seen on Vault 1.21.1, OpenBao 2.6.2 and 2.7.2.
const isCrossed = (answer: Answer): boolean =>
  answer.status === 400 && says(answer, 'check-and-set parameter did not match');

/** How long a store that was just made may be busy with itself, and how often it is asked, in milliseconds. */
const BUSY = { most: 10_000, pause: 100 };

const isBusy = (answer: Answer): boolean => answer.status === 400 && says(answer, /^Upgrading from non-versioned/i);

const patient = async (ask: () => Promise<Answer>): Promise<Answer> => {
  const until = performance.now() + BUSY.most;
  for (;;) {
    const answer = await ask();
    if (!isBusy(answer) || performance.now() >= until) return answer;
    await setTimeout(BUSY.pause);
  }
};

/** Takes a document away with all its versions. */
export const dropDocument = async ({ client, path }: Shelf, name: string): Promise<void> => {
  const answer = await client.request({
    method: 'DELETE',
    path: `${pathOf(path)}/metadata/${pathOf(name)}`,
    repeat: 'safe',
  });
  if (answer.status < 300 || answer.status === 404) return;
  throw new Fault('ledger-refused', `the server does not delete ${path}/${name}`, {
    help: [`it answered ${words(answer)}`],
  });
};

/** The names of what stands in a folder of the store, folders with a slash behind them. */
export const listDocuments = async ({ client, path }: Shelf, folder = ''): Promise<readonly string[]> => {
  const answer = await client.request({ method: 'LIST', path: `${pathOf(path)}/metadata/${pathOf(folder)}` });
  if (isNothing(answer) || isUnrouted(answer)) return [];
  const keys = isMap(answer.data) && isMap(answer.data.data) ? answer.data.data.keys : undefined;
  if (answer.status === 200 && isTexts(keys)) return keys;
  const Trouble = answer.status === 403 ? Unallowed : Fault;
  throw new Trouble('ledger-unreadable', `the ledger cannot be listed: ${path}/${folder}`, {
    help: [`the server answered ${words(answer)}`, ...(answer.status === 429 ? [TURNED_AWAY] : [])],
  });
};

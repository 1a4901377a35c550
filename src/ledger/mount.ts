import ledger from '../../schemas/ledger.json' with { type: 'json' };
import { isMap, type Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import { type Answer, says } from '../server/index.ts';
import { listDocuments, pathOf, type Shelf, TURNED_AWAY } from './document.ts';
import type { Lease } from './lease.ts';
import { unmounting } from './mend.ts';
import { folderOf, lockName } from './names.ts';

/*
 * The mount that holds the ledger. Only a key-value store with versions will do: without them a server ignores check-and-set,
 * and two runs would hold the same lock (seen on Vault 1.21.1, OpenBao 2.6.2 and 2.7.2).
 */

/** Where all mounts are shown to those who may see them. */
export const MOUNTS = { method: 'GET', path: 'sys/mounts' } as const;

/** A table of mounts, by their paths. */
type Mounts = Readonly<Record<string, Plain>>;

const mountsIn = ({ status, data }: Answer): Mounts | undefined =>
  status === 200 && isMap(data) && isMap(data.data) ? data.data : undefined;

/**
 * Judges what is mounted at the path, as far as the token may see that.
 * @returns the other stores of ledgers, where all mounts are shown for that.
 * @throws {Fault} `ledger-unfit` when something else is mounted there.
 */
export const judgeMount = async ({ client, path }: Shelf): Promise<readonly string[] | undefined> => {
  const table = await client.request(MOUNTS);
  const mounts = mountsIn(table);
  if (mounts !== undefined) {
    judge(path, mounts[`${path}/`]);
    return storesAmong(mounts, path);
  }
  // Shown to every token that may do something below the path.
  judge(path, mountsIn(await client.request({ ...MOUNTS, path: `sys/internal/ui/mounts/${pathOf(path)}` })));
  return undefined;
};

/** The stores of ledgers at other paths; undefined where the answer does not show the mounts. */
export const storesIn = (table: Answer, path: string): readonly string[] | undefined => {
  const mounts = mountsIn(table);
  return mounts && storesAmong(mounts, path);
};

/** The same, as far as the token may do something there: that much is shown to every token. */
export const storesShown = async ({ client, path }: Shelf): Promise<readonly string[]> => {
  const shown = mountsIn(await client.request({ ...MOUNTS, path: 'sys/internal/ui/mounts' }));
  return storesAmong(isMap(shown?.secret) ? shown.secret : {}, path);
};

const storesAmong = (mounts: Mounts, path: string): readonly string[] =>
  Object.entries(mounts)
    .filter(([, mount]) => isMap(mount) && bearsItsWords(mount) && isFit(mount))
    .map(([name]) => name.replace(/\/$/, ''))
    .filter((name) => name !== path);

const isFit = (mount: Plain): boolean => {
  const options = isMap(mount) && isMap(mount.options) ? mount.options : {};
  return isMap(mount) && mount.type === ledger.mount.type && options.version === ledger.mount.options.version;
};

const judge = (path: string, mount: Plain | undefined): void => {
  if (mount === undefined || isFit(mount)) return;
  throw new Fault('ledger-unfit', `the ledger cannot be kept at ${path}: another kind of mount is there`, {
    help: [
      `it needs a key-value store with versions: type "${ledger.mount.type}", options = { version = "${ledger.mount.options.version}" }`,
      'what is there stays as it is; name the path of the ledger, or a free one: --ledger PATH, or VAULTSEED_LEDGER',
    ],
  });
};

const refuse = (path: string, what: string, { status, errors }: Answer): Fault =>
  new Fault('ledger-refused', `the server does not ${what} the ledger at ${path}`, {
    help: [
      `it answered ${status} ${errors.join('; ')}`.trimEnd(),
      status === 429 ? TURNED_AWAY : 'vaultseed policy shows what the token needs',
    ],
  });

/** Makes the mount. That somebody else was faster is fine. */
export const makeMount = async (shelf: Shelf): Promise<void> => {
  const { client, path } = shelf;
  const made = await client.request({
    method: 'POST',
    path: `sys/mounts/${pathOf(path)}`,
    body: ledger.mount,
    repeat: 'safe',
  });
  const there = says(made, 'path is already in use');
  if (made.status >= 300 && !there) throw refuse(path, 'make', made);
  await settle(shelf);
};

/** The settings of a store, as they are sent: numbers as texts, since a policy compares no number (seen on Vault 1.21.1, OpenBao 2.7.2). */
const SETTINGS: Readonly<Record<string, Plain>> = Object.fromEntries(
  Object.entries(ledger.config).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
);

/** The settings, each with the one value that it gets. */
export const storeParameters = (): Readonly<Record<string, readonly Plain[]>> =>
  Object.fromEntries(Object.entries(SETTINGS).map(([name, value]) => [name, [value]]));

/** Brings the settings of the store to what a ledger needs; asks first, and writes only where they differ. */
export const settle = async ({ client, path }: Shelf): Promise<void> => {
  const shown = await client.request({ method: 'GET', path: `${pathOf(path)}/config` });
  // Who may not read the settings cannot keep them either: whoever made the ledger has set them.
  if (shown.status === 403) return;
  const now = shown.status === 200 && isMap(shown.data) && isMap(shown.data.data) ? shown.data.data : {};
  const fits =
    now.cas_required === ledger.config.cas_required &&
    now.max_versions === ledger.config.max_versions &&
    !/^[1-9]/.test(String(now.delete_version_after ?? ''));
  if (fits) return;
  const written = await client.request({
    method: 'POST',
    path: `${pathOf(path)}/config`,
    body: SETTINGS,
    repeat: 'safe',
  });
  if (written.status >= 300) throw refuse(path, 'keep the settings of', written);
};

/**
 * Takes the rest of a closed ledger away: its lock, and the mount with it when no other seed keeps anything there. All of it
 * under the lock, so that nobody begins to work on the seed meanwhile.
 * @returns the command for the mount, where the token may not take it away.
 */
export const abandon = async (shelf: Shelf, seed: string, lease: Lease): Promise<string | undefined> => {
  try {
    lease.ensure();
    return (await isOurs(shelf)) && (await isAlone(shelf, seed)) ? await dropMount(shelf) : undefined;
  } finally {
    await lease.vanish();
  }
};

/** Whether a mount is called what a ledger is called that was made here. */
export const bearsItsWords = ({ description }: Readonly<Record<string, unknown>>): boolean =>
  description === ledger.mount.description;

/** True when the mount bears the words that it is made with: one that was there before stays. */
const isOurs = async ({ client, path }: Shelf): Promise<boolean> => {
  const { data } = await client.request({ method: 'GET', path: `sys/mounts/${pathOf(path)}` });
  const mount = isMap(data) && isMap(data.data) ? data.data : {};
  return bearsItsWords(mount);
};

/** True when nothing but the lock of the seed is left. */
const isAlone = async (shelf: Shelf, seed: string): Promise<boolean> => {
  const [seeds = '', lock = ''] = [folderOf('x').slice(0, -1), lockName(seed).split('/').at(-1)];
  const found = [
    await listDocuments(shelf),
    await listDocuments(shelf, seeds),
    await listDocuments(shelf, folderOf(seed)),
  ];
  return JSON.stringify(found) === JSON.stringify([[seeds], [`${seed}/`], [lock]]);
};

const dropMount = async (shelf: Shelf): Promise<string | undefined> => {
  const { client, path } = shelf;
  const answer = await client.request({ method: 'DELETE', path: `sys/mounts/${pathOf(path)}`, repeat: 'safe' });
  if (answer.status === 403) return unmounting(shelf);
  if (answer.status >= 300 && answer.status !== 404) throw refuse(path, 'take away', answer);
  return undefined;
};

import { visible } from '../model/clean.ts';
import type { Entry } from '../model/ledger.ts';
import { count, pad } from './layout.ts';
import { FORMAT_VERSION } from './plan-json.ts';
import { paint, type Style } from './style.ts';

/** A ledger as it is shown: what a seed owns. It holds no value, so there is nothing to hide. */
export interface ShownLedger {
  readonly seed: string;
  readonly path: string;
  /** False where there is no store of ledgers at that path. */
  readonly mounted: boolean;
  readonly entries: readonly Entry[];
}

const inOrder = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => (a.address < b.address ? -1 : 1));

/** Where an object is on the server. */
export const placeOf = ({ key, namespace, kind }: Entry): string => {
  const path = key.slice(namespace.length + kind.length + 2);
  return namespace === '' ? path : `${path} in ${namespace}`;
};

/** What is made once is never sent again: nobody has to be told that it was not. */
const neverSent = ({ lifecycle, unsent = [] }: Entry): readonly string[] => (lifecycle.createOnly ? [] : unsent);

const unsentText = (names: readonly string[]): string =>
  `${names.map((name) => visible(name)).join(', ')}: taken to be as declared, never sent`;

const remarksOn = (entry: Entry): string[] => {
  const { begun, lifecycle } = entry;
  const unsent = neverSent(entry);
  return [
    ...(begun === undefined ? [] : [`a ${begun.action} of it was begun and not written down as done`]),
    ...(lifecycle.onDestroy === 'forget' ? ['stays on the server when it leaves the seed'] : []),
    ...(unsent.length === 0 ? [] : [unsentText(unsent)]),
    ...(lifecycle.preventDestroy ? ['must not be destroyed'] : []),
  ];
};

const WIDEST = 48;

/** One line for each object: its address in the seed, its path on the server, when and by whom it was last written. */
export const ledgerText = ({ seed, path, mounted, entries }: ShownLedger, style: Style): string => {
  const why = mounted ? `the ledger at ${visible(path)}/ lists none of it` : `there is no ledger at ${visible(path)}/`;
  if (entries.length === 0) return `${visible(seed)} owns nothing here: ${why}.`;
  const wide = (texts: readonly string[]): number => Math.min(WIDEST, Math.max(...texts.map((text) => text.length)));
  const [addresses, places] = [wide(entries.map(({ address }) => address)), wide(entries.map(placeOf))];
  const lines = inOrder(entries).flatMap((entry) => [
    `  ${pad(visible(entry.address), addresses)}  ${pad(visible(placeOf(entry)), places)}  ${paint(style).dim(`${visible(entry.written)} ${visible(entry.by)}`)}`,
    ...remarksOn(entry).map((remark) => `      ${remark}`),
  ]);
  return [
    `${visible(seed)} owns ${count(entries.length, 'object')}, as ${visible(path)}/ remembers:`,
    '',
    ...lines,
  ].join('\n');
};

/** The same for machines. */
export const ledgerJson = ({ seed, path, entries }: ShownLedger) => ({
  format_version: FORMAT_VERSION,
  seed,
  ledger: path,
  objects: inOrder(entries).map((entry) => ({
    address: entry.address,
    kind: entry.kind,
    path: placeOf(entry),
    ...(entry.uuid === undefined ? {} : { mount_uuid: entry.uuid }),
    fields: Object.keys(entry.echoes).sort(),
    ...(neverSent(entry).length === 0 ? {} : { never_sent: neverSent(entry) }),
    ...(entry.begun === undefined ? {} : { begun: entry.begun.action }),
    on_destroy: entry.lifecycle.onDestroy,
    prevent_destroy: entry.lifecycle.preventDestroy,
    written: entry.written,
    by: entry.by,
  })),
});

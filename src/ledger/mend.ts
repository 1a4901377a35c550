import ledger from '../../schemas/ledger.json' with { type: 'json' };
import { Fault } from '../model/fault.ts';
import type { Document, Shelf } from './document.ts';

/*
 * What to do about a document of the ledger that is not as it was written. The store keeps older versions of each, and what was
 * deleted can be had back unless its data were destroyed; so the very command is said, in the words of the server's own program.
 */

const COMMANDS: Readonly<Record<string, Readonly<Record<Verb, string>>>> = ledger.commands;
type Verb = 'undelete' | 'rollback' | 'remove' | 'get' | 'unmount';

/** A document by its name, and what was read of it. */
export interface Broken extends Pick<Document, 'version' | 'destroyed'> {
  readonly name: string;
}

/** A line to paste into a shell. */
export const command = ({ client, path }: Shelf, verb: Verb, { name, version }: Broken): string => {
  const template = (COMMANDS[client.identity.product] ?? ledger.commands.vault)[verb];
  const values: Readonly<Record<string, string>> = { path: quoted(path), version: String(version), name: quoted(name) };
  return template.replaceAll(/\{(\w+)\}/g, (_, hole: string) => values[hole] ?? '');
};

const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** How the store is taken away by hand. */
export const unmounting = (shelf: Shelf): string => command(shelf, 'unmount', { name: '', version: 0 });

/** How a document that was deleted comes back; nothing where it cannot. */
export const undeletion = (shelf: Shelf, document: Broken): readonly string[] => {
  const { version, destroyed } = document;
  if (version === 0) return [];
  if (!destroyed) return [command(shelf, 'undelete', document)];
  return version === 1 ? [] : [command(shelf, 'rollback', { ...document, version: version - 1 })];
};

/** A ledger is not as it was written. */
export class Damage extends Fault {
  /** How it is mended so that nothing of it is lost. */
  readonly back: readonly string[];

  constructor(message: string, back: readonly string[], more: readonly string[] = []) {
    super('ledger-unreadable', `the ledger is damaged: ${message}`, { help: [...back, ...more] });
    this.back = back;
  }
}

/** What was signed is so as the version that it was. */
const SIGNED = 'to be signed anew by vaultseed ledger rekey';

/** A document that has to be there was deleted. */
export const deleted = (shelf: Shelf, document: Broken, index: string): Damage => {
  const back = undeletion(shelf, document);
  const how = document.destroyed
    ? `its last version was destroyed; the one before comes back, ${SIGNED}, with`
    : 'it comes back with';
  const lines = back.map((line) => `${how}:\n  ${line}`);
  return new Damage(`${shelf.path}/${document.name} was deleted`, lines, [anew(shelf, index)]);
};

/** Entries are there, and the index that tells which of them hold is gone with all its versions. */
export const orphaned = (
  shelf: Shelf,
  { seed, index, shards }: { readonly seed: string; readonly index: string; readonly shards: readonly string[] },
): Damage => {
  const lines = shards.map((name) => `\n  ${command(shelf, 'remove', { name, version: 0 })}`);
  return new Damage(`${shelf.path}/${index} was deleted, and what it lists was not`, [
    `vaultseed apply of ${seed} makes it anew`,
    `if ${seed} is gone for good, so that nobody's is what it owned:${lines.join('')}`,
  ]);
};

/** A document holds something that no ledger does. */
export const spoilt = (
  shelf: Shelf,
  document: Broken,
  what: { readonly is: string; readonly index: string },
): Damage => {
  const { version } = document;
  const before = version > 1 ? command(shelf, 'rollback', { ...document, version: version - 1 }) : undefined;
  const back =
    before === undefined
      ? []
      : [`the store keeps older versions; the one before comes back, ${SIGNED}, with:\n  ${before}`];
  return new Damage(`${shelf.path}/${document.name} ${what.is}`, back, [anew(shelf, what.index)]);
};

const anew = (shelf: Shelf, index: string): string =>
  `to begin anew, with all that the seed declares adopted again:\n  ${command(shelf, 'remove', { name: index, version: 0 })}`;

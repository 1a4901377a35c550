import ledger from '../../schemas/ledger.json' with { type: 'json' };
import { Fault } from '../model/fault.ts';
import type { Document, Shelf } from './document.ts';

/*
 * What to do about a document of the ledger that is not as it was written. The store keeps older versions of each, and what was
 * deleted can be had back unless its data were destroyed; so the very command is said, in the words of the server's own program.
 */

const COMMANDS: Readonly<Record<string, Readonly<Record<Verb, string>>>> = ledger.commands;
type Verb = 'undelete' | 'rollback' | 'remove';

/** A document by its name, and what was read of it. */
export interface Broken extends Pick<Document, 'version' | 'destroyed'> {
  readonly name: string;
}

/** A line to paste into a shell. */
const command = ({ client, path }: Shelf, verb: Verb, { name, version }: Broken): string => {
  const template = (COMMANDS[client.identity.product] ?? ledger.commands.vault)[verb];
  const values: Readonly<Record<string, string>> = { path: quoted(path), version: String(version), name: quoted(name) };
  return template.replaceAll(/\{(\w+)\}/g, (_, hole: string) => values[hole] ?? '');
};

const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** How a document that was deleted comes back; nothing where it cannot. */
export const undeletion = (shelf: Shelf, document: Broken): readonly string[] => {
  const { version, destroyed } = document;
  if (version === 0) return [];
  if (!destroyed) return [command(shelf, 'undelete', document)];
  return version === 1 ? [] : [command(shelf, 'rollback', { ...document, version: version - 1 })];
};

/** A document that has to be there was deleted. */
export const deleted = (shelf: Shelf, document: Broken, index: string): Fault => {
  const back = undeletion(shelf, document);
  const how = document.destroyed
    ? 'its last version was destroyed; the one before comes back with'
    : 'it comes back with';
  return new Fault('ledger-unreadable', `the ledger is damaged: ${shelf.path}/${document.name} was deleted`, {
    help: [...back.map((line) => `${how}:\n  ${line}`), anew(shelf, index)],
  });
};

/** A document holds something that no ledger does. */
export const spoilt = (
  shelf: Shelf,
  document: Broken,
  what: { readonly is: string; readonly index: string },
): Fault => {
  const { version } = document;
  const before = version > 1 ? command(shelf, 'rollback', { ...document, version: version - 1 }) : undefined;
  return new Fault('ledger-unreadable', `the ledger is damaged: ${shelf.path}/${document.name} ${what.is}`, {
    help: [
      ...(before === undefined ? [] : [`the store keeps older versions; the one before comes back with:\n  ${before}`]),
      anew(shelf, what.index),
    ],
  });
};

const anew = (shelf: Shelf, index: string): string =>
  `to begin anew, with all that the seed declares adopted again:\n  ${command(shelf, 'remove', { name: index, version: 0 })}`;

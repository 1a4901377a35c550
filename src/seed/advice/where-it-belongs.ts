import { basename, dirname } from 'node:path';
import { type Catalog, withoutVersion, writtenHead } from '../../kinds/index.ts';
import type { Block } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind, Plugin } from '../../model/kind.ts';

import { foreignBlockHelp } from '../parts/block-names.ts';

/** More examples than that are no help. */
const SHOWN = 3;

/** What Terraform puts in front of the names of its resources for this server. */
const FOREIGN_PREFIX = /^vault_/;

/**
 * What to write for a word that is no block of a seed: where a block stands that cannot stand at the top, how a plugin is declared
 * that somebody calls by its name, what a resource of Terraform is here. Empty when nothing is known about it.
 */
export const homeOf = (word: string, catalog: Catalog, fields: readonly string[] = []): readonly string[] => {
  const name = word.replace(FOREIGN_PREFIX, '');
  if (name !== word && catalog.topLevel().includes(name)) return [`here that is ${headOf(catalog.top(name))} { … }`];
  const found = [() => insideOf(name, catalog, fields), () => calledSo(name, catalog), () => pluginsOf(name, catalog)];
  for (const look of found) {
    const lines = look();
    if (lines.length > 0) return lines;
  }
  return resourceOf(name, catalog);
};

const headOf = (kind: Kind | undefined): string =>
  kind === undefined ? '' : writtenHead(kind) + (kind.named ? ' "NAME"' : '');

const topsOf = (catalog: Catalog): readonly Kind[] => catalog.topLevel().flatMap((name) => catalog.top(name) ?? []);

/** The blocks that such a block may stand in: those in which it has the fields that are written, where there are such. */
const insideOf = (type: string, catalog: Catalog, fields: readonly string[]): readonly string[] => {
  const tops = topsOf(catalog);
  const around = tops.filter(({ blocks }) => Object.hasOwn(blocks, type)).map(({ block }) => `${block} "NAME"`);
  const placed = pluginsIn(catalog).map((one) => ({
    one,
    kinds: one.plugin.kinds.filter(({ block }) => block === type),
  }));
  const has = (kinds: readonly Kind[], name: string): boolean =>
    kinds.some((kind) => kind.fields.some((field) => field.name === name));
  const telling = fields.filter((name) => placed.some(({ kinds }) => has(kinds, name)));
  const fitting = placed.filter(({ kinds }) => kinds.length > 0 && telling.every((name) => has(kinds, name)));
  const chosen = fitting.length > 0 ? fitting : placed.filter(({ kinds }) => kinds.length > 0);
  const parents = chosen.map(({ one }) => `${one.parent.block} "${one.type}"`);
  const heads = [...around, ...parents];
  if (heads.length === 0) return [];
  const others = heads.slice(SHOWN);
  return [
    'it stands inside of what it belongs to:',
    ...heads.slice(0, SHOWN).map((head) => `  ${head} { ${type} … { … } }`),
    ...(others.length === 0 ? [] : [`or of ${others.join(', ')}`]),
  ];
};

const toWrite = (text: string): string => (/^\w+ "/.test(text) ? `write ${text}` : text);

/** Names that the kinds say they have elsewhere. */
const calledSo = (name: string, catalog: Catalog): readonly string[] => {
  const kinds = catalog.plugins().flatMap((id) => catalog.plugin(id)?.kinds ?? []);
  return kinds
    .flatMap(({ elsewhere }) => (Object.hasOwn(elsewhere, name) ? [toWrite(elsewhere[name] ?? '')] : []))
    .slice(0, 1);
};

interface Placed {
  readonly plugin: Plugin;
  readonly parent: Kind;
  /** What a mount names it by. */
  readonly type: string;
}

const pluginsIn = (catalog: Catalog): readonly Placed[] => {
  const tops = topsOf(catalog);
  return catalog.plugins().flatMap((id) => {
    const parent = tops.find(({ children }) => children !== undefined && children === dirname(id));
    const plugin = parent === undefined ? undefined : catalog.plugin(id);
    return parent === undefined || plugin === undefined ? [] : [{ plugin, parent, type: basename(id) }];
  });
};

const declared = ({ parent, type }: Placed, inside: string): string => `${parent.block} "${type}" { ${inside} }`;

/** A plugin by its name, with one of the blocks that stand in it: one that most others have, too. */
const pluginsOf = (name: string, catalog: Catalog): readonly string[] => {
  const type = withoutVersion(name);
  const all = pluginsIn(catalog);
  const having = ({ block }: Kind): number =>
    all.filter(({ plugin }) => plugin.kinds.some((one) => one.block === block)).length;
  return all
    .filter((one) => one.type === type)
    .map((one) => {
      const [first] = one.plugin.kinds.filter(({ named }) => named).toSorted((a, b) => having(b) - having(a));
      return `${name} is a type: ${declared(one, first === undefined ? '…' : `${headOf(first)} { … }`)}`;
    });
};

/** Words that name a class of plugins in the names of resources, not what stands in one. */
const CLASS = /^(?:secrets?|auth)?_?(?:backend|engine|mount)?_?/;

/** A resource by its plugin and what it is in there: `x_auth_backend_role`. */
const resourceOf = (name: string, catalog: Catalog): readonly string[] => {
  const placed = pluginsIn(catalog)
    .filter(({ type, parent }) => name.startsWith(`${type}_`) && (parent.children === 'auth') === /_auth_/.test(name))
    .toSorted((one, other) => other.type.length - one.type.length);
  for (const one of placed) {
    const rest = name.slice(one.type.length + 1).replace(CLASS, '');
    const kind = one.plugin.kinds.find(({ block, label }) => rest !== '' && (block === rest || label === rest));
    if (kind !== undefined || rest === '') {
      return [`here that is ${declared(one, kind === undefined ? '…' : `${headOf(kind)} { … }`)}`];
    }
  }
  return [];
};

const fieldsIn = (body: Block['body'] | undefined): readonly string[] =>
  body?.syntax === 'native' ? [...body.attributes.keys()] : [];

/** Where a block belongs says more than what else there is. */
export const withHome = (
  problem: Diagnostic,
  { type, labels: [label], body }: Pick<Block, 'type' | 'labels'> & Partial<Pick<Block, 'body'>>,
  catalog: Catalog,
): Diagnostic => {
  if (problem.code === 'foreign-block')
    return { ...problem, help: foreignHelp(problem, { type, label: label?.text }, catalog) };
  const home = ['unknown-block', 'not-yet'].includes(problem.code) ? homeOf(type, catalog, fieldsIn(body)) : [];
  return home.length === 0 ? problem : { ...problem, help: home };
};

/** A resource or a data source of Terraform says by its first label what is meant. */
const foreignHelp = (
  { help = [] }: Diagnostic,
  { type, label }: { readonly type: string; readonly label: string | undefined },
  catalog: Catalog,
): readonly string[] => {
  if (label === undefined) return help;
  const meant = type === 'resource' ? homeOf(label, catalog) : [];
  const read = type === 'data' ? calledSo(`data.${label.replace(FOREIGN_PREFIX, '')}`, catalog) : [];
  const found = [...meant, ...read];
  return found.length === 0 ? help : found;
};

/** What there is to say of a word that means something to other tools; nothing for any other. */
export const wordHelp = (word: string, catalog: Catalog): readonly string[] => {
  const home = homeOf(word, catalog);
  return home.length > 0 ? home : foreignBlockHelp(word);
};

import type { Catalog } from '../../kinds/index.ts';
import type { Attribute, Block, Body } from '../../language/index.ts';
import type { Source, Span } from '../../model/span.ts';
import { withHome } from '../advice/where-it-belongs.ts';
import { placeOf, type Tell } from '../tell.ts';
import { isForeign, isLater, isNoBlock, MODULE, OWN_BLOCKS, REFUSED_BLOCKS, strangeBlock } from './block-names.ts';
import { declare, declareModule, withChildren } from './declarations.ts';
import { objectHeaders } from './headers.ts';
import { twice } from './meta.ts';
import { OUTPUT, outputOf, SERVER, seedSettings, serverSettings, VARIABLE, variableOf } from './own-blocks.ts';
import { split } from './split.ts';
import type { Declaration, Written, WrittenOutput, WrittenVariable } from './written.ts';

interface Context {
  readonly catalog: Catalog;
  readonly tell: Tell;
}

/** Splits the files of a seed into its parts. Of what is declared twice the first one counts; the second is an error. */
export const readDocuments = (
  documents: readonly { source: Source; body: Body }[],
  { catalog, tell }: Context,
): Written => {
  const blocks = documents.flatMap(({ body }) => topBlocks(body, { catalog, tell }));
  const ofType = (type: string): readonly Block[] => blocks.filter((block) => block.type === type);
  const one = (type: 'seed' | 'server'): Block | undefined => {
    const [first, ...more] = ofType(type);
    for (const again of more) tell(twice(type, again, first));
    return first;
  };
  const seed = one('seed');
  const server = one('server');
  return {
    sources: documents.map(({ source }) => source),
    seed: seed && seedSettings(seed, tell),
    server: server && serverSettings(server, tell),
    variables: byName<WrittenVariable>(
      ofType('variable').flatMap((block) => variableOf(block, tell) ?? []),
      'variable',
      tell,
    ),
    locals: localsOf(ofType('locals'), tell),
    outputs: byName<WrittenOutput>(
      ofType('output').flatMap((block) => outputOf(block, tell) ?? []),
      'output',
      tell,
    ),
    declarations: declarationsOf(blocks, { catalog, tell }),
  };
};

const topBlocks = (body: Body, { catalog, tell }: Context): readonly Block[] => {
  const kinds = catalog.topLevel();
  const { attributes, blocks } = split(
    body,
    body.syntax === 'json' ? topHeaders(catalog) : knownHeaders(catalog),
    tell,
  );
  for (const attribute of attributes.values()) tell(stray(attribute, body, catalog));
  for (const block of blocks) {
    const known = Object.hasOwn(OWN_BLOCKS, block.type) || kinds.includes(block.type);
    if (!known) tell(withHome(strangeBlock(block, kinds), block, catalog));
  }
  return blocks;
};

const header = (labels: number): { labels: [number, number] } => ({ labels: [labels, labels] });

/** The block headers of a document, with those of refused blocks, so that these get messages of their own. */
export const topHeaders = (catalog: Catalog) => ({
  ...Object.fromEntries(REFUSED_BLOCKS.map((name) => [name, header(0)] as const)),
  ...knownHeaders(catalog),
});

const knownHeaders = (catalog: Catalog) => {
  const own = Object.entries(OWN_BLOCKS).map(
    ([name, form]) => [name, { ...header(form.labels), holds: ownWords(name) }] as const,
  );
  return { ...Object.fromEntries(own), ...objectHeaders(catalog) };
};

/** What may stand in a block that has a label and is about the seed itself. */
const ownWords = (name: string): (() => ReadonlySet<string>) | undefined => {
  const form = [VARIABLE, OUTPUT, SERVER].find(({ head }) => head.startsWith(`${name} `));
  return form && (() => new Set(form.attributes));
};

/** At the top there are blocks only. In JSON every unknown member arrives as an attribute. */
const stray = ({ name, nameSpan }: Attribute, body: Body, catalog: Catalog) =>
  body.syntax === 'json' || isLater(name) || isForeign(name) || isNoBlock(name)
    ? withHome(strangeBlock({ type: name, head: nameSpan }, catalog.topLevel()), { type: name, labels: [] }, catalog)
    : {
        code: 'stray-attribute' as const,
        message: `"${name}" stands at the top of a seed, where only blocks belong`,
        at: nameSpan,
        help: [
          Object.hasOwn(OWN_BLOCKS, name) || catalog.topLevel().includes(name)
            ? `${name} is a block: write it without =`
            : SERVER.attributes.some((one) => one === name)
              ? `write server "PRODUCT" { ${name} = … }`
              : `a value with a name of its own: locals { ${name} = … }`,
        ],
      };

const byName = <T extends { name: string; at: { source: Source; start: number; end: number } }>(
  found: readonly T[],
  what: string,
  tell: Tell,
): ReadonlyMap<string, T> => {
  const all = new Map<string, T>();
  for (const one of found) {
    const first = all.get(one.name);
    if (first === undefined) all.set(one.name, one);
    else tell(declaredTwice(`${what} "${one.name}"`, [one.at, first.at]));
  }
  return all;
};

/** What to do about one of two. */
const RENAME = 'rename one of the two, or delete it';

const declaredTwice = (what: string, [at, first]: readonly [Span, Span], instead = RENAME) => ({
  code: 'declared-twice' as const,
  message: `${what} is declared twice`,
  at,
  help: [`the first one is at ${placeOf(first)}`, instead],
});

/** What people split by file: the blocks in both stand in one. */
const together = (one: Declaration, first: Declaration): string => {
  const single = first.label === undefined && first.dynamic === undefined;
  if (single) return `there is one ${first.block.type} and no more: put what both hold into it, or delete one`;
  const holds = ({ children, nested }: Declaration): boolean => children.length + nested.length > 0;
  if (!holds(one) || !holds(first)) return RENAME;
  const { type, labels } = first.block;
  const head = [type, ...labels.map(({ text }) => JSON.stringify(text))].join(' ');
  return `put what both hold into one ${head} { … }, or rename one of the two`;
};

const localsOf = (blocks: readonly Block[], tell: Tell): ReadonlyMap<string, Attribute> => {
  const all = new Map<string, Attribute>();
  for (const block of blocks) {
    const parts = split(block.body, {}, tell);
    for (const inner of parts.blocks) {
      tell({
        code: 'block-for-field',
        message: `"${inner.type}" is a block, and locals holds attributes only`,
        at: inner.head,
        help: [`write ${inner.type} = { … }`],
      });
    }
    for (const attribute of parts.attributes.values()) {
      const first = all.get(attribute.name);
      if (first === undefined) all.set(attribute.name, attribute);
      else tell(declaredTwice(`local "${attribute.name}"`, [attribute.nameSpan, first.nameSpan]));
    }
  }
  return all;
};

const declarationsOf = (blocks: readonly Block[], { catalog, tell }: Context): readonly Declaration[] => {
  const all = new Map<string, Declaration>();
  for (const block of blocks) {
    const kind = catalog.topLevel().includes(block.type) ? catalog.top(block.type) : undefined;
    const declaration =
      block.type === MODULE ? declareModule(block, undefined, tell) : kind && declare(block, kind, { catalog, tell });
    for (const one of declaration === undefined ? [] : withChildren(declaration)) {
      const first = all.get(one.key);
      const inRefused = one.parent !== undefined && all.get(one.parent.key) !== one.parent;
      if (inRefused) continue;
      if (first === undefined) all.set(one.key, one);
      else tell(declaredTwice(one.key, [one.block.head, first.block.head], together(one, first)));
    }
  }
  return [...all.values()];
};

import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Catalog } from '../../kinds/index.ts';
import { type Body, parseSource } from '../../language/index.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import { fittingLabels } from '../advice/label-help.ts';
import { findFiles, readSources } from '../files/files.ts';
import { isInside, type Limits } from '../files/text-file.ts';
import { circularCall, inputProblems, localSource, notThere, strangeInModule } from '../modules/problems.ts';
import { sortByNeed } from '../references/graph.ts';
import { type Node, nodesOf, readExpression } from '../references/program.ts';
import { type Names, namesOf } from '../references/targets.ts';
import type { Tell } from '../tell.ts';
import { MODULE } from './block-names.ts';
import { readDocuments } from './document.ts';
import { blocksTwice } from './twice.ts';
import type { Declaration, Written } from './written.ts';

/** A folder of documents, parsed and with its references resolved: the seed or a module. Nothing in it is evaluated. */
export interface Unit {
  /** As typed, or as the calls lead to it. */
  readonly folder: string;
  readonly written: Written;
  readonly names: Names;
  readonly nodes: ReadonlyMap<string, Node>;
  /** The nodes in topological order, without those in a cycle. */
  readonly sorted: readonly Node[];
  readonly circular: ReadonlySet<string>;
}

interface UnitsInput {
  readonly catalog: Catalog;
  readonly cwd: string;
  readonly limits: Limits;
  /** The folder that no module may be out of, as typed. */
  readonly folder: string;
  readonly documents: readonly string[];
}

export interface Units {
  readonly unit: Unit;
  /** Of all units. */
  readonly sources: readonly Source[];
  /** Whether a file was not understood. */
  readonly broken: boolean;
}

/** Reads a seed and the modules that it calls, each folder once. Mistakes in any of them are reported. */
export const readUnits = (input: UnitsInput, tell: Tell): Units => {
  const work: Work = { ...input, tell, known: new Map(), sources: [], broken: false };
  const place = realpathSync(resolve(input.cwd, input.folder));
  const unit = unitOf({ folder: input.folder, documents: input.documents, way: [place] }, work);
  return { unit, sources: work.sources, broken: work.broken };
};

interface Work extends UnitsInput {
  readonly tell: Tell;
  /** By their real folder. */
  readonly known: Map<string, Unit>;
  readonly sources: Source[];
  broken: boolean;
}

interface Folder extends Pick<UnitsInput, 'folder' | 'documents'> {
  /** The real folders from the seed's own to this one. */
  readonly way: readonly string[];
}

const unitOf = ({ folder, documents, way }: Folder, work: Work): Unit => {
  const { catalog, tell } = work;
  const written = readDocuments(readBodies(documents, work), { catalog, tell });
  const units = new Map<Declaration, Unit>();
  for (const declaration of written.declarations) {
    const unit = declaration.module && calledUnit(declaration, way, work);
    if (unit === undefined) continue;
    units.set(declaration, unit);
    inputProblems(declaration, unit).forEach(tell);
  }
  const names = namesOf(written, { blocks: [...catalog.topLevel(), MODULE], units });
  const nodes = nodesOf(written, names, tell);
  for (const { value } of written.outputs.values()) readExpression(value, { names, each: false }, tell);
  for (const { nested } of written.declarations) blocksTwice(nested).forEach(tell);
  return { folder, written, names, nodes, ...sortByNeed(nodes, tell) };
};

const readBodies = (paths: readonly string[], work: Work): readonly { source: Source; body: Body }[] => {
  const { cwd, limits, folder: inside, tell, catalog } = work;
  const { sources, diagnostics } = readSources({ paths, cwd, limits, inside });
  diagnostics.forEach(tell);
  work.broken ||= diagnostics.length > 0;
  return sources.map((source) => {
    const parsed = parseSource(source);
    fittingLabels(parsed.diagnostics, parsed.body, catalog).forEach(tell);
    work.broken ||= hasErrors(parsed.diagnostics);
    work.sources.push(source);
    return { source, body: parsed.body };
  });
};

/** What a call leads to; nothing when that is no folder of the seed, or one that is being read already. */
const calledUnit = (declaration: Declaration, way: readonly string[], work: Work): Unit | undefined => {
  const { cwd, tell } = work;
  const source = declaration.module?.source;
  const said = source && localSource(source, tell);
  if (source === undefined || said === undefined) return undefined;
  const at = source.expression.span;
  const folder = join(dirname(declaration.block.head.source.path), said);
  const place = realFolder(resolve(cwd, folder), resolve(cwd, work.folder));
  if (typeof place !== 'string') {
    tell(notThere(said, place.why, at));
    return undefined;
  }
  const known = work.known.get(place);
  if (known !== undefined) return known;
  const { files, diagnostics } = way.includes(place) ? { diagnostics: [] } : findFiles(folder, cwd);
  if (way.includes(place)) tell(circularCall([...way, place], realpathSync(resolve(cwd, work.folder)), at));
  for (const { message } of diagnostics) tell(notThere(said, message, at));
  if (files === undefined) return undefined;
  const unit = unitOf({ folder: files.folder, documents: files.documents, way: [...way, place] }, work);
  strangeInModule(unit.written).forEach(tell);
  work.known.set(place, unit);
  return unit;
};

const realFolder = (path: string, root: string): string | { readonly why: string } => {
  if (!isInside(path, root)) return { why: "it leads out of the seed's folder" };
  try {
    const real = realpathSync(path);
    return isInside(real, realpathSync(root)) ? real : { why: "it leads out of the seed's folder" };
  } catch {
    return { why: 'it is not there' };
  }
};

import { homedir } from 'node:os';
import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Catalog } from '../kinds/index.ts';
import { type Body, parseSource, type Scope, standardFunctions } from '../language/index.ts';
import { type Code, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { Source } from '../model/span.ts';
import { circleAmong, sameObjects } from './conflicts.ts';
import { withDependencies } from './depend.ts';
import { readDocuments } from './document.ts';
import { allKnown, expandAll } from './expand.ts';
import { confinedFiles } from './file-access.ts';
import { findFiles, readSources, type SeedFiles } from './files.ts';
import { sortByNeed } from './graph.ts';
import { type LoadedSeed, loadedSeed } from './loaded.ts';
import { evaluateOutput } from './outputs.ts';
import { nodesOf } from './program.ts';
import { quotedReferences } from './quoted.ts';
import type { Evaluation } from './scope.ts';
import { discreet, secretPlaces } from './secret-places.ts';
import { seedName, serverBlock } from './settings.ts';
import { freshState, objectOf, type Program, textValue } from './state.ts';
import { namesOf } from './targets.ts';
import { inFileOrder, type Tell } from './tell.ts';
import { LIMITS, type Limits } from './text-file.ts';
import { readAssignments, type VariableInput } from './variable-inputs.ts';
import { valuesOfVariables } from './variables.ts';
import type { Written } from './written.ts';

export interface LoadInput {
  /** A folder, or one file; as the user typed it. */
  readonly folder: string;
  readonly catalog: Catalog;
  /** Values of variables, and files of values, in the order of the command line: later ones win. */
  readonly given?: readonly VariableInput[] | undefined;
  /** What `env()` and `SEED_VAR_…` read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly limits?: Partial<Limits> | undefined;
  /** Whether a folder without documents is fine: then there are functions, and nothing else. */
  readonly mayBeEmpty?: boolean | undefined;
  /** Whether variables may lack a value: then they are unknown, and what they decide is not judged. */
  readonly mayLackValues?: boolean | undefined;
  /** The program's version, for `requires`. */
  readonly version?: string | undefined;
}

export interface Loaded {
  /** Absent when there is an error among the diagnostics. */
  readonly seed?: LoadedSeed | undefined;
  /** Variables without a value, where that is no mistake. */
  readonly unset?: readonly string[] | undefined;
  /** Every mistake there is, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The products that this version speaks to. */
const PRODUCTS = ['vault', 'openbao'];

/** Reads, evaluates and checks a seed. Nothing but files is looked at. */
export const loadSeed = async (input: LoadInput): Promise<Loaded> => {
  const diagnostics: Diagnostic[] = [];
  const tell: Tell = (one) => diagnostics.push(one);
  const { files, diagnostics: none } = findFiles(input.folder, input.cwd, input.mayBeEmpty);
  if (files === undefined) return { diagnostics: none };
  const limits = { ...LIMITS, ...input.limits };
  const { documents, broken } = readBodies(files, { cwd: input.cwd, limits }, tell);
  const written = readDocuments(documents, { catalog: input.catalog, tell });
  if (!input.mayBeEmpty && diagnostics.length === 0 && declaresNothing(written)) tell(nothingIn(files.documents));
  const { seed, sources, secrets, unset } = evaluateSeed({ input, files, limits, written }, tell);
  const all = [...documents.map(({ source }) => source), ...sources];
  const shown = inFileOrder(broken ? diagnostics.filter(isNoConsequence) : diagnostics, all);
  const places = shown.length > 0 ? secrets() : [];
  // A text that is the name of something in the seed is no secret.
  const told = shown.map((one) => (one.code === 'quoted-reference' ? one : discreet(one, places)));
  return { seed: hasErrors(told) ? undefined : seed?.(), unset: unset && [...unset], diagnostics: told };
};

/** True of files without a single block: most likely somebody has forgotten to save one. */
const declaresNothing = ({ declarations, outputs, locals, variables, seed, server }: Written): boolean =>
  declarations.length + outputs.size + locals.size + variables.size === 0 && (seed ?? server) === undefined;

const nothingIn = (documents: readonly string[]): Diagnostic => ({
  code: 'empty-seed',
  message: `${documents.join(' and ')} ${documents.length === 1 ? 'declares' : 'declare'} nothing`,
  help: ['vaultseed explain lists what can be declared'],
});

/** What a part of a file that was not understood makes other parts look like. */
const CONSEQUENCES: readonly Code[] = [
  'unknown-reference',
  'missing-field',
  'missing-setting',
  'field-group',
  'name-value',
  'advice',
  'empty-seed',
];

const isNoConsequence = ({ code }: Diagnostic): boolean => !CONSEQUENCES.includes(code);

interface ReadContext {
  readonly cwd: string;
  readonly limits: Limits;
}

const readBodies = (files: SeedFiles, { cwd, limits }: ReadContext, tell: Tell) => {
  const { sources, diagnostics } = readSources({ paths: files.documents, cwd, limits, inside: files.folder });
  diagnostics.forEach(tell);
  let broken = diagnostics.length > 0;
  const documents: { source: Source; body: Body }[] = [];
  for (const source of sources) {
    const parsed = parseSource(source);
    parsed.diagnostics.forEach(tell);
    broken ||= hasErrors(parsed.diagnostics);
    documents.push({ source, body: parsed.body });
  }
  return { documents, broken };
};

interface EvaluateInput {
  readonly input: LoadInput;
  readonly files: SeedFiles;
  readonly limits: Limits;
  readonly written: Written;
}

const evaluateSeed = ({ input, files, limits, written }: EvaluateInput, tell: Tell) => {
  const { catalog, cwd, env } = input;
  const base: Scope = {
    variables: new Map(),
    functions: standardFunctions,
    env,
    files: confinedFiles({ folder: files.folder, cwd, limits, home: env.HOME ?? homedir() }),
  };
  const names = namesOf(written, catalog.topLevel());
  const inputs = { autoFiles: files.variableFiles, given: input.given ?? [], cwd, limits, scope: base };
  const { assignments, sources } = readAssignments(inputs, tell);
  const bad = new Set<string>();
  const unset = input.mayLackValues ? new Set<string>() : undefined;
  const requested = { declared: written.variables, assignments, env, names, scope: base, bad, unset };
  const values = valuesOfVariables(requested, tell);
  const nodes = nodesOf(written, names, tell);
  quotedReferences(expressionsIn(written, nodes), names).forEach(tell);
  const { sorted, circular } = sortByNeed(nodes, tell);
  const program: Program = {
    catalog,
    names,
    nodes,
    sorted,
    base,
    variables: objectOf(values),
    paths: pathsOf(files.folder, cwd),
    instances: new Map(),
  };
  const settings = settingsOf(written, { program, standard: files.name, version: input.version }, tell);
  const { objects, locals } = evaluateObjects(written, { program, circular, bad }, tell);
  const { outputs } = written;
  const all = [...written.sources, ...sources];
  const seed = (): LoadedSeed => loadedSeed({ ...settings, sources: all, program, locals, outputs, objects });
  return { seed, sources, unset, secrets: () => secretPlaces(written.declarations, program.instances) };
};

const expressionsIn = ({ outputs }: Written, nodes: Program['nodes']) => [
  ...[...nodes.values()].flatMap(({ mentions }) => [...mentions.keys()]),
  ...[...outputs.values()].map(({ value }) => value),
];

interface SettingsContext {
  readonly program: Program;
  /** The name of a seed that gives itself none. */
  readonly standard: string;
  readonly version: string | undefined;
}

const settingsOf = ({ seed, server }: Written, { program, standard, version }: SettingsContext, tell: Tell) => {
  const { names, base, variables, paths } = program;
  const named = { standard, version: version ?? packageJson.version };
  const scope = { ...base, variables: new Map([['var', variables] as const, ['path', paths] as const]) };
  return {
    name: seedName(seed, named, tell),
    server: server && serverBlock(server, { names, scope, products: PRODUCTS }, tell),
  };
};

interface ObjectsContext {
  readonly program: Program;
  readonly circular: ReadonlySet<string>;
  /** Variables with a mistake. */
  readonly bad: ReadonlySet<string>;
}

const evaluateObjects = (written: Written, { program, circular, bad }: ObjectsContext, tell: Tell) => {
  const state = freshState(new Map());
  const evaluation: Evaluation = { program, state, resourceOf: ({ resource }) => resource };
  expandAll({ sorted: program.sorted, circular, badVariables: bad }, evaluation, tell);
  for (const output of written.outputs.values()) evaluateOutput(output, evaluation).diagnostics.forEach(tell);
  const objects = withDependencies(written.declarations, evaluation);
  // A circle of references has been told already, and its members have no instances.
  for (const problem of [...sameObjects(objects), ...circleAmong(objects)]) tell(problem);
  return { objects, locals: allKnown(state.locals) };
};

const pathsOf = (folder: string, cwd: string) =>
  objectOf([
    ['module', textValue(folder)],
    ['root', textValue(folder)],
    ['seed', textValue(folder)],
    ['cwd', textValue(resolve(cwd))],
  ]);

import packageJson from '../../package.json' with { type: 'json' };
import type { Catalog } from '../kinds/index.ts';
import { type Scope, standardFunctions } from '../language/index.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { homeFolder } from '../model/home.ts';
import { isNoConsequence } from './advice/consequences.ts';
import { withoutFollowers } from './advice/follow-ups.ts';
import { inJson } from './advice/json-help.ts';
import { isToldInside } from './advice/told-inside.ts';
import { circleAmong, sameObjects } from './checks/conflicts.ts';
import { describedElsewhere } from './checks/endpoint-places.ts';
import { neighbourProblems } from './checks/neighbours.ts';
import { strangePrune } from './checks/prune.ts';
import { discreet, secretPlaces } from './checks/secret-places.ts';
import { unreachedRules } from './checks/unreached-rules.ts';
import { evaluationOf } from './evaluate/evaluation.ts';
import { expandAll } from './evaluate/expand.ts';
import { limitObjects } from './evaluate/most-objects.ts';
import { evaluateOutput } from './evaluate/outputs.ts';
import { objectOf, type Program } from './evaluate/state.ts';
import { allowedFolders, confinedFiles } from './files/file-access.ts';
import { findFiles, type SeedFiles } from './files/files.ts';
import { besideTerraform } from './files/terraform-beside.ts';
import { LIMITS, type Limits } from './files/text-file.ts';
import { unreadValues } from './files/unread-values.ts';
import { type LoadedSeed, loadedSeed } from './loaded.ts';
import { pathsOf } from './modules/calls.ts';
import { blockNames } from './parts/meta.ts';
import { readUnits, type Units } from './parts/units.ts';
import type { Written } from './parts/written.ts';
import { withDependencies } from './references/depend.ts';
import { withFiles } from './references/quoted.ts';
import { reachesIn } from './references/reach.ts';
import { seedName, serverBlock } from './settings.ts';
import { inFileOrder, type Tell } from './tell.ts';
import { readAssignments, type VariableInput } from './variables/inputs.ts';
import { valuesOfVariables } from './variables/variables.ts';

export interface LoadInput {
  /** A folder, or one file; as the user typed it. */
  readonly folder: string;
  readonly catalog: Catalog;
  /** Values of variables, and files of values, in the order of the command line: later ones win. */
  readonly given?: readonly VariableInput[] | undefined;
  /** What `env()` and `SEED_VAR_…` read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The place of a credential of the run, outside of the environment, that stands in a text. */
  readonly credentialIn?: Scope['credentialIn'];
  readonly cwd: string;
  readonly limits?: Partial<Limits> | undefined;
  /** Folders that functions may read beside the seed's own, as typed. */
  readonly allowed?: readonly string[] | undefined;
  /** Allow a folder without documents: a seed that declares nothing. */
  readonly mayBeEmpty?: boolean | undefined;
  /** Allow variables without a value: they are unknown, and what depends on them is not checked. */
  readonly mayLackValues?: boolean | undefined;
  /** Allow `env()` and sensitive variables without a value: they are unknown secrets. */
  readonly mayLackSecrets?: boolean | undefined;
  /** Load only the seed's name and server: no objects, and no values for them. */
  readonly onlySettings?: boolean | undefined;
  /** The program's version, for `requires`. */
  readonly version?: string | undefined;
}

interface Loaded {
  /** Absent when there is an error among the diagnostics. */
  readonly seed?: LoadedSeed | undefined;
  /** Variables without a value, where that is no mistake. */
  readonly unset?: readonly string[] | undefined;
  /** Every mistake there is, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The products that this version speaks to. */
const PRODUCTS = ['vault', 'openbao'];

/** Reads, evaluates and checks a seed. Reads files and the given environment, and asks no server. */
export const loadSeed = async (input: LoadInput): Promise<Loaded> => {
  const diagnostics: Diagnostic[] = [];
  const tell: Tell = (one) => diagnostics.push(one);
  const { files, diagnostics: none } = findFiles(input.folder, input.cwd, input.mayBeEmpty);
  if (files === undefined) return { diagnostics: none };
  const limits = { ...LIMITS, ...input.limits };
  const { catalog, cwd } = input;
  const { folder, documents } = files;
  const units = readUnits({ catalog, cwd, limits, folder, documents }, tell);
  const { broken } = units;
  if (!input.mayBeEmpty && diagnostics.length === 0 && declaresNothing(units.unit.written)) tell(nothingIn(documents));
  const { seed, sources, secrets, unset } = evaluateSeed({ input, files, limits, units }, tell);
  const all = [...units.sources, ...sources];
  const kept = (broken ? diagnostics.filter(isNoConsequence) : diagnostics).filter((...one) => !isToldInside(...one));
  const shown = withFiles(besideTerraform(withoutFollowers(inFileOrder(kept, all)), files.foreign)).map(inJson);
  const places = shown.length > 0 ? secrets() : [];
  // A text that is the name of something in the seed is no secret.
  const known = ({ code, quietly }: Diagnostic) => code === 'quoted-reference' && quietly === undefined;
  const told = shown.map((one) => (known(one) ? one : discreet(one, places)));
  return { seed: hasErrors(told) ? undefined : seed?.(), unset: unset && [...unset], diagnostics: told };
};

/** True for files without a single block: most likely somebody has forgotten to save one. */
const declaresNothing = ({ declarations, outputs, locals, variables, seed, server }: Written): boolean =>
  declarations.length + outputs.size + locals.size + variables.size === 0 && (seed ?? server) === undefined;

const nothingIn = (documents: readonly string[]): Diagnostic => ({
  code: 'empty-seed',
  message: `${documents.join(' and ')} ${documents.length === 1 ? 'declares' : 'declare'} nothing`,
  help: ['vaultseed explain lists what can be declared'],
});

interface EvaluateInput {
  readonly input: LoadInput;
  readonly files: SeedFiles;
  readonly limits: Limits;
  readonly units: Units;
}

const evaluateSeed = ({ input, files, limits, units }: EvaluateInput, tell: Tell) => {
  const { unit } = units;
  const { written, names } = unit;
  const { catalog, cwd, env } = input;
  const allowed = allowedFolders(input.allowed ?? [], cwd, tell);
  const base: Scope = {
    variables: new Map(),
    functions: standardFunctions,
    env,
    credentialIn: input.credentialIn,
    mayLackSecrets: input.mayLackSecrets || input.onlySettings,
    files: confinedFiles({ folder: files.folder, allowed, cwd, limits, home: homeFolder(env) }),
  };
  const { folder, variableFiles: autoFiles } = files;
  const inputs = { autoFiles, folder, given: input.given ?? [], cwd, limits, scope: base };
  const { assignments, sources } = readAssignments(inputs, tell);
  const bad = new Set<string>();
  const unset = input.mayLackValues || input.onlySettings ? new Set<string>() : undefined;
  const { unread } = files;
  const requested = { declared: written.variables, assignments, env, names, scope: base, bad, unset, unread };
  let lacking = written.variables.size === 0 || input.onlySettings;
  const values = valuesOfVariables(requested, (one) => {
    // It is told with the files that might give it one.
    lacking ||= one.code === 'variable-missing';
    tell(one);
  });
  if (!lacking) unreadValues({ unread, given: inputs.given, cwd }).forEach(tell);
  const program: Program = {
    ...unit,
    catalog,
    base,
    variables: objectOf(values),
    paths: pathsOf(files.folder, cwd),
    instances: new Map(),
    calls: new Map(),
    constants: new Map(),
    address: '',
    namespace: '',
  };
  limitObjects(program, limits.objects);
  const { version, onlySettings: must } = input;
  const settings = settingsOf(written, { program, standard: files.name, version, must }, tell);
  const outputs = input.onlySettings ? new Map() : written.outputs;
  const wanted = input.onlySettings ? { ...program, sorted: [], written: { ...written, outputs } } : program;
  const { objects, reachOf } = evaluateObjects(wanted, bad, tell);
  const all = [...units.sources, ...sources];
  const seed = (): LoadedSeed => loadedSeed({ ...settings, sources: all, program, reachOf, outputs, objects });
  return { seed, sources, unset, secrets: () => secretPlaces(program) };
};

interface SettingsContext {
  readonly program: Program;
  /** The name of a seed that gives itself none. */
  readonly standard: string;
  readonly version: string | undefined;
  readonly must: boolean | undefined;
}

const settingsOf = ({ seed, server }: Written, { program, standard, version, must }: SettingsContext, tell: Tell) => {
  const { names, base, variables, paths } = program;
  const named = { standard, version: version ?? packageJson.version };
  // Which server is meant, and what the seed is called, must be known.
  const scope: Scope = {
    ...base,
    mayLackSecrets: false,
    variables: new Map([['var', variables] as const, ['path', paths] as const]),
  };
  return {
    name: seedName(seed, named, tell),
    named: seed?.attributes.has('name') ?? false,
    prune: prunedAtTop(seed, program.catalog, tell),
    server: server && serverBlock(server, { names, scope, products: PRODUCTS, must }, tell),
  };
};

/** The blocks at the top of the server of which nothing is to be there but what is declared. */
const prunedAtTop = (seed: Written['seed'], catalog: Catalog, tell: Tell): readonly string[] => {
  const attribute = seed?.attributes.get('prune');
  if (attribute === undefined) return [];
  const prune = { blocks: blockNames(attribute, tell), at: attribute.expression.span };
  const kinds = catalog.topLevel().flatMap((block) => catalog.top(block) ?? []);
  for (const one of strangePrune(prune, kinds)) tell(one);
  return prune.blocks;
};

/** Evaluates all objects. `bad` holds the names of variables with a mistake. */
const evaluateObjects = (program: Program, bad: ReadonlySet<string>, tell: Tell) => {
  const evaluation = evaluationOf(program, { facts: new Map(), resourceOf: ({ resource }) => resource, tell });
  expandAll({ sorted: program.sorted, circular: program.circular, badVariables: bad }, evaluation, tell);
  for (const output of program.written.outputs.values()) evaluateOutput(output, evaluation).diagnostics.forEach(tell);
  const reachOf = reachesIn(evaluation);
  const objects = withDependencies(program, reachOf);
  // A circle of references has been told already, and its members have no instances.
  const described = describedElsewhere(objects, program.catalog);
  const problems = [
    ...described,
    ...sameObjects(objects).filter(({ address }) => !described.some((one) => one.address === address)),
    ...circleAmong(objects),
    ...unreachedRules(objects, program.catalog),
    ...neighbourProblems(objects),
  ];
  for (const problem of problems) tell(problem);
  return { objects, reachOf };
};

import { type Catalog, meets } from '../kinds/index.ts';
import { parseExpression, toData } from '../language/index.ts';
import type { Address } from '../model/address.ts';
import { type Checked, checked } from '../model/checked.ts';
import type { Data } from '../model/data.ts';
import { type Diagnostic, hasErrors, severityOf } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import type { Facts, Resource } from '../model/resource.ts';
import type { Source } from '../model/span.ts';
import { hostsAmong, lodgedProblems } from './checks/endpoint-places.ts';
import { type Completion, completionOf } from './complete.ts';
import { evaluationOf } from './evaluate/evaluation.ts';
import { declaredFields, judgedFields, layoutOf } from './evaluate/fields.ts';
import { evaluateFree, evaluateOutput } from './evaluate/outputs.ts';
import { type Evaluation, evaluateIn } from './evaluate/scope.ts';
import type { Instance, Program } from './evaluate/state.ts';
import type { WrittenOutput } from './parts/written.ts';
import { mentionsOf } from './references/mentions.ts';
import type { ReachOf } from './references/reach.ts';
import type { ServerBlock } from './settings.ts';
import { inFileOrder } from './tell.ts';

interface Output {
  readonly name: string;
  /** Secret as a whole when it is sensitive; Pending where it waits for the server. */
  readonly value: Data;
}

/** A seed that was read, evaluated as far as that goes without a server, and found right. */
export interface LoadedSeed {
  readonly name: string;
  /** True when the seed gives itself a name; else its folder does. */
  readonly named: boolean;
  readonly server?: ServerBlock | undefined;
  /** In the order of the files, parents before their contents. Fields that wait for the server are `Pending`. */
  readonly resources: readonly Resource[];
  /** The seed's files, for the order of messages. */
  readonly sources: readonly Source[];
  readonly outputs: (facts: Facts) => Checked<readonly Output[]>;
  /** Addresses of objects that outputs refer to. */
  readonly wanted: ReadonlySet<Address>;
  /** The kinds that may stand in an object, by its type. */
  readonly inside: (resource: Resource) => readonly Kind[];
  /** The top-level blocks that the seed prunes. */
  readonly prune: readonly string[];
  /** The kinds that may stand at the top of a seed. */
  readonly topKinds: () => readonly Kind[];
  /** A kind by its unique name, whatever the seed declares. */
  readonly kindById: (id: string) => Kind | undefined;
  /** All resources with `facts` filled in, checked again. */
  readonly resolve: (facts: Facts) => Checked<readonly Resource[]>;
  /** The same for one of them. @throws when the seed has no such address. */
  readonly resolveOne: (address: Address, facts: Facts) => Checked<Resource>;
  /** The value of an expression that may use all names of the seed but `each`. */
  readonly evaluateExpression: (text: string, facts?: Facts) => Checked<Data>;
  /** The completions at the end of an expression that somebody is typing. */
  readonly complete: (text: string) => Completion;
}

interface LoadedParts {
  readonly name: string;
  readonly named: boolean;
  readonly server: ServerBlock | undefined;
  readonly prune: readonly string[];
  readonly sources: readonly Source[];
  readonly program: Program;
  readonly reachOf: ReachOf;
  readonly outputs: ReadonlyMap<string, WrittenOutput>;
  readonly objects: readonly (readonly [Instance, Resource])[];
}

export const loadedSeed = (parts: LoadedParts): LoadedSeed => {
  const { name, server, sources, objects } = parts;
  const resources = objects.map(([, resource]) => resource);
  const resolve = (some: LoadedParts['objects'], facts: Facts) => {
    const resolver = resolverFor(parts, facts);
    const all = some.map(([instance, resource]) => {
      if (instance.open.length === 0) return resource;
      const { dependsOn, parent } = resource;
      return { ...resolver.evaluation.resourceOf(instance), dependsOn, parent };
    });
    // What was not known before may lead elsewhere.
    const lodged = all.filter(({ kind }) => kind.anywhere).flatMap((one) => lodgedProblems(one, hostsIn(objects)));
    return { all, diagnostics: inFileOrder([...resolver.diagnostics, ...lodged], sources) };
  };
  return {
    name,
    named: parts.named,
    server,
    prune: parts.prune,
    sources,
    resources,
    resolve: (facts) => {
      const { all, diagnostics } = resolve(objects, facts);
      return checked(all, diagnostics);
    },
    resolveOne: (address, facts) => {
      const object = byAddress(objects).get(address);
      if (object === undefined) throw new Error(`the seed has no ${address}`);
      const { all, diagnostics } = resolve([object], facts);
      return checked(all[0] ?? object[1], diagnostics);
    },
    outputs: (facts) => outputsOf(parts, facts),
    wanted: wantedAddresses(parts),
    inside: (resource) => kindsInside(resource, parts.program.catalog),
    topKinds: () => parts.program.catalog.topLevel().flatMap((block) => parts.program.catalog.top(block) ?? []),
    kindById: (id) => parts.program.catalog.byId(id),
    evaluateExpression: (text, facts = new Map()) => evaluateText(parts, text, facts),
    complete: (text) => completionOf(text, resolverFor(parts, new Map()).evaluation),
  };
};

const hostsIn = perObject((objects: LoadedParts['objects']) => hostsAmong(objects.map(([instance]) => instance)));

/** Worked out when somebody asks for one object, which few commands do. */
const byAddress = perObject(
  (objects: LoadedParts['objects']) => new Map(objects.map((object) => [object[1].address, object])),
);

const kindsInside = ({ kind, fields }: Resource, catalog: Catalog): readonly Kind[] => {
  if (kind.scope)
    return catalog
      .topLevel()
      .flatMap((block) => catalog.top(block) ?? [])
      .filter((one) => !one.rootOnly);
  const plugin = typeof fields.type === 'string' ? catalog.children(kind, fields.type) : undefined;
  return plugin?.kinds.filter(({ when }) => meets(when, fields)) ?? [];
};

/** What outputs lead to, through locals and modules as well: what a server has made of these is asked for. */
const wantedAddresses = ({ outputs, program, reachOf }: LoadedParts): ReadonlySet<Address> => {
  const found = new Set<Address>();
  for (const { value } of outputs.values()) {
    reachOf(program).add(mentionsOf(value, { names: program.names, each: false }, () => {}).targets, {}, found);
  }
  return found;
};

/** An evaluation that evaluates fields that waited for the server again, each once and only on demand. */
const resolverFor = ({ program }: LoadedParts, facts: Facts) => {
  const diagnostics: Diagnostic[] = [];
  const resourceOf = (instance: Instance, { state, within }: Evaluation): Resource => {
    const { address } = instance.resource;
    const known = instance.open.length === 0 ? instance.resource : state.resources.get(address);
    if (known !== undefined) return known;
    const again = evaluateAgain(instance, within(instance.program));
    diagnostics.push(...again.diagnostics);
    state.resources.set(address, again.resource);
    return again.resource;
  };
  const evaluation = evaluationOf(program, { facts, resourceOf, tell: (one) => diagnostics.push(one) });
  return { evaluation, diagnostics };
};

const evaluateAgain = (instance: Instance, evaluation: Evaluation) => {
  const { declaration, kind, siblings, each, parent, resource, declared, open } = instance;
  const node = evaluation.program.nodes.get(declaration.key);
  if (node === undefined) throw new Error(`no node ${declaration.key}`);
  const layout = layoutOf(declaration, kind);
  const again = declaredFields(
    { declaration, kind, layout },
    ({ expression }, binding) => evaluateIn({ expression, node, each, parent, binding }, evaluation),
    open,
  );
  const seat = { declaration, kind, layout, siblings, address: resource.address };
  const { fields, diagnostics } = judgedFields(seat, { ...declared, ...again.fields });
  const fresh = diagnostics.filter((one) => severityOf(one) === 'error');
  return { resource: { ...resource, fields }, diagnostics: [...again.diagnostics, ...fresh] };
};

const outputsOf = (parts: LoadedParts, facts: Facts): Checked<readonly Output[]> => {
  const { evaluation, diagnostics } = resolverFor(parts, facts);
  const all: Output[] = [];
  for (const output of parts.outputs.values()) {
    const found = evaluateOutput(output, evaluation);
    diagnostics.push(...found.diagnostics);
    all.push({ name: output.name, value: found.value });
  }
  return checked(all, inFileOrder(diagnostics, parts.sources));
};

const evaluateText = (parts: LoadedParts, text: string, facts: Facts): Checked<Data> => {
  const { evaluation, diagnostics } = resolverFor(parts, facts);
  // Files that the expression names stand in the seed's folder, like those of its documents.
  const beside = parts.sources[0]?.path.replace(/[^/\\]*$/, '') ?? '';
  const { expression, diagnostics: syntax } = parseExpression({ path: `${beside}console`, text });
  if (hasErrors(syntax)) return { ok: false, diagnostics: syntax };
  const found = evaluateFree(expression, evaluation);
  return checked(toData(found.value), [...diagnostics, ...found.diagnostics]);
};

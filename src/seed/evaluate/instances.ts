import { apiPrefix, type Catalog, expandPath, fieldOf, isMadeOnce } from '../../kinds/index.ts';
import type { Value } from '../../language/index.ts';
import type { Address } from '../../model/address.ts';
import { isKnown, isPlain } from '../../model/data.ts';
import { type Diagnostic, severityOf } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Resource } from '../../model/resource.ts';
import { suggest } from '../../model/suggest.ts';
import { toItsPlace } from '../advice/misplaced-block.ts';
import { nearType } from '../advice/type-problems.ts';
import { strangePrune } from '../checks/prune.ts';
import type { Declaration } from '../parts/written.ts';
import type { Node } from '../references/program.ts';
import { didYouMean, type Tell } from '../tell.ts';
import type { Evaluator } from './block-fields.ts';
import { declaredFields, judgedFields, type Layout, type Seat } from './fields.ts';
import { nameOf } from './naming.ts';
import { addressOf, namespaceIn } from './places.ts';
import { type Evaluation, evaluateIn } from './scope.ts';
import type { Instance } from './state.ts';
import { explainingWholes } from './whole.ts';

/** Where an object comes from: its block, and which member of `for_each` it is. */
interface Origin {
  readonly node: Node;
  readonly declaration: Declaration;
  readonly kind: Kind;
  readonly layout: Layout;
  readonly siblings: readonly Kind[];
  readonly parent: Instance | undefined;
  readonly key: string | undefined;
  readonly each: Value | undefined;
  /** Something it depends on is wrong, which has been reported. */
  readonly spoiled: boolean;
}

/** Evaluates and checks one object. `dependsOn` is filled in later, when all objects are known. */
export const makeInstance = (origin: Origin, evaluation: Evaluation, tell: Tell): Instance => {
  const { declaration, kind, layout, siblings, parent, key, each, node } = origin;
  const evaluate: Evaluator = ({ expression }, binding) =>
    evaluateIn({ expression, node, each, parent, binding }, evaluation);
  const { program } = evaluation;
  const address = addressOf({ program, declaration, parent, key });
  let misnamed = declaration.block.labels[0]?.template;
  const name = instanceName(origin, evaluate, (problem) => {
    if (severityOf(problem) === 'error') misnamed = true;
    tell(problem);
  });
  const own = declaredFields(origin, evaluate);
  const declared = withType(declaration, kind, own.fields);
  const neighbours = neighboursOf(origin, program.catalog);
  const seat: Seat = { declaration, kind, layout, siblings, address, neighbours };
  const { fields, diagnostics } = judgedFields(seat, declared);
  if (own.diagnostics.length + diagnostics.length > 0) {
    const wrong = [...inInstance(own.diagnostics, origin, address), ...diagnostics];
    const toPlace = toItsPlace({ declaration, kind, siblings, catalog: program.catalog });
    explainingWholes(wrong, node.targets, evaluation.program).map(toPlace).forEach(tell);
  }
  typeProblems(origin, fields, evaluation).forEach(tell);
  foreignFields(origin, fields, evaluation).forEach(tell);
  badIgnore(seat).forEach(tell);
  badPrune(origin, fields, evaluation).forEach(tell);
  const mount = parent?.kind.scope ? undefined : parent?.resource;
  const dependsOn: Address[] = [];
  const resource: Resource = {
    address,
    kind,
    parent: mount?.address,
    namespace: namespaceIn({ program, parent }),
    name,
    vars: varsOf(kind, name, mount),
    fields,
    dependsOn,
    lifecycle: onceOnly(declaration, { kind, path: name, fields }),
    existing: declaration.meta.existing !== undefined,
    prune: declaration.meta.prune?.blocks,
    at: declaration.block.head,
    fieldSpans: layout.spans,
  };
  const open = Object.keys(declared).filter((field) => !isKnown(declared[field] ?? null));
  const instance = { program, declaration, parent, key, each, kind, siblings, resource, declared, dependsOn, open };
  return misnamed ? { ...instance, misnamed } : instance;
};

/** Adds to diagnostics of one member of `for_each` which member it is. */
const inInstance = (diagnostics: readonly Diagnostic[], { each }: Origin, address: string): readonly Diagnostic[] =>
  each === undefined
    ? diagnostics
    : diagnostics.map((one) => ({ ...one, help: [...(one.help ?? []), `that is so in ${address}`] }));

/** The kinds that a field may have been meant for; looked at only where one is not known. */
const neighboursOf =
  ({ kind, parent }: Pick<Origin, 'kind' | 'parent'>, catalog: Catalog): Seat['neighbours'] =>
  ({ type }) => ({
    inside: (typeof type === 'string' ? catalog.children(kind, type)?.kinds : undefined) ?? [],
    around: parent?.kind,
  });

/** The lifecycle of an object. What each write would make again (a token, a key) is created once and never written again. */
const onceOnly = (
  { meta: { lifecycle } }: Declaration,
  written: Parameters<typeof isMadeOnce>[0],
): Resource['lifecycle'] => (isMadeOnce(written) ? { ...lifecycle, createOnly: true } : lifecycle);

const varsOf = ({ named }: Kind, name: string, mount: Resource | undefined): Resource['vars'] => {
  if (mount === undefined) return named ? { name } : {};
  return named ? { name, mount: apiPrefix(mount) } : { mount: apiPrefix(mount) };
};

const instanceName = ({ declaration, kind, layout, key, spoiled }: Origin, evaluate: Evaluator, tell: Tell): string => {
  const attribute = layout.name;
  const said = attribute && { attribute, result: evaluate(attribute) };
  said?.result.diagnostics.forEach(tell);
  const { name, diagnostics } = nameOf({ declaration, kind, key, said, spoiled });
  diagnostics.forEach(tell);
  return name;
};

/** A mount's type, or a device's, is its label unless it is written, as on the command line of the server. */
const withType = ({ label }: Declaration, kind: Kind, fields: Resource['fields']): Resource['fields'] => {
  if (Object.hasOwn(fields, 'type') || label === undefined) return fields;
  const type = fieldOf(kind, 'type');
  const choices = type?.required ? type.schema.enum : undefined;
  const implied = kind.children !== undefined || (Array.isArray(choices) && choices.includes(label));
  return implied ? { type: label, ...fields } : fields;
};

const typeProblems = (
  { declaration, kind, spoiled }: Origin,
  { type }: Resource['fields'],
  { program: { catalog } }: Evaluation,
): readonly Diagnostic[] => {
  if (kind.children === undefined || spoiled) return [];
  const at = declaration.attributes.get('type')?.expression.span ?? declaration.block.head;
  if (typeof type !== 'string') {
    // A type that is not a string is reported with the other fields.
    if (type !== undefined && isKnown(type) && isPlain(type)) return [];
    const message = 'type must be a text that is known before anything is applied, and not sensitive';
    return [{ code: 'name-value', message, at, help: ['write the type itself, or a variable that is not sensitive'] }];
  }
  // Nothing inside it: it may be a plugin that somebody else wrote.
  if (catalog.children(kind, type) !== undefined || declaration.children.length > 0) return [];
  const near = nearType(kind, type, catalog);
  return near === undefined
    ? []
    : [{ code: 'unusual-plugin', message: `nothing is known about the type "${type}"`, at, help: didYouMean(near) }];
};

/**
 * What belongs to somebody else is not written, so it has no fields but those that say what it is: its type, and what decides
 * which kinds stand inside it.
 */
const foreignFields = (
  { declaration, kind, layout }: Origin,
  { type }: Resource['fields'],
  { program: { catalog } }: Evaluation,
): readonly Diagnostic[] => {
  if (declaration.meta.existing === undefined) return [];
  const plugin = typeof type === 'string' ? catalog.children(kind, type) : undefined;
  const conditions = plugin?.kinds.flatMap(({ when }) => Object.keys(when)) ?? [];
  const telling = ['type', ...conditions.map((pointer) => pointer.split('/')[1] ?? pointer)];
  return layout.fields
    .filter(({ name }) => !telling.includes(name))
    .map(({ name, nameSpan }) => ({
      code: 'existing-fields',
      message: `${name} cannot be set on an object that belongs to somebody else`,
      at: nameSpan,
      help: ['take it away, or take existing = true away: then this seed manages the object'],
    }));
};

const badPrune = (
  { declaration, kind, spoiled }: Origin,
  { type }: Resource['fields'],
  { program: { catalog } }: Evaluation,
): readonly Diagnostic[] => {
  const { prune } = declaration.meta;
  if (prune === undefined || spoiled) return [];
  const plugin = typeof type === 'string' ? catalog.children(kind, type) : undefined;
  const kinds = kind.scope ? catalog.topLevel().flatMap((block) => catalog.top(block) ?? []) : (plugin?.kinds ?? []);
  return strangePrune(prune, kinds);
};

const badIgnore = ({ declaration, kind }: Seat): readonly Diagnostic[] =>
  kind.open !== false || declaration.meta.lifecycle.ignore.length === 0
    ? []
    : declaration.meta.lifecycle.ignore
        .filter((name) => !kind.fields.some((field) => field.name === name))
        .map((name) => ({
          code: 'unknown-field' as const,
          message: `${kind.title} has no field ${name} to ignore`,
          at: declaration.meta.ignoreSpan,
          help: didYouMean(
            suggest(
              name,
              kind.fields.map((field) => field.name),
            ),
          ),
        }));

/** Where the server keeps an object: no two declarations may be about the same place. */
export const serverPath = ({ kind, vars, fields }: Resource): string => {
  const named = fieldsInPath(kind).filter((name) => fields[name] !== undefined);
  if (named.length === 0) return expandPath(kind.path, vars);
  return expandPath(kind.path, { ...Object.fromEntries(named.map((name) => [name, String(fields[name])])), ...vars });
};

/** What a path is made of beside the names of the object and of its mount. */
const fieldsInPath = perObject(({ path }: Kind): readonly string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)]
    .flatMap(([, names = '']) => names.split('|'))
    .filter((name) => name !== 'name' && name !== 'mount'),
);

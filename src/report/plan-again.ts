import { type Catalog, expandPath, loadPlugin } from '../kinds/index.ts';
import { type Data, isMap, Pending, type Plain } from '../model/data.ts';
import { codes, type Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { literal } from '../model/literal.ts';
import type { Change, Edit, Plan, Unseen } from '../model/plan.ts';
import { type Resource, USUAL_LIFECYCLE } from '../model/resource.ts';
import { MASK, Secret } from '../model/secret.ts';
import { NOWHERE } from '../model/span.ts';
import type { PlanFile } from './plan-file.ts';
import type { PlanJson } from './plan-json.ts';
import { PENDING } from './value.ts';

/*
 * A plan as it can be shown once more, from what a plan file says: with its kinds, so that values look as they did, and with
 * masks where secrets were. It can be shown and nothing else: what to do is planned again.
 */

type ChangeJson = PlanJson['changes'][number];
type FieldJson = ChangeJson['fields'][number];

/** The plan of a file, to be shown. */
export const planFrom = ({ plan, made }: PlanFile, catalog: Catalog): Plan => {
  const { kind: product, version, edition, address, namespace = '' } = plan.server;
  const kindOf = kindsOf(catalog);
  return {
    seed: plan.seed,
    server: { product, version, edition, address, namespace, token: made.token, root: made.root },
    changes: plan.changes.map((change) => changeFrom(change, { kindOf, withheld: withheldIn(plan, change) })),
    unseen: plan.unseen.map((one) => unseenFrom(one, kindOf)),
    unchanged: plan.summary.unchanged,
    hidden: plan.not_compared,
    rotated: plan.rotated ?? [],
    ...(plan.never_sent === undefined ? {} : { unsent: plan.never_sent }),
    ...(plan.not_checked === undefined ? {} : { unchecked: plan.not_checked }),
    ...(plan.ledger === undefined ? {} : { ledger: plan.ledger }),
    ...(plan.part === undefined ? {} : { part: plan.part }),
    diagnostics: plan.diagnostics.flatMap(diagnosticFrom),
  };
};

type KindOf = (id: string) => Kind;

/** Kinds by their names; one that this program does not know shows its values as they are. */
const kindsOf =
  (catalog: Catalog): KindOf =>
  (id) => {
    const [file = '', definition = ''] = id.split('#');
    const known = catalog.plugin(file)?.kinds.find((kind) => kind.id === id);
    if (known !== undefined) return known;
    const raw = { block: definition, title: definition, path: '', properties: {} };
    const [kind] = loadPlugin({ $id: file, title: file, $defs: { [definition]: raw } }).kinds;
    if (kind === undefined) throw new Error('a file with one definition has one kind');
    return kind;
  };

const resourceFrom = (
  { address, name = '', parent }: { address: string; name?: string; parent?: string },
  kind: Kind,
): Resource => ({
  address,
  kind,
  ...(parent === undefined ? {} : { parent }),
  namespace: '',
  name,
  vars: {},
  fields: {},
  dependsOn: [],
  lifecycle: USUAL_LIFECYCLE,
  existing: false,
  at: NOWHERE,
  fieldSpans: {},
});

/** What the holes of a kind's path were filled with; where that cannot be told, the path as it stands, which has no holes left. */
const placed = ({ path, name }: ChangeJson, kind: Kind): Pick<Resource, 'kind' | 'vars'> => {
  const holes: string[] = [];
  const pattern = kind.path.split(HOLE).map((part, at) => {
    if (at % 2 === 0) return literal(part);
    holes.push(part);
    return part === 'name' ? `(${literal(expandPath('{name}', { name }))})` : '(.+)';
  });
  const [, ...found] = new RegExp(`^${pattern.join('')}$`, 's').exec(path) ?? [];
  if (found.length < holes.length)
    return { kind: { ...kind, path: path.replaceAll(/[{}]/g, encodeURIComponent) }, vars: {} };
  return { kind, vars: Object.fromEntries(holes.map((hole, at) => [hole, decoded(found[at] ?? '')])) };
};

/** A file that somebody made up may hold anything. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const HOLE = /\{([^{}]+)\}/;
/** The fields of a change that nobody gave the secrets of. */
const withheldIn = ({ not_checked: all = [] }: PlanJson, { address }: ChangeJson): readonly string[] =>
  all.filter((one) => one.address === address).map(({ field }) => field);

interface Reading {
  readonly kindOf: KindOf;
  readonly withheld: readonly string[];
}

const changeFrom = (change: ChangeJson, { kindOf, withheld }: Reading): Change => {
  const { address, action, cause, risk, also, remarks } = change;
  const base = {
    address,
    resource: { ...resourceFrom(change, kindOf(change.kind)), ...placed(change, kindOf(change.kind)) },
    cause,
    risk,
    ...(also === undefined ? {} : { also }),
    remarks,
    edits: change.fields.map((field) => editFrom(field, withheld.includes(field.name))),
  };
  return action === 'replace' ? { ...base, action, because: change.because ?? [] } : { ...base, action };
};

const unseenFrom = (one: PlanJson['unseen'][number], kindOf: KindOf): Unseen => {
  const kind = kindOf(one.kind);
  // A path that is filled has no holes left.
  const readPath = encodeURI(one.read);
  return { address: one.address, why: one.why, resource: resourceFrom(one, { ...kind, readPath }) };
};

const editFrom = (field: FieldJson, withheld: boolean): Edit => {
  const { name, change, sensitive, members } = field;
  const sides = {
    ...('before' in field ? { before: valueFrom(field.before) } : {}),
    ...('after' in field ? { after: valueFrom(field.after) } : {}),
  };
  const base = { field: name, change, sensitive, ...sides };
  if (field.known_after_apply) return { ...base, after: new Pending(sensitive, withheld) };
  if (members === undefined) return base;
  const map = (names: readonly string[], value: string): Record<string, Plain> =>
    Object.fromEntries(names.map((key) => [key, value]));
  const { added, changed, removed } = members;
  const after = Secret.seal({ ...map(added, MASK), ...map(changed, 'after') });
  if (!('before' in field)) return { ...base, after };
  return { ...base, before: Secret.seal({ ...map(removed, MASK), ...map(changed, 'before') }), after };
};

const isPlainJson = (value: unknown): value is Plain => typeof value !== 'undefined';

const valueFrom = (value: unknown): Data => (isPlainJson(value) ? marked(value) : null);

/** Masks and placeholders are what they stood for, with nothing in them. */
const marked = (value: Plain): Data => {
  if (value === MASK) return new Secret(MASK);
  if (value === PENDING) return new Pending();
  if (Array.isArray(value)) return value.map(marked);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, marked(item)]));
};

const isCode = (code: string): code is Diagnostic['code'] => Object.hasOwn(codes, code);

/** Where it stood is told in words: the seed may not be at hand. */
const diagnosticFrom = ({ code, detail, address, range }: PlanJson['diagnostics'][number]): Diagnostic[] => {
  if (!isCode(code)) return [];
  const [message = '', ...help] = detail.split('\n');
  const place = range === undefined ? [] : [`${range.file}:${range.start.line}:${range.start.column}`];
  return [{ code, message, help: [...place, ...help], ...(address === undefined ? {} : { address }) }];
};

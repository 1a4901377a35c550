import { checkFields, fieldOf, normalise } from '../kinds/index.ts';
import { type Attribute, type Evaluated, toData, type Value } from '../language/index.ts';
import { type Data, type Fields, isKnown, Pending } from '../model/data.ts';
import { type Diagnostic, severityOf } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import { Secret } from '../model/secret.ts';
import type { Span } from '../model/span.ts';
import { type Evaluator, writtenAsBlocks } from './block-fields.ts';
import { nameAttribute } from './naming.ts';
import { strangeInside } from './nested-blocks.ts';
import { placesIn } from './part-place.ts';
import { placeOf } from './tell.ts';
import type { Declaration } from './written.ts';

interface Declared {
  /** By the names of the seed, aliases not yet replaced. */
  readonly fields: Fields;
  readonly diagnostics: readonly Diagnostic[];
}

/** The attributes that are fields of the kind: all but the one that says the name. */
export const fieldsOf = (declaration: Declaration, kind: Kind): readonly Attribute[] =>
  layoutOf(declaration, kind).fields;

/** What is the same for all instances of a declaration, of which there may be thousands. */
interface Layout {
  readonly fields: readonly Attribute[];
  readonly spans: Resource['fieldSpans'];
}

/** Nearly always all instances are of one kind: the last one asked for is kept. */
const layouts = new WeakMap<Declaration, { readonly kind: Kind; readonly layout: Layout }>();

const layoutOf = (declaration: Declaration, kind: Kind): Layout => {
  const known = layouts.get(declaration);
  if (known?.kind === kind) return known.layout;
  const said = nameAttribute(declaration, kind);
  const fields = [...declaration.attributes.values()].filter((attribute) => attribute !== said);
  const layout = { fields, spans: spansIn(fields, declaration, kind) };
  layouts.set(declaration, { kind, layout });
  return layout;
};

/** The values of an object's fields. `only` keeps to some of them. */
export const declaredFields = (
  { declaration, kind, spoiled = false }: Pick<Seat, 'declaration' | 'kind'> & { readonly spoiled?: boolean },
  evaluate: Evaluator,
  only?: readonly string[],
): Declared => {
  const diagnostics: Diagnostic[] = [];
  const fields = new Map<string, Data>();
  const put = (name: string, { value, diagnostics: told }: Evaluated): void => {
    diagnostics.push(...told);
    const failed = told.some((one) => severityOf(one) === 'error');
    fields.set(name, failed ? new Pending() : sealed(kind, name, value));
  };
  for (const attribute of fieldsOf(declaration, kind)) {
    if (only === undefined || only.includes(attribute.name)) put(attribute.name, evaluate(attribute));
  }
  for (const [name, evaluated] of writtenAsBlocks({ declaration, kind, spoiled }, evaluate)) {
    if (only === undefined || only.includes(name)) put(name, evaluated);
  }
  return { fields: Object.fromEntries(fields), diagnostics };
};

/** What must never be shown becomes a secret as a whole, however it was written. */
const sealed = (kind: Kind, name: string, value: Value): Data => {
  const field = fieldOf(kind, name);
  const data = toData(value);
  if (data === null || field === undefined || !(field.writeOnly || field.sensitive)) return data;
  return isKnown(data) ? Secret.seal(data) : new Pending(true);
};

/** An object as it is about to be judged. */
export interface Seat {
  readonly declaration: Declaration;
  readonly kind: Kind;
  readonly siblings: readonly Kind[];
  readonly address: string;
}

/** Fields in the server's terms, and everything that is wrong with them. */
export const judgedFields = (
  { declaration, kind, siblings, address }: Seat,
  declared: Fields,
): { fields: Fields; diagnostics: readonly Diagnostic[] } => {
  const fields = normalise(kind, declared);
  const spans = spansOf(declaration, kind);
  const { head: at } = declaration.block;
  const existing = declaration.meta.existing !== undefined;
  const valueAt = placesIn(fieldsOf(declaration, kind));
  const present = Object.entries(fields).filter(([name]) => !strays(name, declaration, kind));
  const judged = { ...Object.fromEntries(present), ...writtenOtherwise(declaration, kind) };
  const wrong = checkFields({ kind, fields: judged, spans, valueAt, at, address, siblings, existing });
  return { fields, diagnostics: [...wrong, ...blockProblems(declaration, kind)] };
};

/** Blocks of the kind that are written as attributes: the field that they make up is there, in the wrong form. */
const asAttributes = ({ block: { body } }: Declaration, { blocks }: Kind): readonly string[] =>
  body.syntax === 'json'
    ? []
    : Object.keys(blocks).filter((type) => body.items.some((item) => item.kind === 'attribute' && item.name === type));

/** Fields that are there in the wrong form, which is told by itself: nothing more is to be said of them. */
const writtenOtherwise = (declaration: Declaration, kind: Kind): Fields => {
  const inside = [
    ...declaration.children.map(({ block }) => block.type),
    ...declaration.nested.map(({ block }) => block.type),
  ];
  const asBlocks = inside.filter(
    (type) => kind.fields.some(({ name }) => name === type) && !declaration.attributes.has(type),
  );
  const broken = declaration.nested.flatMap((one) => (one.broken ? [one.block.type] : []));
  const fields = [...asAttributes(declaration, kind), ...broken].flatMap((type) => kind.blocks[type] ?? []);
  return Object.fromEntries([...asBlocks, ...fields].map((name) => [name, new Pending()]));
};

/** An attribute of a block whose head was written as an attribute beside it. */
const strays = (name: string, declaration: Declaration, kind: Kind): boolean =>
  !kind.fields.some((field) => field.name === name) &&
  asAttributes(declaration, kind).some((type) => kind.blockFields[type]?.some((field) => field.name === name));

export const spansOf = (declaration: Declaration, kind: Kind): Resource['fieldSpans'] =>
  layoutOf(declaration, kind).spans;

const spansIn = (fields: readonly Attribute[], declaration: Declaration, kind: Kind): Resource['fieldSpans'] => {
  const spans = new Map<string, Span>(fields.map(({ name, nameSpan }) => [name, nameSpan]));
  for (const { block } of declaration.nested) {
    const field = Object.hasOwn(kind.blocks, block.type) ? kind.blocks[block.type] : undefined;
    if (field !== undefined && !spans.has(field)) spans.set(field, block.head);
  }
  return Object.fromEntries(spans);
};

const blockProblems = (declaration: Declaration, kind: Kind): readonly Diagnostic[] =>
  declaration.nested.flatMap((nested): readonly Diagnostic[] => {
    const { type, head, labels } = nested.block;
    const field = Object.hasOwn(kind.blocks, type) ? kind.blocks[type] : undefined;
    if (field === undefined) return [strangeInside(nested, kind)];
    if (nested.dynamic === undefined && nested.broken === undefined && labels.length !== 1) {
      return [
        { code: 'block-labels', message: `${type} takes one label`, at: head, help: [`write ${type} "…" { … }`] },
      ];
    }
    const text = declaration.attributes.get(field);
    if (text === undefined) return [];
    const help = [`${field} stands at ${placeOf(text.nameSpan)}; keep one of them`];
    return [{ code: 'declared-twice', message: `${field} is written as text and as blocks`, at: head, help }];
  });

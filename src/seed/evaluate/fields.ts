import { checkFields, fieldOf, type Neighbours, normalise } from '../../kinds/index.ts';
import { type Attribute, type Evaluated, toData, type Value } from '../../language/index.ts';
import { type Data, type Fields, isKnown, Pending } from '../../model/data.ts';
import { type Diagnostic, severityOf } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';
import type { Span } from '../../model/span.ts';
import { explainingEncoded } from '../advice/encoded.ts';
import { inTheirLines } from '../advice/text-place.ts';
import { strangeInside } from '../parts/nested-blocks.ts';
import type { Declaration } from '../parts/written.ts';
import { placeOf } from '../tell.ts';
import { type Evaluator, writtenAsBlocks } from './block-fields.ts';
import { nameAttribute } from './naming.ts';
import { placesIn } from './part-place.ts';

interface Declared {
  /** By the names of the seed, aliases not yet replaced. */
  readonly fields: Fields;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a declaration's attributes map to a kind: worked out once for all of its instances. */
export interface Layout {
  /** The attribute that gives the object's name, if there is one. */
  readonly name: Attribute | undefined;
  /** All other attributes: the fields. */
  readonly fields: readonly Attribute[];
  readonly spans: Resource['fieldSpans'];
  /** Fields that are written in the wrong form, which is reported by itself: they are not missing. */
  readonly otherwise: readonly string[];
  /** What may be an attribute of a block whose head was written as an attribute beside it. */
  readonly strays: readonly string[];
  readonly problems: readonly Diagnostic[];
}

export const layoutOf = (declaration: Declaration, kind: Kind): Layout => {
  const name = nameAttribute(declaration, kind);
  const all = [...declaration.attributes.values()];
  const fields = name === undefined ? all : all.filter((attribute) => attribute !== name);
  const asAttributes = blocksAsAttributes(declaration, kind);
  return {
    name,
    fields,
    spans: spansIn(fields, declaration, kind),
    otherwise: writtenOtherwise(declaration, kind, asAttributes),
    strays: asAttributes.length === 0 ? [] : attributesOf(asAttributes, kind),
    problems: declaration.nested.length === 0 ? [] : blockProblems(declaration, kind),
  };
};

const attributesOf = (types: readonly string[], { blockFields }: Kind): readonly string[] =>
  types.flatMap((type) => blockFields[type]?.map(({ name }) => name) ?? []);

interface Subject extends Pick<Seat, 'declaration' | 'kind' | 'layout'> {
  readonly spoiled?: boolean;
}

/** The values of an object's fields. `only` keeps to some of them. */
export const declaredFields = (
  { declaration, kind, layout, spoiled = false }: Subject,
  evaluate: Evaluator,
  only?: readonly string[],
): Declared => {
  const diagnostics: Diagnostic[] = [];
  const fields: [name: string, value: Data][] = [];
  const put = (name: string, { value, diagnostics: told }: Evaluated): void => {
    diagnostics.push(...told);
    const failed = told.some((one) => severityOf(one) === 'error');
    fields.push([name, failed ? new Pending() : sealed(kind, name, value)]);
  };
  for (const attribute of layout.fields) {
    if (only === undefined || only.includes(attribute.name)) put(attribute.name, evaluate(attribute));
  }
  for (const [name, evaluated] of writtenAsBlocks({ declaration, kind, spoiled }, evaluate)) {
    if (only === undefined || only.includes(name)) put(name, evaluated);
  }
  return { fields: Object.fromEntries(fields), diagnostics };
};

/** Wraps the values of sensitive fields as a whole, however they were written. */
const sealed = (kind: Kind, name: string, value: Value): Data => {
  const field = fieldOf(kind, name);
  const data = toData(value);
  if (data === null || field === undefined || !(field.writeOnly || field.sensitive)) return data;
  return isKnown(data) ? Secret.seal(data) : new Pending(true);
};

/** What checking an object's fields needs besides the fields. */
export interface Seat {
  readonly declaration: Declaration;
  readonly kind: Kind;
  readonly layout: Layout;
  readonly siblings: readonly Kind[];
  readonly address: string;
  readonly neighbours?: ((fields: Fields) => Neighbours) | undefined;
}

/** Fields in the server's terms, and everything that is wrong with them. */
export const judgedFields = (
  { declaration, kind, layout, siblings, address, neighbours: around }: Seat,
  declared: Fields,
): { fields: Fields; diagnostics: readonly Diagnostic[] } => {
  const fields = normalise(kind, declared);
  const { spans, problems } = layout;
  const { head: at } = declaration.block;
  const existing = declaration.meta.existing !== undefined;
  const valueAt = placesIn(layout.fields);
  const judged = toBeJudged(fields, kind, layout);
  const neighbours = around && (() => around(fields));
  const wrong = checkFields({ kind, fields: judged, spans, valueAt, at, address, siblings, existing, neighbours });
  if (wrong.length === 0) return { fields, diagnostics: problems };
  const placed = inTheirLines(explainingEncoded(wrong, layout.fields, kind), layout.fields);
  return { fields, diagnostics: [...placed, ...problems] };
};

/** What is said of an object as it was meant: nearly always its fields. */
const toBeJudged = (fields: Fields, kind: Kind, { otherwise, strays }: Layout): Fields => {
  if (otherwise.length + strays.length === 0) return fields;
  const known = (name: string): boolean => kind.fields.some((field) => field.name === name);
  const present = Object.entries(fields).filter(([name]) => known(name) || !strays.includes(name));
  return Object.fromEntries([...present, ...otherwise.map((name) => [name, new Pending()] as const)]);
};

/** Blocks of the kind that are written as attributes: the field that they make up is there, in the wrong form. */
const blocksAsAttributes = ({ block: { body } }: Declaration, { blocks }: Kind): readonly string[] =>
  body.syntax === 'json' ? [] : Object.keys(blocks).filter((type) => body.attributes.has(type));

const writtenOtherwise = (declaration: Declaration, kind: Kind, asAttributes: readonly string[]): readonly string[] => {
  if (declaration.children.length + declaration.nested.length + asAttributes.length === 0) return [];
  const blocks = [...declaration.children, ...declaration.nested];
  const asBlocks = [...new Set(blocks.map(({ block }) => block.type))].filter(
    (type) => kind.fields.some(({ name }) => name === type) && !declaration.attributes.has(type),
  );
  const broken = declaration.nested.flatMap((one) => (one.broken ? [one.block.type] : []));
  const meant = declaration.nested.some(({ block }) => Object.hasOwn(kind.mistaken, block.type))
    ? Object.values(kind.blocks)
    : [];
  return [...asBlocks, ...meant, ...[...asAttributes, ...broken].flatMap((type) => kind.blocks[type] ?? [])];
};

const spansIn = (fields: readonly Attribute[], declaration: Declaration, kind: Kind): Resource['fieldSpans'] => {
  const own = fields.map(({ name, nameSpan }): [string, Span] => [name, nameSpan]);
  if (declaration.nested.length === 0) return Object.fromEntries(own);
  const spans = new Map(own);
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
      const inside = nested.attributes.has(type) ? [`what ${type} = … says is the label: delete that line`] : [];
      const help = [`write ${type} "…" { … }`, ...inside];
      return [{ code: 'block-labels', message: `${type} takes one label`, at: head, help }];
    }
    const text = declaration.attributes.get(field);
    if (text === undefined) return [];
    const help = [`${field} stands at ${placeOf(text.nameSpan)}; keep one of them`];
    return [{ code: 'declared-twice', message: `${field} is written as text and as blocks`, at: head, help }];
  });

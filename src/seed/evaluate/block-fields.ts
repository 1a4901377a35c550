import { checkFields } from '../../kinds/index.ts';
import { type Attribute, type Evaluated, type EvaluatedBlock, toData, type Value } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import { textOfBlocks } from '../parts/nested-blocks.ts';
import type { Declaration, NestedBlock } from '../parts/written.ts';
import { blocksMade, type MadeBlocks, type MemberName } from './dynamic-members.ts';
import { placesIn } from './part-place.ts';
import { UNKNOWN } from './state.ts';

/** Evaluates an expression of an object, with its `each` and the iterator of a dynamic block. */
export type Evaluator = (attribute: Attribute, binding?: MemberName) => Evaluated;

/** For each type of block of a kind, a kind that has the block's attributes as fields. */
const kindsOfBlocks = perObject((kind: Kind): ReadonlyMap<string, Kind> => {
  const plain = { ...kind, groups: [], renamed: {}, open: false } as const;
  return new Map(
    Object.entries(kind.blockFields).map(([type, fields]) => [
      type,
      { ...plain, fields, advice: kind.blockAdvice[type] ?? [], title: `a ${type} block of ${kind.title}` },
    ]),
  );
});

/** Judges the attributes of a block like the fields of a kind that consists of them. */
const blockDiagnostics = (
  kind: Kind,
  { block, attributes }: NestedBlock,
  values: EvaluatedBlock['attributes'],
): readonly Diagnostic[] => {
  const inner = kindsOfBlocks(kind).get(block.type);
  if (inner === undefined) return [];
  const all = () => `it may hold: ${inner.fields.map(({ name }) => name).join(', ')}`;
  return checkFields({
    kind: inner,
    fields: Object.fromEntries(values.map(([name, value]) => [name, toData(value)])),
    spans: Object.fromEntries([...attributes.values()].map(({ name, nameSpan }) => [name, nameSpan])),
    valueAt: placesIn([...attributes.values()]),
    at: block.head,
  }).map((one) => (one.code === 'unknown-field' ? { ...one, help: [...(one.help ?? []).slice(0, -1), all()] } : one));
};

interface BlockRequest {
  readonly declaration: Declaration;
  readonly kind: Kind;
  /** Something it depends on is wrong, which has been reported. */
  readonly spoiled: boolean;
}

const NOTHING: ReadonlyMap<string, Evaluated> = new Map();

/** Fields whose text is written as blocks, such as a policy's. */
export const writtenAsBlocks = (
  { declaration, kind, spoiled }: BlockRequest,
  evaluate: Evaluator,
): ReadonlyMap<string, Evaluated> => {
  if (declaration.nested.length === 0) return NOTHING;
  const found = new Map<string, { readonly blocks: EvaluatedBlock[]; readonly diagnostics: Diagnostic[] }>();
  for (const nested of declaration.nested) {
    const { type } = nested.block;
    const field = Object.hasOwn(kind.blocks, type) ? kind.blocks[type] : undefined;
    if (field === undefined || nested.broken) continue;
    const { blocks, diagnostics } = found.get(field) ?? { blocks: [], diagnostics: [] };
    found.set(field, { blocks, diagnostics });
    const made = madeFrom(nested, spoiled, evaluate);
    diagnostics.push(...made.diagnostics);
    for (const { labels, binding } of made.blocks) {
      const one = evaluatedBlock(nested, kind, (attribute) => evaluate(attribute, binding));
      blocks.push({ type, labels, attributes: one.attributes });
      diagnostics.push(...one.diagnostics);
    }
  }
  // After another mistake there may be too few blocks: that is not reported too.
  const uncertain = spoiled && declaration.nested.some(({ dynamic }) => dynamic !== undefined);
  const textOf = (blocks: readonly EvaluatedBlock[]): Value => (uncertain ? UNKNOWN : textOfBlocks(blocks));
  return new Map(
    [...found].map(([name, { blocks, diagnostics }]) => [name, { value: textOf(blocks), diagnostics }] as const),
  );
};

interface Made {
  readonly blocks: readonly { readonly labels: readonly string[]; readonly binding?: MemberName }[];
  readonly diagnostics: MadeBlocks['diagnostics'];
}

const madeFrom = ({ block, dynamic }: NestedBlock, spoiled: boolean, evaluate: Evaluator): Made => {
  const { type, head, labels } = block;
  if (dynamic === undefined) return { blocks: [{ labels: labels.map(({ text }) => text) }], diagnostics: [] };
  return blocksMade({ dynamic, type, head, labelled: 'once', spoiled }, evaluate);
};

const evaluatedBlock = (
  nested: NestedBlock,
  kind: Kind,
  evaluate: Evaluator,
): Pick<EvaluatedBlock, 'attributes'> & { readonly diagnostics: readonly Diagnostic[] } => {
  const values = [...nested.attributes.values()].map((one) => [one.name, evaluate(one)] as const);
  const blurred = (nested.blurred ?? []).map((name) => [name, UNKNOWN] as const);
  const attributes = [...values.map(([name, { value }]) => [name, value] as const), ...blurred];
  const told = values.flatMap(([, one]) => one.diagnostics);
  return { attributes, diagnostics: [...told, ...blockDiagnostics(kind, nested, attributes)] };
};

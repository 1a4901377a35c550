import type { Expression } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { perObject } from '../../model/per-object.ts';
import { constant } from '../parts/split.ts';
import type { Declaration } from '../parts/written.ts';
import type { Names, Resolved } from './targets.ts';
import { notAllowed, unknown } from './unknown-name.ts';
import type { Use, UseStep } from './uses.ts';

/** Help for a block that was looked for at the top and is in a namespace. */
export const inNamespaces = (names: Names, type: string, label: string): string | undefined => {
  for (const namespace of namespacesOf(names)) {
    const found = childrenOf(namespace).get(type)?.get(label);
    if (found !== undefined) return `it stands in a ${namespace.block.type}: ${found.key}`;
  }
  return undefined;
};

const isNamespace = ({ top }: Declaration): boolean => top?.scope === true;

/** Every namespace of a seed: those at the top first, then those inside them. */
const namespacesOf = perObject(({ tops }: Names): readonly Declaration[] => {
  const found = [...tops.values()].flatMap((labels) => [...labels.values()].filter(isNamespace));
  // The list grows while it is walked.
  for (const one of found) found.push(...one.children.filter(isNamespace));
  return found;
});

interface Walk {
  readonly names: Names;
  readonly declaration: Declaration;
  readonly rest: readonly UseStep[];
  readonly use: Use;
  readonly keys?: ReadonlyMap<Declaration, UseStep>;
  readonly from?: Declaration | undefined;
}

type Labels = ReadonlyMap<string | undefined, Declaration>;

/** The declarations inside one, by block type and label. A mount may hold thousands, so they are looked up, not searched. */
export const childrenOf = perObject(({ children }: Declaration): ReadonlyMap<string, Labels> => {
  const types = new Map<string, Map<string | undefined, Declaration>>();
  for (const child of children) {
    const labels = types.get(child.block.type) ?? new Map<string | undefined, Declaration>();
    types.set(child.block.type, labels);
    if (!labels.has(child.label)) labels.set(child.label, child);
  }
  return types;
});

/** Resolves the rest of a reference from a declaration on: its key if it has instances, then a block inside it, or a field. */
export const within = ({ names, declaration, rest, use, from, keys = new Map() }: Walk): Resolved => {
  const [key, ...afterKey] = rest;
  const hasInstances = declaration.meta.forEach !== undefined;
  const chosen = hasInstances && key !== undefined ? new Map([...keys, [declaration, key] as const]) : keys;
  const [next, ...after] = hasInstances ? afterKey : rest;
  const skipped = hasInstances ? skippedKey(declaration, rest) : undefined;
  if (skipped !== undefined)
    return {
      problem: notAllowed(use.span, `${declaration.key} has for_each, and this does not say which of them`, [skipped]),
    };
  const target = (field?: UseStep): Resolved => ({
    target: {
      kind: 'object',
      declaration,
      keys: chosen,
      field: field?.kind === 'name' ? field : undefined,
      span: use.span,
      from,
    },
  });
  if (next?.kind !== 'name') return target();
  if (declaration.module !== undefined) {
    const problem = unknownOutput(declaration, next.name, { use, names });
    return problem === undefined ? target(next) : { problem };
  }
  const inside = childrenOf(declaration).get(next.name);
  if (inside === undefined) return target(next);
  const [label, ...afterLabel] = after;
  const child = label?.kind === 'name' ? inside.get(label.name) : undefined;
  if (child !== undefined) return within({ names, declaration: child, rest: afterLabel, use, from, keys: chosen });
  const plain = inside.get(undefined);
  if (plain !== undefined) return within({ names, declaration: plain, rest: after, use, from, keys: chosen });
  return { problem: unknownChild({ use, declaration, block: next.name, inside, label }) };
};

/** What to write when the key of a block with `for_each` was left out. */
const skippedKey = (declaration: Declaration, [block, label]: readonly UseStep[]): string | undefined => {
  if (block?.kind !== 'name' || label?.kind !== 'name') return undefined;
  const there = childrenOf(declaration).get(block.name)?.has(label.name);
  const key = firstKey(declaration.meta.forEach?.expression) ?? 'KEY';
  return there ? `write ${declaration.key}[${JSON.stringify(key)}].${block.name}.${label.name}` : undefined;
};

/** A key of a for_each that is written out. */
const firstKey = (forEach: Expression | undefined): string | undefined => {
  const [of] = forEach?.kind === 'call' ? forEach.args : [forEach];
  const [first] = of?.kind === 'tuple' ? of.items : of?.kind === 'object' ? of.items.map(({ key }) => key) : [];
  const key = first === undefined ? undefined : constant(first);
  return typeof key === 'string' ? key : undefined;
};

interface Missing {
  readonly use: Use;
  readonly declaration: Declaration;
  readonly block: string;
  readonly inside: Labels;
  readonly label: UseStep | undefined;
}

const unknownChild = ({ use, declaration, block, inside, label }: Missing): Diagnostic => {
  if (label?.kind !== 'name') {
    return notAllowed(use.span, `${declaration.key}.${block} must be followed by the label of a block`);
  }
  return unknown(use, `${declaration.key} declares no ${block} "${label.name}"`, {
    word: label.name,
    candidates: [...inside.keys()].flatMap((one) => one ?? []),
    prefix: `${declaration.key}.${block}.`,
  });
};

/** The error for a reference into a module that is none of its outputs. */
const unknownOutput = (
  declaration: Declaration,
  name: string,
  { use, names }: Pick<Walk, 'use' | 'names'>,
): Diagnostic | undefined => {
  const unit = names.units.get(declaration);
  if (unit === undefined || unit.written.outputs.has(name)) return undefined;
  const { declarations, outputs } = unit.written;
  const candidates = outputs.keys();
  const problem = unknown(use, `${declaration.key} has no output "${name}"`, { word: name, candidates });
  const isBlock = declarations.some(({ block }) => block.type === name);
  const help = isBlock
    ? ['what is in a module is seen through its outputs: output "NAME" { value = … } in its files']
    : [outputsOf([...outputs.keys()])];
  return { ...problem, help: [...(problem.help ?? []), ...help] };
};

const outputsOf = (names: readonly string[]): string =>
  names.length === 0
    ? 'it has no outputs: output "NAME" { value = … } in its files makes one'
    : `its outputs are: ${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ', …' : ''}`;

/** More names than that are no help. */
const SHOWN = 12;

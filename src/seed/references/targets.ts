import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import type { Unit } from '../parts/units.ts';
import type { Declaration, Written } from '../parts/written.ts';
import { childrenOf, inNamespaces, within } from './nested.ts';
import { notAllowed, unknown } from './unknown-name.ts';
import { unknownRoot } from './unknown-root.ts';
import type { Use, UseStep } from './uses.ts';

/** What a reference leads to. */
export type Target =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'each'; readonly span: Span }
  | { readonly kind: 'path' }
  | ObjectTarget;

/** A declaration, the instances of it that are meant, and the field that is asked for. */
export interface ObjectTarget {
  readonly kind: 'object';
  readonly declaration: Declaration;
  /** For each declaration from the top that has `for_each`: the key; absent where all instances are meant. */
  readonly keys: ReadonlyMap<Declaration, UseStep>;
  readonly field?: Extract<UseStep, { kind: 'name' }> | undefined;
  readonly span: Span;
  /** The namespace whose content the reference starts in, because it stands in there itself; absent: the top. */
  readonly from?: Declaration | undefined;
}

export type Resolved = { readonly target: Target } | { readonly problem: Diagnostic };

/** Everything that a reference may lead to, by name. */
export interface Names {
  readonly written: Pick<Written, 'variables' | 'locals'>;
  /** Top-level declarations: block type → label → declaration. */
  readonly tops: ReadonlyMap<string, ReadonlyMap<string, Declaration>>;
  /** Block types that could be declared at the top, whether the seed does or not. */
  readonly blocks: readonly string[];
  /** The modules by their calls; a call that is missing here leads nowhere, which has been reported. */
  readonly units: ReadonlyMap<Declaration, Unit>;
}

export const namesOf = (written: Written, { blocks, units }: Pick<Names, 'blocks' | 'units'>): Names => {
  const tops = new Map<string, Map<string, Declaration>>();
  for (const declaration of written.declarations.filter(({ parent }) => parent === undefined)) {
    const { type } = declaration.block;
    const labels = tops.get(type) ?? new Map<string, Declaration>();
    tops.set(type, labels.set(declaration.label ?? '', declaration));
  }
  return { written, tops, blocks, units };
};

/** The members of `path`. */
export const PATHS = ['module', 'root', 'seed', 'cwd'];

/**
 * Resolves a reference, or says why it leads nowhere. `home` is the declaration that it is in: names of its namespace come
 * first, then those of the namespaces around it.
 */
export const resolveUse = (use: Use, names: Names, home?: Declaration): Resolved => {
  const [first] = use.steps;
  switch (use.root) {
    case 'var':
      return named(use, 'variable', names.written.variables);
    case 'local':
      return named(use, 'local', names.written.locals);
    case 'path':
      return first?.kind === 'name' && !PATHS.includes(first.name)
        ? { problem: unknown(use, `path has no "${first.name}"`, { word: first.name, candidates: PATHS }) }
        : { target: { kind: 'path' } };
    case 'each':
      return memberOf(use);
    default:
      return names.blocks.includes(use.root) ? topObject(use, names, home) : { problem: unknownRoot(use, names) };
  }
};

/** Resolves `each`, or the iterator of a dynamic block. */
export const memberOf = ({ root, steps: [first], span }: Use): Resolved => {
  if (first?.kind !== 'name' || first.name === 'key' || first.name === 'value')
    return { target: { kind: 'each', span } };
  const words = { word: first.name, candidates: ['key', 'value'] };
  return { problem: unknown({ span }, `${root} has no "${first.name}"`, words) };
};

const named = (use: Use, kind: 'variable' | 'local', known: ReadonlyMap<string, unknown>): Resolved => {
  const [first] = use.steps;
  if (first?.kind !== 'name') {
    return { problem: notAllowed(use.span, `${use.root} must be followed by a name: ${use.root}.NAME`) };
  }
  if (known.has(first.name)) return { target: { kind, name: first.name } };
  const how = kind === 'variable' ? `variable "${first.name}" { … }` : `locals { ${first.name} = … }`;
  const problem = unknown(use, `there is no ${kind} "${first.name}"`, {
    word: first.name,
    candidates: known.keys(),
    prefix: `${use.root}.`,
  });
  return { problem: { ...problem, help: problem.help?.length ? problem.help : [`declare it: ${how}`] } };
};

const topObject = (use: Use, names: Names, home: Declaration | undefined): Resolved => {
  const [first, ...rest] = use.steps;
  for (let from = home; from !== undefined && first?.kind === 'name'; from = from.parent) {
    const near = from.top?.scope ? childrenOf(from).get(use.root)?.get(first.name) : undefined;
    if (near !== undefined) return within({ names, declaration: near, rest, use, from });
  }
  const { tops } = names;
  const labels = tops.get(use.root) ?? new Map<string, Declaration>();
  const unlabelled = labels.get('');
  if (unlabelled !== undefined) return within({ names, declaration: unlabelled, rest: use.steps, use });
  if (first?.kind !== 'name') {
    return {
      problem: notAllowed(use.span, `${use.root} must be followed by the label of a block`, [
        ...labelMeant(first, labels),
        'to choose among several, declare one block with for_each and write BLOCK.LABEL[KEY]',
      ]),
    };
  }
  const declaration = labels.get(first.name);
  if (declaration !== undefined) return within({ names, declaration, rest, use });
  const problem = unknown(use, `this seed declares no ${use.root} "${first.name}"`, {
    word: first.name,
    candidates: labels.keys(),
    prefix: `${use.root}.`,
  });
  const elsewhere = inNamespaces(names, use.root, first.name);
  const longer = longerLabel(use.steps, labels);
  if (longer !== undefined) return { problem: { ...problem, ...inBrackets(use, longer) } };
  const help = problem.help?.length ? problem.help : [`declare it, or write its name as a text: "${first.name}"`];
  if (elsewhere !== undefined) return { problem: { ...problem, help: [elsewhere] } };
  return { problem: { ...problem, help } };
};

/** A label that is no name, as a reference in dots would begin: `policy.a.b` for `policy["a.b"]`. */
const longerLabel = (steps: readonly UseStep[], labels: ReadonlyMap<string, Declaration>): string | undefined => {
  const [first = '', ...rest] = steps.map((step) => (step.kind === 'name' ? step.name : ''));
  const dotted = rest.map((_, index) => [first, ...rest.slice(0, index + 1)].join('.'));
  return dotted.find((label) => labels.has(label)) ?? [...labels.keys()].find((label) => label.startsWith(`${first}/`));
};

/** The label with what is asked of it, which stands behind a slash where the label has one. */
const inBrackets = ({ root, span }: Use, label: string): { at: Span; help: readonly string[] } => {
  const { text } = span.source;
  const behind = label.slice(label.indexOf('/'));
  const end = span.end + behind.length;
  const [field = ''] = text.startsWith(behind, span.end)
    ? (/^\.(?:name|path)\b/.exec(text.slice(end, end + 6)) ?? [])
    : [];
  const at = field === '' ? span : { ...span, end: end + field.length };
  return { at, help: [`write ${root}["${label}"]${field}`] };
};

/** In brackets a label without its quotes is a reference of its own. */
const labelMeant = (step: UseStep | undefined, labels: ReadonlyMap<string, Declaration>): readonly string[] => {
  const key = step?.kind === 'dynamic' ? step.key : undefined;
  return key?.kind === 'variable' && labels.has(key.name) ? [`write the label in quotes: ["${key.name}"]`] : [];
};

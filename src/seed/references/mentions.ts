import { type Expression, parseExpression } from '../../language/index.ts';
import type { Span } from '../../model/span.ts';
import { constant, invalid } from '../parts/split.ts';
import type { Declaration } from '../parts/written.ts';
import type { Tell } from '../tell.ts';
import { memberOf, type Names, type ObjectTarget, resolveUse, type Target } from './targets.ts';
import { notAllowed } from './unknown-name.ts';
import { type Use, usesOf } from './uses.ts';

/** The targets of an expression's references. `broken`: some lead nowhere, which has been reported; do not evaluate it. */
export interface Mentions {
  readonly targets: readonly Target[];
  readonly broken: boolean;
}

/** Which names an expression may use in its place. */
export interface Place {
  readonly names: Names;
  /** Whether `each` means something here. */
  readonly each: boolean;
  /** What a member of a dynamic block is called here. */
  readonly iterator?: string | undefined;
  /** The declaration it stands in. */
  readonly home?: Declaration | undefined;
  /** The allowed targets; absent: all. `what` names the place in messages, `instead` says where else to write it. */
  readonly only?:
    | { readonly kinds: readonly Target['kind'][]; readonly what: string; readonly instead?: readonly string[] }
    | undefined;
}

export const NO_MENTIONS: Mentions = { targets: [], broken: false };

export const mentionsOf = (expression: Expression, place: Place, tell: Tell): Mentions => {
  const uses = usesOf(expression);
  return uses.length === 0 ? NO_MENTIONS : resolveAll(uses, place, tell);
};

const resolveAll = (uses: readonly Use[], { names, home, each, iterator, only }: Place, tell: Tell): Mentions => {
  const targets: Target[] = [];
  let broken = false;
  const refuse: Tell = (problem) => {
    broken = true;
    tell(problem);
  };
  let last: Span | undefined;
  for (const use of uses) {
    const found = use.root === iterator ? memberOf(use) : resolveUse(use, names, home);
    if ('problem' in found) {
      if (last === undefined || !belongsTo(use.span, last)) refuse(found.problem);
      last = found.problem.at;
    } else if (only !== undefined && !only.kinds.includes(found.target.kind)) refuse(notHere(use, only));
    else if (found.target.kind === 'each' && !each && use.root !== iterator) refuse(eachOutside(use, iterator));
    else targets.push(found.target);
  }
  return { targets, broken };
};

/** A reference inside a broken one, or joined to it by a slash, is the same mistake. */
const belongsTo = ({ source, start, end }: Span, last: Span): boolean =>
  source === last.source &&
  ((last.start <= start && end <= last.end) || (start === last.end + 1 && source.text.charAt(last.end) === '/'));

const notHere = ({ root, span }: Use, { kinds, what, instead = [] }: NonNullable<Place['only']>) =>
  notAllowed(span, `${what} cannot use ${root}`, [
    kinds.includes('variable')
      ? 'only variables (var.NAME) and functions may be used here'
      : 'only functions may be used here',
    ...instead,
  ]);

const eachOutside = ({ span, steps: [first] }: Use, iterator: string | undefined) =>
  notAllowed(span, 'each means something in a block with for_each only', [
    iterator === undefined
      ? 'add for_each = … to the block'
      : `a member of this dynamic block is called ${iterator}: write ${iterator}.${first?.kind === 'name' ? first.name : 'key'}`,
  ]);

/** The objects that a `depends_on` lists: references, or (as JSON has to) the same as texts. */
export const dependsOnTargets = (
  expression: Expression,
  place: Place,
  tell: Tell,
): { targets: readonly ObjectTarget[]; broken: boolean } => {
  if (expression.kind !== 'tuple') {
    tell(invalid(expression.span, 'depends_on must be a list of addresses', ['for example depends_on = [mount.NAME]']));
    return { targets: [], broken: true };
  }
  const mentions = expression.items.map((item) => listed(item, place, tell));
  const targets = mentions.flatMap((one) => one.targets);
  return {
    targets: targets.filter((target): target is ObjectTarget => target.kind === 'object'),
    broken: mentions.some(({ broken }) => broken),
  };
};

const listed = (item: Expression, place: Place, tell: Tell): Mentions => {
  const text = constant(item);
  const written = typeof text === 'string' ? parsed(text) : item;
  const uses = written === undefined ? [] : usesOf(written).map((use) => ({ ...use, span: item.span }));
  if (uses.length === 1 && uses.every(({ root }) => place.names.blocks.includes(root))) {
    // No text stands for an object here.
    return resolveAll(uses, place, (one) =>
      tell({ ...one, help: one.help?.map((line) => line.replace(/, or write.*/, '')) }),
    );
  }
  tell(invalid(item.span, 'depends_on lists addresses of objects only', ['for example depends_on = [mount.NAME]']));
  return { targets: [], broken: true };
};

const parsed = (text: string): Expression | undefined => {
  const { expression, diagnostics } = parseExpression({ path: 'depends_on', text });
  return diagnostics.length === 0 ? expression : undefined;
};

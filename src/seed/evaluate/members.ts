import type { Declaration } from '../parts/written.ts';
import type { Node } from '../references/program.ts';
import type { Tell } from '../tell.ts';
import { membersOf } from './for-each.ts';
import { type Evaluation, evaluateIn } from './scope.ts';
import type { Instance } from './state.ts';

/** A declaration that is about to get its instances. */
export interface Expansion {
  readonly node: Node;
  readonly declaration: Declaration;
  /** Something it depends on is wrong, which has been told. */
  readonly spoiled: boolean;
}

/** One object in which a declaration gets instances; none at the top. */
export interface Inside {
  readonly parent: Instance | undefined;
  readonly evaluation: Evaluation;
}

/**
 * Instances of one block repeat each other's mistakes: of each place only the mistakes of the first instance that has any
 * there are reported.
 * @param count of the instances, where it is known: one alone repeats nothing
 */
export const onceForAll = (tell: Tell, count = Number.POSITIVE_INFINITY): { tell: Tell; next: () => void } => {
  if (count < 2) return { tell, next: () => undefined };
  let before: ReadonlySet<string> = NOTHING;
  let now: string[] = [];
  return {
    tell: (diagnostic) => {
      const place = `${diagnostic.code} ${diagnostic.at?.source.path} ${diagnostic.at?.start} ${diagnostic.at?.end}`;
      if (before.has(place)) return;
      now.push(place);
      tell(diagnostic);
    },
    next: () => {
      if (now.length === 0) return;
      before = new Set([...before, ...now]);
      now = [];
    },
  };
};

const NOTHING: ReadonlySet<string> = new Set();

/** The members of `for_each`, or the one object that a block without it declares. */
export const membersIn = (
  { node, declaration, spoiled }: Expansion,
  { parent, evaluation }: Inside,
  tell: Tell,
): readonly Pick<Instance, 'key' | 'each'>[] | undefined => {
  const { forEach } = declaration.meta;
  const each = parent?.each;
  if (forEach === undefined) return [{ key: undefined, each }];
  const evaluated = evaluateIn({ expression: forEach.expression, node, each, parent }, evaluation);
  evaluated.diagnostics.forEach(tell);
  const found = membersOf(evaluated, forEach.expression.span, spoiled);
  if ('members' in found) return found.members;
  if (found.problem !== undefined) tell(found.problem);
  return undefined;
};

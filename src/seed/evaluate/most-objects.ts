import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Declaration } from '../parts/written.ts';
import type { Tell } from '../tell.ts';
import type { Program } from './state.ts';

const counts = new WeakMap<Program, { made: number; readonly most: number }>();

/** Starts to count: the seed may have at most so many objects, those of its modules included. */
export const limitObjects = (root: Program, most: number): void => {
  counts.set(root, { made: 0, most });
};

/** Counts one more object; false when there are too many, which is reported once. */
export const takesOneObject = (program: Program, declaration: Declaration, tell: Tell): boolean => {
  let root = program;
  while (root.caller !== undefined) root = root.caller.program;
  const count = counts.get(root);
  if (count === undefined) return true;
  count.made++;
  if (count.made === count.most + 1) tell(tooMany(declaration, count.most));
  return count.made <= count.most;
};

const tooMany = ({ block: { head } }: Declaration, most: number): Diagnostic => ({
  code: 'too-large',
  message: `this seed declares more than ${most} objects`,
  at: head,
  help: [
    'blocks inside each other multiply, each with its for_each: take one of them away',
    'or make several seeds of it',
  ],
});

import { resolve } from 'node:path';
import { isWhollyKnown, type Value } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Expansion } from '../evaluate/members.ts';
import { addressOf, namespaceIn } from '../evaluate/places.ts';
import type { Evaluation } from '../evaluate/scope.ts';
import { type Instance, objectOf, type Program, textValue } from '../evaluate/state.ts';
import type { Unit } from '../parts/units.ts';
import type { Tell } from '../tell.ts';
import { inputsOf } from './inputs.ts';

interface Call extends Expansion {
  readonly unit: Unit;
  readonly parent: Instance | undefined;
  readonly key?: string | undefined;
  readonly each?: Value | undefined;
}

export interface OpenedCall {
  readonly program: Program;
  /** Variables of the module with a mistake. */
  readonly bad: ReadonlySet<string>;
}

/** The program of one instance of a module call, with its inputs; nothing else in it is evaluated yet. */
export const openCall = (call: Call, evaluation: Evaluation, tell: Tell): OpenedCall => {
  const { unit, node, declaration, parent, key, each } = call;
  const { program: calling } = evaluation;
  const caller = { program: calling, node, declaration, parent, each };
  const bad = new Set<string>(call.spoiled ? declaration.attributes.keys() : []);
  const variables = objectOf(inputsOf({ unit, caller, bad }, evaluation, tell));
  const place = { program: calling, declaration, parent, key };
  const program: Program = {
    ...unit,
    catalog: calling.catalog,
    base: calling.base,
    variables,
    paths: withModule(calling.paths, unit.folder),
    instances: new Map(),
    calls: new Map(),
    constants: new Map(),
    address: addressOf(place),
    namespace: namespaceIn(place),
    caller: { ...caller, open: !isWhollyKnown(variables) },
  };
  return { program, bad };
};

const withModule = (paths: Value, folder: string): Value => {
  if (paths.kind !== 'object') return paths;
  const cwd = paths.entries.get('cwd');
  const start = cwd?.kind === 'string' ? cwd.value : '';
  return objectOf([...paths.entries, ['module', placeOf(folder, start)]]);
};

/**
 * The value of `path` in a seed. Its paths are absolute: a relative one would depend on the module that uses it and on the
 * folder that somebody has typed it in.
 */
export const pathsOf = (folder: string, cwd: string): Value =>
  objectOf([
    ['module', placeOf(folder, cwd)],
    ['root', placeOf(folder, cwd)],
    ['seed', placeOf(folder, cwd)],
    ['cwd', textValue(resolve(cwd))],
  ]);

const placeOf = (folder: string, cwd: string): Value => textValue(resolve(cwd, folder));

/** The limit for instances of modules: calls in calls, each with for_each, multiply. */
const MOST_CALLS = 10_000;
const opened = new WeakMap<Program, number>();

/** Counts one more instance of a module; false when there are too many. */
export const takesOneMore = (program: Program): boolean => {
  let root = program;
  while (root.caller !== undefined) root = root.caller.program;
  const count = (opened.get(root) ?? 0) + 1;
  opened.set(root, count);
  return count <= MOST_CALLS;
};

export const tooManyCalls = ({ caller }: Program): Diagnostic => ({
  code: 'module-limit',
  message: `modules are called more than ${MOST_CALLS} times`,
  at: caller?.declaration.block.head,
  help: ['calls in calls multiply, each with its for_each: take one of them away'],
});

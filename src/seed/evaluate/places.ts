import { type Address, instance, step } from '../../model/address.ts';
import { below } from '../../model/below.ts';
import type { Declaration } from '../parts/written.ts';
import type { Instance, Program } from './state.ts';

/** Where an instance of a declaration is: its program, its parent and its key. */
interface Place {
  readonly program: Program;
  readonly declaration: Declaration;
  readonly parent: Instance | undefined;
  readonly key: string | undefined;
}

export const addressOf = ({ program, declaration, parent, key }: Place): Address => {
  const own = ownAddress(declaration, parent?.resource.address ?? program.address);
  if (key === undefined) return own;
  // By hand its key would be its label.
  return declaration.dynamic === undefined ? instance(own, key) : step(own, key);
};

/** Where nothing around it has a key, that is the key of the declaration. */
const ownAddress = ({ block, label, key, parent, dynamic }: Declaration, around: Address): Address => {
  if (around === (parent?.key ?? '') && dynamic === undefined) return key;
  const base = around === '' ? block.type : step(around, block.type);
  return label === undefined ? base : step(base, label);
};

/** The namespace of what stands inside an object: the one it makes, or its own. */
export const namespaceIn = ({ program, parent }: Pick<Place, 'program' | 'parent'>): string => {
  if (parent === undefined) return program.namespace;
  const { namespace, name } = parent.resource;
  if (!parent.kind.scope || name === '') return namespace;
  return below(namespace, name);
};

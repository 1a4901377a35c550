import type { Catalog } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Declaration } from '../parts/written.ts';
import { elsewhere } from './inside-problems.ts';

interface Holder {
  readonly declaration: Declaration;
  readonly kind: Kind;
  readonly siblings: readonly Kind[];
  readonly catalog: Catalog;
}

/** A block one level too deep, or in another object: where it belongs, if nothing else is known about it. */
export const toItsPlace =
  ({ declaration, kind, siblings, catalog }: Holder) =>
  (problem: Diagnostic): Diagnostic => {
    if (problem.code !== 'unknown-block' || problem.help?.length !== 1) return problem;
    const nested = declaration.nested.find(({ block }) => block.head === problem.at);
    if (nested === undefined) return problem;
    const { type } = nested.block;
    const around = declaration.parent?.block;
    const beside = around !== undefined && siblings.some((one) => one !== kind && one.block === type);
    const place = beside
      ? [`${type} stands beside ${kind.block}, in ${headOf(around)} { … }`]
      : elsewhere(nested, catalog);
    return { ...problem, help: [...place, ...problem.help] };
  };

const headOf = ({ type, labels }: Declaration['block']): string =>
  [type, ...labels.map(({ text }) => JSON.stringify(text))].join(' ');

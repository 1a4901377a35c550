import { dirname } from 'node:path';
import type { Catalog } from '../kinds/index.ts';

/** More examples than that are no help. */
const SHOWN = 3;

/** Inside of what a block may stand that cannot stand at the top of a seed; empty when nothing takes it. */
export const homeOf = (type: string, catalog: Catalog): readonly string[] => {
  const tops = catalog.topLevel().flatMap((name) => catalog.top(name) ?? []);
  const around = tops.filter(({ blocks }) => Object.hasOwn(blocks, type)).map(({ block }) => `${block} "NAME"`);
  const parents = catalog.plugins().flatMap((id) => {
    const parent = tops.find(({ children }) => children !== undefined && children === dirname(id));
    const holds = parent !== undefined && catalog.plugin(id)?.kinds.some(({ block }) => block === type);
    return holds ? [`${parent.block} "${id.slice(dirname(id).length + 1)}"`] : [];
  });
  const heads = [...around, ...parents].slice(0, SHOWN);
  return heads.length === 0
    ? []
    : ['it stands inside of what it belongs to:', ...heads.map((head) => `  ${head} { ${type} … { … } }`)];
};

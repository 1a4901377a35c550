import { mentionsOf } from './mentions.ts';
import type { Program } from './state.ts';
import type { Target } from './targets.ts';
import type { WrittenOutput } from './written.ts';

/** Keys of the declarations that outputs lead to, through locals as well: what a server has made of these is asked for. */
export const wantedByOutputs = (outputs: Iterable<WrittenOutput>, { names, nodes }: Program): ReadonlySet<string> => {
  const waiting = [...outputs].flatMap(({ value }) => mentionsOf(value, { names, each: false }, () => {}).targets);
  const wanted = new Set<string>();
  for (let target = waiting.pop(); target !== undefined; target = waiting.pop()) {
    const id = idOf(target);
    if (id === undefined || wanted.has(id)) continue;
    wanted.add(id);
    if (target.kind === 'local') waiting.push(...(nodes.get(id)?.targets ?? []));
  }
  return wanted;
};

const idOf = (target: Target): string | undefined => {
  if (target.kind === 'object') return target.declaration.key;
  return target.kind === 'local' ? `local.${target.name}` : undefined;
};

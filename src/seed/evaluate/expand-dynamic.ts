import type { Diagnostic } from '../../model/diagnostic.ts';
import { severityOf } from '../../model/diagnostic.ts';
import type { Dynamic } from '../parts/dynamic.ts';
import type { Declaration } from '../parts/written.ts';
import type { Tell } from '../tell.ts';
import { kindInside } from './child-kind.ts';
import { blocksMade, type MadeBlock } from './dynamic-members.ts';
import { layoutOf } from './fields.ts';
import { makeInstance } from './instances.ts';
import { type Expansion, onceForAll } from './members.ts';
import { takesOneObject } from './most-objects.ts';
import { type Evaluation, evaluateIn } from './scope.ts';
import type { Instance } from './state.ts';

interface DynamicRequest {
  readonly expansion: Expansion;
  readonly dynamic: Dynamic;
  readonly parent: Instance;
  readonly evaluation: Evaluation;
}

type Made = Map<string | undefined, Instance>;

/** The objects that a dynamic block declares, by their labels. Which kinds they are may depend on these. */
export const expandDynamic = (request: DynamicRequest, tell: Tell): Made | undefined => {
  const { expansion, dynamic, parent, evaluation } = request;
  const { node, declaration, spoiled } = expansion;
  const { type, head } = declaration.block;
  const once = onceForAll(tell);
  const found = blocksMade({ dynamic, type, head, labelled: 'as given', spoiled }, ({ expression }, binding) =>
    evaluateIn({ expression, node, parent, binding }, evaluation),
  );
  for (const one of found.diagnostics) {
    once.tell(one);
    once.next();
  }
  const made: Made = new Map();
  for (const block of found.blocks) {
    if (!takesOneObject(evaluation.program, declaration, tell)) return undefined;
    addObject(made, { ...request, block }, once.tell);
    once.next();
  }
  return found.diagnostics.some((one) => severityOf(one) === 'error') && made.size === 0 ? undefined : made;
};

const addObject = (made: Made, request: DynamicRequest & { readonly block: MadeBlock }, tell: Tell): void => {
  const { expansion, dynamic, parent, evaluation, block } = request;
  const { node, declaration, spoiled } = expansion;
  const [label] = block.labels;
  if (made.has(label)) {
    tell(madeTwice(declaration, dynamic, label));
    return;
  }
  const found = kindInside(asByHand(declaration, dynamic, label), parent, evaluation.program.catalog);
  if (!('kind' in found)) {
    if (found.problem !== undefined) tell(found.problem);
    return;
  }
  const [, each] = block.binding;
  const layout = layoutOf(declaration, found.kind);
  const origin = { node, declaration, spoiled, parent, key: label, each, layout, ...found };
  made.set(label, makeInstance(origin, evaluation, tell));
};

/** The declaration as it would be with this label, for what is judged by it. */
const asByHand = (declaration: Declaration, { labels }: Dynamic, label: string | undefined): Declaration => {
  if (label === undefined) return declaration;
  const span = labels?.expression.span ?? declaration.block.head;
  return { ...declaration, label, block: { ...declaration.block, labels: [{ text: label, span }] } };
};

const madeTwice = (
  { block: { type, head } }: Declaration,
  { labels }: Dynamic,
  label: string | undefined,
): Diagnostic => ({
  code: 'declared-twice',
  message: `two members of for_each make ${label === undefined ? `a ${type}` : `${type} "${label}"`}`,
  at: labels?.expression.span ?? head,
  help: [label === undefined ? 'there can be one only' : 'labels must tell them apart'],
});

import { type Evaluated, fromData, type Value } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import type { Dynamic } from '../parts/dynamic.ts';
import { type Members, membersOf } from './for-each.ts';
import { objectOf } from './state.ts';

/** An extra name that an expression may use, with its value: an iterator. */
export type MemberName = readonly [name: string, value: Value];

/** One block that a dynamic block makes: its labels, and the value of its iterator. */
export interface MadeBlock {
  readonly labels: readonly string[];
  readonly binding: MemberName;
}

export interface MadeBlocks {
  readonly blocks: readonly MadeBlock[];
  readonly diagnostics: readonly Diagnostic[];
}

interface DynamicRequest {
  readonly dynamic: Dynamic;
  /** How its labels are written in messages. */
  readonly type: string;
  readonly head: Span;
  /** Whether each block must have exactly one label; else the kind checks their number. */
  readonly labelled: 'once' | 'as given';
  /** Something it depends on is wrong, which has been told. */
  readonly spoiled: boolean;
}

type Evaluate = (attribute: Dynamic['forEach'], binding?: MemberName) => Evaluated;

/** The blocks that `for_each` asks for, in its order. As in Terraform it may be a list or a set of anything as well. */
export const blocksMade = (request: DynamicRequest, evaluate: Evaluate): MadeBlocks => {
  const { dynamic, spoiled } = request;
  const evaluated = evaluate(dynamic.forEach);
  const found = anyMembers(evaluated, dynamic.forEach.expression.span, spoiled);
  const diagnostics = [...evaluated.diagnostics];
  if (!('members' in found)) {
    if (found.problem !== undefined) diagnostics.push(found.problem);
    return { blocks: [], diagnostics };
  }
  const blocks = found.members.flatMap(({ each }): readonly MadeBlock[] => {
    const binding: MemberName = [dynamic.iterator, each];
    const labels = labelsFor(request, (attribute) => evaluate(attribute, binding));
    diagnostics.push(...labels.diagnostics);
    return labels.texts === undefined ? [] : [{ labels: labels.texts, binding }];
  });
  return { blocks, diagnostics };
};

const anyMembers = (evaluated: Evaluated, at: Span, spoiled: boolean): Members => {
  const { value, diagnostics } = evaluated;
  const plain = diagnostics.length === 0 && !value.sensitive;
  if (!plain || !('items' in value) || isSetOfTexts(value)) return membersOf(evaluated, at, spoiled);
  const keyed = value.items.map((item, index): readonly [string, Value] => [String(index), item]);
  return { members: keyed.map(([key, item], index) => ({ key, each: eachOf(item, value, index) })) };
};

/** Its members may be unknown or sensitive, which is told as anywhere else. */
const isSetOfTexts = (value: Value): boolean =>
  value.kind === 'set' &&
  (value.element.kind === 'string' || value.items.some(({ kind, sensitive }) => kind === 'unknown' || sensitive));

/** The key of a member of a set is the member, that of a list its place. */
const eachOf = (item: Value, { kind }: Value, index: number): Value =>
  objectOf([
    ['key', kind === 'set' ? item : fromData(index)],
    ['value', item],
  ]);

interface Labels {
  readonly texts?: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const labelsFor = (
  { dynamic, type, head, labelled, spoiled }: DynamicRequest,
  evaluate: (attribute: Dynamic['forEach']) => Evaluated,
): Labels => {
  const wrong = (message: string, at: Span): Labels => ({
    diagnostics: [{ code: 'block-labels', message, at, help: [exampleFor(dynamic)] }],
  });
  const byKind = labelled === 'as given';
  if (dynamic.labels === undefined) {
    return byKind ? NONE : wrong(`every ${type} needs a label, and this dynamic gives none`, head);
  }
  const { span } = dynamic.labels.expression;
  const { value, diagnostics } = evaluate(dynamic.labels);
  if (diagnostics.length > 0 || (spoiled && value.kind === 'unknown')) return { diagnostics };
  const items = 'items' in value ? value.items : [];
  const texts = items.flatMap((item) => textOf(item) ?? []);
  if (value.sensitive || !('items' in value) || texts.length < items.length) {
    return wrong('labels must be a list of texts that are known before anything is applied, and not sensitive', span);
  }
  const fits = texts.length === 1 || (byKind && texts.length === 0);
  return fits ? { texts, diagnostics: [] } : wrong(`a ${type} takes one label, and labels has ${texts.length}`, span);
};

/** A label may be a number. */
const textOf = (item: Value): string | undefined => {
  if (item.sensitive) return undefined;
  if (item.kind === 'number') return item.value.toFixed();
  return item.kind === 'string' ? item.value : undefined;
};

const NONE: Labels = { texts: [], diagnostics: [] };

const exampleFor = ({ iterator }: Dynamic): string => `for example labels = [${iterator}.key]`;

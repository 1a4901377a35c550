import type { Span } from '../../model/span.ts';
import type { Template, TemplateFor, TemplateIf, TemplatePart } from '../ast.ts';
import { STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { text, textAsIs, unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { valueWords } from '../values/types.ts';
import { conditionOf } from './conditional.ts';
import { type Environment, spend, wrong } from './environment.ts';
import { evaluateIn } from './evaluate.ts';
import { roundsOf } from './for.ts';

/** A template that is one `${…}` and nothing else has that expression's value, of whatever type. */
export const evaluateTemplate = (environment: Environment, { parts, span }: Template): Value => {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.kind === 'interpolation') return evaluateIn(environment, only.expression);
  const rendering: Rendering = { pieces: [], known: true, sensitive: false };
  render(environment, parts, rendering);
  const { pieces, known, sensitive } = rendering;
  let length = 0;
  for (const piece of pieces) length += piece.length;
  if (!spend(environment, span, { characters: length })) return unknown(STRING, sensitive);
  if (!known) return withMark(unknown(STRING), sensitive);
  // What is put together may combine, as a letter and an accent do.
  return withMark(pieces.length === 1 ? textAsIs(pieces[0] ?? '') : text(pieces.join('')), sensitive);
};

interface Rendering {
  readonly pieces: string[];
  known: boolean;
  sensitive: boolean;
}

const render = (environment: Environment, parts: readonly TemplatePart[], rendering: Rendering): void => {
  for (const part of parts) {
    if (part.kind === 'text') rendering.pieces.push(part.text);
    else if (part.kind === 'if') renderIf(environment, part, rendering);
    else if (part.kind === 'for') renderFor(environment, part, rendering);
    else add(rendering, asText(environment, evaluateIn(environment, part.expression), part.expression.span));
  }
};

const add = (rendering: Rendering, value: Value): void => {
  rendering.sensitive ||= value.sensitive;
  if (value.kind === 'string') rendering.pieces.push(value.value);
  else rendering.known = false;
};

const asText = (environment: Environment, value: Value, at: Span): Value => {
  if (value.kind === 'null') {
    const help = ['coalesce(value, "") gives a default', 'a condition can leave it out: %{ if value != null }'];
    return wrong(environment, at, { code: 'null-value', message: 'null cannot stand in a string', help });
  }
  try {
    return converted(value, STRING);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const help = ['jsonencode() and join() make text of lists and maps'];
    return wrong(environment, at, {
      code: 'not-a-string',
      message: `${valueWords(value)} cannot stand in a string`,
      help,
    });
  }
};

const renderIf = (
  environment: Environment,
  { condition, whenTrue, whenFalse }: TemplateIf,
  rendering: Rendering,
): void => {
  const value = conditionOf(environment, condition);
  rendering.sensitive ||= value.sensitive;
  if (value.kind === 'bool') render(environment, value.value ? whenTrue : whenFalse, rendering);
  else rendering.known = false;
};

const renderFor = (environment: Environment, loop: TemplateFor, rendering: Rendering): void => {
  const before = environment.diagnostics.length;
  const { rounds, sensitive } = roundsOf(environment, loop);
  rendering.sensitive ||= sensitive;
  if (rounds === undefined) rendering.known = false;
  for (const round of rounds ?? []) {
    render(round, loop.body, rendering);
    if (environment.diagnostics.length > before) return;
  }
};

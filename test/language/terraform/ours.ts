import { readFileSync } from 'node:fs';
import { toJson } from '../../../src/language/functions/json.ts';
import {
  content,
  type Expression,
  evaluate,
  parseSource,
  type Scope,
  standardFunctions,
  type Type,
  type Value,
} from '../../../src/language/index.ts';
import { holdsSensitive } from '../../../src/language/values/mark.ts';
import { typeOf } from '../../../src/language/values/types.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { confinedFiles } from '../../../src/seed/files/file-access.ts';
import { LIMITS } from '../../../src/seed/files/text-file.ts';
import { type Answer, folder, REFUSED } from './recording.ts';

/** The attributes of the `locals` blocks of a text. */
const localsIn = (
  text: string,
): { attributes: ReadonlyMap<string, Expression>; diagnostics: readonly Diagnostic[] } => {
  const { body, diagnostics } = parseSource({ path: 'main.seed.hcl', text });
  const { blocks } = content(body, { locals: { labels: [0, 0] } });
  const attributes = blocks.flatMap((block) => [...content(block.body, {}).attributes.values()]);
  return { attributes: new Map(attributes.map(({ name, expression }) => [name, expression])), diagnostics };
};

const scopeOf = (variables: Scope['variables']): Scope => ({
  variables,
  functions: standardFunctions,
  files: confinedFiles({ folder: '.', cwd: folder, limits: LIMITS }),
});

const locals = (): Value => {
  const entries = [...localsIn(readFileSync(`${folder}/locals.tf`, 'utf8')).attributes];
  const values = entries.map(([name, expression]) => [name, evaluate(expression, scopeOf(new Map())).value] as const);
  return { kind: 'object', entries: new Map(values), sensitive: false };
};

const SCOPE = scopeOf(new Map([['local', locals()]]));

export interface Ours {
  readonly answer: Answer;
  readonly diagnostics: readonly Diagnostic[];
}

/** What vaultseed says to a question, in Terraform's words. */
export const ours = (question: string): Ours => {
  const parsed = localsIn(`locals {\n  q = ${question}\n}\n`);
  const expression = parsed.attributes.get('q');
  if (parsed.diagnostics.length > 0) return { answer: REFUSED, diagnostics: parsed.diagnostics };
  if (expression === undefined) throw new Error(`no mistake is told, and there is no value: ${question}`);
  const { value, diagnostics } = evaluate(expression, SCOPE);
  if (diagnostics.length > 0) return { answer: REFUSED, diagnostics };
  const sensitive = holdsSensitive(value) ? { sensitive: true } : {};
  return { answer: { refused: false, type: typeWords(typeOf(value)), json: toJson(value), ...sensitive }, diagnostics };
};

/** A type as Terraform's `type()` writes it, on one line. */
const typeWords = (type: Type): string => {
  switch (type.kind) {
    case 'any':
      return 'dynamic';
    case 'list':
    case 'set':
    case 'map':
      return around(type.kind, typeWords(type.element));
    case 'tuple':
      return `tuple([${type.elements.map(typeWords).join(', ')}])`;
    case 'object':
      return `object({${[...type.attributes].map(([name, one]) => `${name.trim()}: ${typeWords(one.type)}`).join(', ')}})`;
    default:
      return type.kind;
  }
};

const around = (kind: string, element: string): string => `${kind}(${element})`;

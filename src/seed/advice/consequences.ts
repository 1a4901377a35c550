import type { Code, Diagnostic } from '../../model/diagnostic.ts';

/** Codes of mistakes that may only be consequences of a part of a file that did not parse. */
const CONSEQUENCES: readonly Code[] = [
  'unknown-reference',
  'missing-field',
  'missing-setting',
  'field-group',
  'for-each-name',
  'name-value',
  'advice',
  'empty-seed',
  'refused-text',
  'stray-attribute',
  'unusual-plugin',
];

/** Whether a mistake is one by itself, and not a consequence of a part of a file that did not parse. */
export const isNoConsequence = (
  { code, at, help, quietly, message }: Diagnostic,
  _: number,
  all: readonly Diagnostic[],
): boolean =>
  (!CONSEQUENCES.includes(code) || isAboutEnvironment(help, quietly)) &&
  !(code === 'unknown-plugin' && help?.some((line) => line.startsWith('the type is the label'))) &&
  !(code === 'reference-not-allowed' && message.startsWith('each ')) &&
  !(code.startsWith('file-') && all.some((one) => isUnclosedAt(one, at)));

/** A name that is meant for the environment, and nothing else, is no consequence of anything. */
const isAboutEnvironment = (help: Diagnostic['help'], quietly: Diagnostic['quietly']): boolean =>
  quietly === undefined && help?.some((line) => ENVIRONMENT.test(line)) === true;

const ENVIRONMENT = /^(?:write env\("|a variable of the environment is written env\(")/;

/** A file name out of a string that did not parse means nothing. */
const isUnclosedAt = ({ code, at: found }: Diagnostic, at: Diagnostic['at']): boolean =>
  found !== undefined &&
  found.source === at?.source &&
  ((code === 'unclosed-string' && found.start === at.start) ||
    (code === 'bad-escape' && at.start <= found.start && found.end <= at.end));

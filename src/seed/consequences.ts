import type { Code, Diagnostic } from '../model/diagnostic.ts';

/** What a part of a file that was not understood makes other parts look like. */
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

/** Whether something is wrong by itself, and not because a part of a file was not understood. */
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

/** What a text without its end, or with a wrong piece in it, seems to say is no name of a file. */
const isUnclosedAt = ({ code, at: found }: Diagnostic, at: Diagnostic['at']): boolean =>
  found !== undefined &&
  found.source === at?.source &&
  ((code === 'unclosed-string' && found.start === at.start) ||
    (code === 'bad-escape' && at.start <= found.start && found.end <= at.end));

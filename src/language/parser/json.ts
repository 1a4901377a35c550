import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import type { JsonBody } from '../ast.ts';
import { soundOf } from './json-sound.ts';
import { symbolHelp } from './json-words.ts';
import { otherCloser, stringEnd, unclosedIn } from './unclosed-json.ts';
import { yamlMistake } from './yaml.ts';

/** Nesting beyond this is refused before the recursive JSON parser sees the text. */
const DEEPEST = 300;

/** A JSON file: an object, or a list of objects, that says what a native file says. */
export const parseJson = (source: Source): { body: JsonBody; diagnostics: readonly Diagnostic[] } => {
  // The mark is replaced, not removed, so that offsets stay those of the file.
  const text = source.text.startsWith('\uFEFF') ? ` ${source.text.slice(1)}` : source.text;
  const deep = tooDeep(source, text);
  if (deep !== undefined) return { body: bodyOf(source, undefined), diagnostics: [deep] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: true });
  const first = errors[0];
  const yaml = first === undefined ? undefined : asYaml(source);
  if (yaml !== undefined) return { body: bodyOf(source, undefined), diagnostics: [yaml] };
  const opener = first === undefined ? undefined : openerOf(text, first);
  const mistake = (error: ParseError): Diagnostic =>
    opener === undefined ? jsonMistake(source, error) : neverClosed(source, opener);
  const diagnostics = first === undefined ? rootMistakes(source, root) : [mistake(first)];
  // Behind a brace that is missing everything stands in the wrong object.
  const misplaced = opener !== undefined || (first !== undefined && isUnclosed(first));
  const wrong = diagnostics[0]?.code === 'bad-json' ? errors.map(({ offset }) => offset) : [];
  return { body: bodyOf(source, misplaced ? undefined : soundOf(root, wrong)), diagnostics };
};

const isUnclosed = ({ error }: ParseError): boolean =>
  ['CloseBraceExpected', 'CloseBracketExpected'].includes(printParseErrorCode(error));

/** What is open where a mistake says that it must have been closed. */
const openerOf = (text: string, error: ParseError): number | undefined =>
  isUnclosed(error) ? unclosedIn(text) : otherCloser(text, error.offset);

/** A whole file in YAML. */
const asYaml = (source: Source): Diagnostic | undefined => {
  const found = yamlMistake(source);
  const help = ['the same in JSON: { "BLOCK": { "NAME": { … } } }'];
  return found && { ...found, code: 'bad-json', message: 'this file is written in YAML, and a seed in JSON', help };
};

const bodyOf = (source: Source, root: JsonNode | undefined): JsonBody => {
  const objects = root?.type === 'array' ? (root.children ?? []) : root === undefined ? [] : [root];
  return { syntax: 'json', source, objects: objects.filter(({ type }) => type === 'object').map(withoutSchema) };
};

/** Where editors find the schema of the file: a member of the outermost object that says nothing about what is declared. */
const withoutSchema = (object: JsonNode): JsonNode => {
  const members = object.children ?? [];
  const kept = members.filter(({ children }) => children?.[0]?.value !== '$schema');
  return kept.length === members.length ? object : { ...object, children: kept };
};

const rootMistakes = (source: Source, root: JsonNode | undefined): readonly Diagnostic[] => {
  if (root === undefined || root.type === 'object') return [];
  const wrong = root.type === 'array' ? root.children?.find(({ type }) => type !== 'object') : root;
  if (wrong === undefined) return [];
  const at = { source, start: wrong.offset, end: wrong.offset + wrong.length };
  return [
    { code: 'json-shape', message: `a seed is a JSON object, and this is a ${wrong.type}`, at, help: ['begin with {'] },
  ];
};

const tooDeep = (source: Source, text: string): Diagnostic | undefined => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') at = stringEnd(text, at);
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth > DEEPEST) {
      return {
        code: 'too-deep',
        message: `nested more than ${DEEPEST} levels deep`,
        at: { source, start: at, end: at + 1 },
      };
    }
  }
  return undefined;
};

const SYMBOL = 'this has no meaning in JSON';

const NO_COMMENTS = [
  'json-comment',
  'JSON has no comments',
  'delete it, or write "//": "text" beside the other keys',
] as const;

const MISTAKES: Readonly<
  Record<string, readonly [code: 'bad-json' | 'json-comment' | 'json-comma', message: string, help: string]>
> = {
  InvalidCommentToken: NO_COMMENTS,
  CommaExpected: ['json-comma', 'a comma is missing before this', 'put a comma between two members'],
  ColonExpected: ['bad-json', 'a colon is missing before this', 'a member is "key": value'],
  PropertyNameExpected: ['bad-json', 'expected a key in double quotes', 'a member is "key": value'],
  ValueExpected: [
    'bad-json',
    'expected a value',
    'a value is a string, a number, true, false, null, a list or an object',
  ],
  CloseBraceExpected: ['bad-json', 'a "}" is missing', 'close the object'],
  CloseBracketExpected: ['bad-json', 'a "]" is missing', 'close the list'],
  EndOfFileExpected: ['bad-json', 'the file goes on after its value', 'a file holds one JSON value: delete the rest'],
  InvalidNumberFormat: ['bad-json', 'this is not a number', 'write digits, one point, one exponent at most'],
  UnexpectedEndOfString: ['bad-json', 'this string never ends', 'close it with "'],
  InvalidEscapeCharacter: [
    'bad-json',
    'a string with an escape that JSON does not have',
    'a backslash itself is written \\\\',
  ],
  InvalidUnicode: ['bad-json', 'a \\u without four hexadecimal digits', 'write \\u and four digits'],
  InvalidCharacter: ['bad-json', 'a control character inside a string', 'write \\n for a newline, \\t for a tab'],
  InvalidSymbol: ['bad-json', SYMBOL, 'strings stand in double quotes'],
};

const jsonMistake = (source: Source, error: ParseError): Diagnostic => {
  const at = { source, start: error.offset, end: error.offset + error.length };
  const [code, message, help] = MISTAKES[printParseErrorCode(error.error)] ?? STRANGE;
  const comma = trailingComma(source.text, error.offset);
  if (message === SYMBOL && source.text.charAt(error.offset) === '#') {
    const [comment, said, instead] = NO_COMMENTS;
    return { code: comment, message: said, at, help: [instead] };
  }
  if (message === SYMBOL && source.text.charAt(error.offset) === '=') {
    return { code, message: 'between a name and its value stands a colon', at, help: ['write ":"'] };
  }
  const instead = otherText(source.text, error);
  if (instead !== undefined) return { code, at, ...instead };
  const symbol = code === 'bad-json' && message === SYMBOL ? symbolHelp(source.text, error) : undefined;
  if (symbol !== undefined) return { code, message, at, help: [symbol] };
  if (comma === undefined || code === 'json-comment') return { code, message, at, help: [help] };
  const place = { source, start: comma, end: comma + 1 };
  return {
    code: 'json-comma',
    message: 'JSON has no comma after the last member',
    at: place,
    help: [`delete the comma in front of the "${source.text.charAt(error.offset)}"`],
  };
};

/** What belongs into a text, or goes on where one must end. */
const otherText = (text: string, { error, offset }: ParseError): Pick<Diagnostic, 'message' | 'help'> | undefined => {
  if (text.startsWith('{{', offset - 1) || text.startsWith('{{', offset)) {
    const message = '{{ }} belongs to another template language: nothing is put in its place';
    return { message, help: ['a variable of the seed is written "${var.NAME}"'] };
  }
  if (printParseErrorCode(error) !== 'UnexpectedEndOfString') return undefined;
  const [, behind = ''] = /^[^\n]*\n\s*(.?)/.exec(text.slice(offset, offset + 4000)) ?? [];
  if (behind === '' || '"{}[],'.includes(behind)) return undefined;
  return { message: 'a text in JSON stays on one line', help: ['write \\n in the place of each new line'] };
};

const neverClosed = (source: Source, start: number): Diagnostic => {
  const char = source.text.charAt(start);
  return {
    code: 'bad-json',
    message: `this "${char}" is never closed`,
    at: { source, start, end: start + 1 },
    help: [`add the "${char === '{' ? '}' : ']'}" that belongs to it`],
  };
};

const STRANGE = ['bad-json', 'this is not JSON', 'look at the line before it as well'] as const;

/** The offset of a comma that stands directly before a closer at `at`. */
const trailingComma = (text: string, at: number): number | undefined => {
  if (!/[}\]]/.test(text.charAt(at))) return undefined;
  const before = text.slice(0, at).trimEnd();
  return before.endsWith(',') ? before.length - 1 : undefined;
};

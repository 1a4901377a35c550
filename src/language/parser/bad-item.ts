import { dottedHead } from './dotted-head.ts';
import { described, endOfPrevious, fail, next, type Parsing, peek, peekSecond } from './parsing.ts';

/** What stands where an attribute or a block begins, and is none. */
export const failItem = (parsing: Parsing): never => {
  const token = peek(parsing);
  if (token.kind === 'quote-open') {
    const help = ['write the name without quotes: name = value', 'or, in an object: { "name" = value }'];
    return fail(parsing, {
      code: 'bad-item',
      message: 'the name of an attribute or block stands without quotes',
      help,
    });
  }
  if (token.kind === '-') return failDash(parsing);
  if (parsing.text.startsWith('<!--', token.start))
    return failTaking(parsing, 'expected an attribute or a block, found "<!--"', ['a comment begins with # or //']);
  const help = ['here come attributes (name = value) and blocks (type "label" { … })'];
  const message = `expected an attribute or a block, found ${described(parsing, token)}`;
  const place =
    token.kind === '='
      ? [...help, 'the name before the "=" is missing']
      : token.kind === '{'
        ? [...help, 'a seed in JSON is a file named *.seed.json']
        : help;
  // The token is taken so that the search for the next item starts behind it.
  return failTaking(parsing, message, place);
};

/** `-- text` as a comment, or a line of a list as in YAML, which has been told at its first line. */
const failDash = (parsing: Parsing): never => {
  const comment = peekSecond(parsing).kind === '-';
  const last = parsing.diagnostics.at(-1)?.at;
  const between = last === undefined ? 'x' : parsing.text.slice(last.end, peek(parsing).start);
  if (!comment && /^\s*(?:-[^\n]*\s+)*$/.test(between)) parsing.reported = true;
  const option = /^-{1,2}([a-z_]+)=/.exec(parsing.text.slice(peek(parsing).start, peek(parsing).start + 80))?.[1];
  const list = option === undefined ? LIST : `an attribute is written ${option} = value`;
  if (/^---[ \t]*\r?$/m.test(parsing.text.slice(peek(parsing).start, peek(parsing).start + 5).split('\n', 1)[0] ?? ''))
    return failTaking(parsing, 'expected an attribute or a block, found "---"', [
      '--- begins a file of YAML: delete the line',
    ]);
  const help = comment && option === undefined ? ['a comment begins with # or //'] : [list];
  return failTaking(parsing, 'expected an attribute or a block, found "-"', help);
};

const LIST = 'a list is written name = ["a", "b"]';

const failTaking = (parsing: Parsing, message: string, help: readonly string[]): never => {
  const at = next(parsing);
  return fail(parsing, { code: 'bad-item', message, help, at });
};

/** What stands behind a name, and makes neither an attribute nor a block of it. */
export const failName = (parsing: Parsing, name: string): never => {
  const token = peek(parsing);
  if (token.kind === '.' || token.kind === '[') {
    const meant = dottedHead(parsing, name);
    if (meant !== undefined) return fail(parsing, meant);
    const spaced = token.kind === '[' && token.start > endOfPrevious(parsing);
    const help = spaced
      ? [`write ${name} = […]`]
      : ['names of attributes have no dots or brackets', 'nested values are written name = { key = value }'];
    return fail(parsing, {
      code: 'bad-item',
      message: `expected "=" or "{" after "${name}", found ${described(parsing, token)}`,
      help,
    });
  }
  const help = [
    token.kind === '==' ? `write ${name} = …` : `an attribute is ${name} = value, a block is ${name} { … }`,
  ];
  const message = `expected "=" or "{" after "${name}", found ${described(parsing, token)}`;
  return fail(parsing, {
    code: 'bad-item',
    message,
    help,
    at: token.kind === 'newline' ? { start: token.start, end: token.start } : token,
  });
};

import type { Source } from '../../model/span.ts';
import type { Block, Label, NativeBody } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { literalText } from '../literal.ts';
import { parseItems } from './body.ts';
import {
  abort,
  deeper,
  described,
  fitted,
  type Mistake,
  nameOf,
  next,
  type Parsing,
  peek,
  peekSecond,
  report,
} from './parsing.ts';
import { parseQuoted } from './template.ts';

/** `type "label" … { … }`. A mistake in the head is reported, and the body is read all the same. */
export const parseBlock = (parsing: Parsing, source: Source): Block => {
  const type = next(parsing);
  const labels: Label[] = [];
  for (let token = peek(parsing); token.kind !== '{'; token = peek(parsing)) {
    const label = parseLabel(parsing, token, type.start);
    if (label !== undefined) labels.push(label);
  }
  const head = parsing.spanOf(type.start, labels.at(-1)?.span.end ?? type.end);
  next(parsing);
  const body = deeper(parsing, () => parseBody(parsing, source));
  const close = next(parsing);
  const typeSpan = parsing.spanOf(type.start, type.end);
  const span = parsing.spanOf(type.start, close.end);
  return { kind: 'block', type: nameOf(parsing, type), typeSpan, labels: fitted(labels), body, head, span };
};

const parseLabel = (parsing: Parsing, token: Token, start: number): Label | undefined => {
  if (token.kind === 'identifier' || token.kind === 'bad-string') {
    next(parsing);
    return { text: nameOf(parsing, token), span: parsing.spanOf(token.start, token.end) };
  }
  if (token.kind === 'quote-open') return parseStringLabel(parsing, token);
  return refuseHead(parsing, token, start);
};

const NO_TEMPLATE = 'the label is a plain text: what is worked out stands inside the block';

const parseStringLabel = (parsing: Parsing, open: Token): Label => {
  const written = parseQuoted(parsing);
  const { span } = written;
  const text = literalText(written);
  if (text !== undefined) return { text, span };
  const at = { start: open.start, end: span.end };
  report(parsing, { code: 'bad-label', message: 'a label cannot hold a template', help: [NO_TEMPLATE], at });
  return { text: parsing.text.slice(at.start + 1, at.end - 1), span, template: true };
};

/** What the commands of the server make, by their first words, as blocks. */
const COMMANDS: readonly (readonly [words: RegExp, block: string])[] = [
  [/^\w+ secrets (?:enable|tune)/, 'mount "PATH" { type = "TYPE" }'],
  [/^\w+ auth (?:enable|tune)/, 'auth "PATH" { type = "TYPE" }'],
  [/^\w+ policy write/, 'policy "NAME" { rules = file("FILE") }'],
  [/^\w+ audit enable/, 'audit "PATH" { type = "TYPE" options = { … } }'],
  [/^\w+ namespace create/, 'namespace "NAME" { … }'],
  [/^\w+ \w+ put/, 'mount "PATH" { secret "NAME" { data = { … } } }'],
  [/^\w+ write/, 'endpoint "PATH" { data = { … } }, or the block of its own that it has: vaultseed explain lists them'],
];

const instead = (command: string): readonly string[] => {
  const block = COMMANDS.find(([words]) => words.test(command))?.[1];
  return block === undefined
    ? ['write the object that the command makes as a block; vaultseed explain lists them']
    : [`write ${block}`];
};

/** Blocks that stand for one value, and what it is called in them. */
const HOLDS_VALUE: Readonly<Record<string, string>> = {
  output: 'value',
  variable: 'default',
  policy: 'rules',
  password_policy: 'policy',
};

/** Words by which other languages read another file. */
const READS_FILES: readonly string[] = ['include', 'import', 'source', 'require', 'use', 'load'];

/** Words by which other languages choose and repeat, and how that is said here. */
const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  if: ['a block that is there or not: in it, for_each = toset(CONDITION ? ["NAME"] : []), with each.key in its name'],
  else: ['what is chosen is a value: name = CONDITION ? WHEN_TRUE : WHEN_FALSE'],
  for: ['several objects from one block: in it, for_each = toset([…]), with each.key in its name'],
};

/** `if var.x {` and `for x in … {` around blocks: one mistake, whatever stands in it. */
const refuseControl = (parsing: Parsing, word: string): undefined => {
  report(parsing, {
    code: 'bad-label',
    message: `blocks cannot stand inside of ${word === 'for' ? 'a' : 'an'} ${word}`,
    help: CONTROLS[word] ?? [],
    at: { start: parsing.itemStart, end: parsing.itemStart + word.length },
  });
  return abort();
};

/** Something in the head of a block that is no label. Where its brace can be found, goes on there. */
const refuseHead = (parsing: Parsing, token: Token, start: number): undefined => {
  const [, word = ''] = /^(\w+)\s/.exec(parsing.text.slice(start, start + 6)) ?? [];
  if (Object.hasOwn(CONTROLS, word)) return refuseControl(parsing, word);
  const brace = findBrace(parsing);
  report(
    parsing,
    headMistake(parsing, token, { text: parsing.text.slice(start, token.start).trim(), brace: brace !== undefined }),
  );
  if (brace === undefined) return abort();
  parsing.at = brace;
  return undefined;
};

const headMistake = (parsing: Parsing, token: Token, head: { text: string; brace: boolean }): Mistake => {
  if (token.kind === '=' && peekSecond(parsing).kind === '{') {
    const help = [`write ${head.text} { … }`];
    return { code: 'equals-before-block', message: 'no "=" stands between a block and its "{"', help };
  }
  const [type = ''] = head.text.split(/\s/, 1);
  if (token.kind === '=' && Object.hasOwn(HOLDS_VALUE, type)) {
    const help = [`write ${head.text} { ${HOLDS_VALUE[type]} = … }`];
    return { code: 'equals-before-block', message: `what ${type} "NAME" stands for is written inside of it`, help };
  }
  if (READS_FILES.includes(type) && token.kind !== '=') {
    const message = `there is no ${type}: every *.seed.hcl and *.seed.json of the folder is read by itself`;
    const help = [
      'delete the line; what stands in a folder of its own is called by module "NAME" { source = "./FOLDER" }',
    ];
    return { code: 'bad-item', message, help, at: { start: parsing.itemStart, end: token.start } };
  }
  const command = /^(vault|bao|export|curl|terraform|vaultseed)\b/.test(head.text);
  if (command && !head.brace) {
    const at = { start: parsing.itemStart, end: token.start };
    return { code: 'bad-label', message: 'a seed holds no commands', help: instead(head.text), at };
  }
  if (token.kind === 'newline' || token.kind === 'end') {
    const name = /^([\w-]+)\s+"[^"]*"$/.exec(head.text)?.[1];
    const attribute = name === undefined ? 'name = value' : `${name} = "…"`;
    const ways = ['the "{" stands on the same line as the head of its block', `an attribute is ${attribute}`];
    const help =
      name === undefined || head.brace ? ways : [`write ${attribute} for an attribute`, `or ${name} "…" { for a block`];
    const at = { start: token.start, end: token.start };
    const message = head.brace ? 'the "{" of this block stands on another line' : 'this block has no "{"';
    return { code: 'bad-item', message, help, at };
  }
  if (token.kind === ':') {
    const help = [`write ${head.text} { … }`];
    return { code: 'bad-label', message: 'a block begins with "{", not with ":"', help };
  }
  const [, reference] =
    /^\w+\s+((?:var|local|each)\.[\w.-]+)/.exec(parsing.text.slice(token.start - head.text.length - 1).trimStart()) ??
    [];
  if (token.kind === '.' && reference !== undefined) {
    const help = [
      `the label is what the seed calls it, in quotes: ${type} "NAME" { … }`,
      `what the server calls it stands inside: name = ${reference}, or path = ${reference} where it has a path`,
    ];
    return { code: 'bad-label', message: 'a label is a text, not a reference', help };
  }
  const help =
    token.kind === '='
      ? [`what a block holds stands inside of it: ${head.text} { … }`, 'an attribute is name = value, with one name']
      : ['the head of a block is: type "label" {'];
  const code = token.kind === '=' ? 'bad-item' : 'bad-label';
  return { code, message: `expected a label or "{", found ${described(parsing, token)}`, help };
};

/** The index of the next `{` in this line, or of one at the beginning of the next. */
const findBrace = (parsing: Parsing): number | undefined => {
  let newlines = 0;
  for (let at = parsing.at; ; at++) {
    const kind = parsing.tokens[at]?.kind;
    if (kind === '{') return at;
    if (kind === 'newline') newlines++;
    else if (kind === undefined || kind === 'end' || kind === '}' || newlines > 0) return undefined;
  }
};

const parseBody = (parsing: Parsing, source: Source): NativeBody => {
  const before = parsing.skipNewlines;
  parsing.skipNewlines = false;
  const { kind } = peek(parsing);
  const body = parseItems(parsing, source, kind !== 'newline' && kind !== '}');
  parsing.skipNewlines = before;
  return body;
};

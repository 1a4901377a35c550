import { trim } from '../white.ts';
import {
  complain,
  complainReturn,
  type HeredocFrame,
  hasMany,
  imagine,
  type Lexing,
  lineBefore,
  lineEnd,
  lineNumber,
  markOf,
  match,
  take,
} from './lexing.ts';

const OPENER = /<<-?([ \t]*)(["']?)([\p{ID_Start}_][\p{ID_Continue}-]*)\2([ \t]*)(?:\r?\n)/uy;
const ALMOST = /<<-?[ \t]*["']?[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** Begins a heredoc where one stands; false where `<` is only an operator. */
export const openHeredoc = (lexing: Lexing): boolean => {
  const opener = match(lexing, OPENER);
  if (opener === null) return refuseAlmost(lexing);
  const [whole, gap = '', quote = '', marker = '', trailing = ''] = opener;
  const end = lexing.at + whole.trimEnd().length;
  if (gap !== '' || quote !== '' || trailing !== '') {
    const dash = whole.startsWith('<<-') ? '-' : '';
    const help = [`write <<${dash}${marker}, with nothing before, around or after the marker`];
    const message = quote === '' ? 'a space in the opening of a heredoc' : 'the marker of a heredoc takes no quotes';
    complain(lexing, { code: 'bad-heredoc', message, help, start: lexing.at, end });
  }
  const bodyStart = lexing.at + whole.length;
  lexing.frames.push({ mode: 'heredoc', start: lexing.at, bodyStart, marker, before: markOf(lexing) });
  take(lexing, 'heredoc-open', bodyStart);
  return true;
};

/** `<<EOT` with something after it on the line, or at the very end of the text. */
const refuseAlmost = (lexing: Lexing): boolean => {
  const almost = match(lexing, ALMOST);
  if (almost === null) return refuseSingle(lexing);
  const end = lexing.at + almost[0].length;
  const help = ['the text of a heredoc begins on the line after its marker'];
  const message = 'the opening of a heredoc must be the last thing on its line';
  complain(lexing, { code: 'bad-heredoc', message, help, start: lexing.at, end });
  const closing = hasMany(lexing) ? undefined : closingAfter(lexing.text, end, almost[0]);
  take(lexing, 'bad-string', closing ?? end);
  return true;
};

const SINGLE = /<-?[ \t]*([A-Z][A-Z0-9_]{0,60})[ \t]*(?=\r?\n)/uy;

/** `name = <- EOT`, with one sign too few. */
const refuseSingle = (lexing: Lexing): boolean => {
  const single = match(lexing, SINGLE);
  if (single === null || !/=[ \t]*$/.test(lineBefore(lexing.text, lexing.at, 200))) return false;
  const end = lexing.at + single[0].trimEnd().length;
  const help = [`write <<-${single[1]}`];
  complain(lexing, { code: 'bad-heredoc', message: 'a heredoc begins with "<<-"', help, start: lexing.at, end });
  const closing = hasMany(lexing) ? undefined : closingAfter(lexing.text, end, single[0].trimEnd());
  take(lexing, 'bad-string', closing ?? end);
  return true;
};

/** The end of what was meant to be its last line: what is in between is no mistake of its own. */
const closingAfter = (text: string, from: number, opening: string): number | undefined => {
  const marker = /[^\s<"'-][^"']*$/.exec(opening)?.[0] ?? '';
  let at = text.indexOf('\n', from);
  while (at >= 0) {
    const next = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, next < 0 ? text.length : next);
    if (line.trim() === marker) return at + 1 + line.trimEnd().length;
    // Another block begins, so that marker was another's.
    if (/^\S.*\{\s*$/.test(line)) return undefined;
    at = next;
  }
  return undefined;
};

/** Ends the heredoc when the line at `at` is its last one. Called at the start of a line only. */
export const closesHeredoc = (lexing: Lexing, frame: HeredocFrame): boolean => {
  const { text, at } = lexing;
  const forced = lexing.endings.heredocs.get(frame.start) === at;
  const end = lineEnd(text, at);
  if (end === text.length && !forced) return false;
  if (!forced && end - at > frame.marker.length + 1000) return false;
  const line = text.slice(at, end);
  if (trim(line) !== frame.marker && !forced) return false;
  const length = forced ? wrongMarker(line, frame.marker).length : closerLength(line);
  const lone = text.slice(at, at + length).indexOf('\r');
  if (lone >= 0) complainReturn(lexing, at + lone);
  lexing.frames.pop();
  take(lexing, 'heredoc-close', at + length);
  // What ends a statement elsewhere is a part of the same mistake.
  if (forced && /^[ \t]*;[ \t\r]*$/.test(line.slice(length))) lexing.at = lexing.text.indexOf(';', lexing.at) + 1;
  return true;
};

/** Up to what may stand between any two tokens; white space of other sorts belongs to the closing line itself. */
const closerLength = (line: string): number => {
  let length = line.length;
  while (length > 0 && ' \t\r'.includes(line.charAt(length - 1))) length--;
  return length;
};

/** The part of a wrong last line that was meant as the marker: `EOT` of `EOT,`, `eot`, `EOF`. */
const wrongMarker = (line: string, marker: string): string => {
  const indent = line.length - line.trimStart().length;
  const word = /^[\p{ID_Continue}-]+/u.exec(line.slice(indent))?.[0] ?? '';
  const length = word.startsWith(marker) ? marker.length : word.length;
  return line.slice(0, indent + length);
};

/** Where a heredoc that never ends was most likely meant to end: the offset of that line. */
export const likelyEnd = (text: string, frame: HeredocFrame): number | undefined => {
  let second: number | undefined;
  const marker = frame.marker.toLowerCase();
  for (let at = frame.bodyStart; at < text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, Math.min(lineEnd(text, at), at + 300)).trim();
    if (
      line.toLowerCase() === marker ||
      (line.startsWith(frame.marker) && /^[^\p{ID_Continue}-]/u.test(line.slice(marker.length)))
    )
      return at;
    if (second === undefined && /^[A-Z][A-Z_]+$/.test(line)) second = at;
  }
  return second;
};

/** No more tokens are looked at: bodies of maps are short. */
const LOOKED_AT = 2000;

/** Whether the innermost bracket that is open where a heredoc begins is a brace. */
const inBraces = ({ tokens }: Lexing, { before }: HeredocFrame): boolean => {
  let closed = 0;
  for (let at = before.tokens - 1; at >= Math.max(0, before.tokens - LOOKED_AT); at--) {
    const kind = tokens[at]?.kind;
    if (kind === '}' || kind === ']' || kind === ')') closed++;
    else if ((kind === '{' || kind === '[' || kind === '(') && closed-- === 0) return kind === '{';
  }
  return false;
};

/** Says that a heredoc never ends, at its opener, and where somebody may have meant it to. */
export const complainUnclosed = (lexing: Lexing, frame: HeredocFrame, meant: number | undefined): void => {
  const { text } = lexing;
  const help = [`end it with a line that says ${frame.marker} and nothing else`];
  if (meant !== undefined) {
    const line = text.slice(meant, lineEnd(text, meant)).trim().slice(0, 40);
    const last = lineEnd(text, meant) === text.length && line === frame.marker;
    const number = lineNumber(text, meant);
    help.unshift(last ? `line ${number} is ${line}, but no newline ends it` : `line ${number} says ${line}`);
    const behind = line.startsWith(frame.marker) ? line.slice(frame.marker.length) : '';
    if (behind === ',' && inBraces(lexing, frame)) help.push('and delete the comma: in { } a new line is enough');
    else if (/^[)\]},]+$/.test(behind)) help.push(`and put ${behind} on the next line`);
  }
  const end = frame.start + text.slice(frame.start, frame.bodyStart).trimEnd().length;
  complain(lexing, { code: 'unclosed-heredoc', message: 'this heredoc never ends', help, start: frame.start, end });
};

/** Ends a heredoc at the end of the text. */
export const abandonHeredoc = (lexing: Lexing): void => {
  lexing.frames.pop();
  imagine(lexing, 'heredoc-close');
};

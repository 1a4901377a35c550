/**
 * Characters that a terminal would obey or hide: controls (C0, DEL, C1), bidirectional marks and
 * overrides, zero-width ones, line and paragraph separators, the byte order mark, tag characters, and lone surrogates.
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
};

/**
 * Text from outside, safe to print: every character that is not seen as itself is written as an escape.
 * `keep` names those that stay as they are, such as `'\n'` where the text may have lines.
 */
export const visible = (text: string, keep = ''): string =>
  text.replace(INVISIBLE, (character) => (keep.includes(character) ? character : escaped(character)));

/** A UTF-16 unit as JSON escapes it. */
const unit = (half: string): string => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A document as JSON, two blanks a level, which is safe to print as well: what is not seen as itself is written as an escape of JSON. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(INVISIBLE, (character) =>
    character === '\n' ? character : character.split('').map(unit).join(''),
  );

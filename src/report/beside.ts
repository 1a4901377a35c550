/** A stretch of a line, as offsets in it. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** What stands between quotes, with what is filled in: between its braces there may be quotes again. */
export const CONTENT = String.raw`(?:\$\{(?:[^{}"\\]|"(?:[^"\\]|\\.)*")*\}|[^"\\]|\\.)*`;
const QUOTED = new RegExp(`"(${CONTENT})"?`, 'g');
/** What stands in front of a value. In front of a label of a block stands a word, or another label. */
const BEFORE_VALUE = /(?<![=!<>])[=:,([?+]\s*$/;
/** Nobody puts more space than that in front of one. */
const SPACE = 100;
const AFTER_NAME = /^\s*:/;

/** What is written on every page of the documents: no secret is called so. */
const HARMLESS =
  /(?:^|[\s{,(])"?(?:type|version|description|capabilities|requires|(?:token_|identity_)?policies|credential_type|(?:\w+_)?(?:ttl|host))"?\s*[=:]\s*(?:\[[^[\]{}]*)?$/;
/** In a map that somebody makes up, every name may be the name of a secret. */
const MADE_UP = /\bdata(?:_json)?"?\s*[=:]/;
/** How far back the name of a value is looked for. */
const BACK = 300;

/** True of a value that cannot be a secret, by the name in front of it. */
const isHarmless = (line: string, index: number): boolean =>
  HARMLESS.test(line.slice(Math.max(0, index - BACK), index)) && !MADE_UP.test(line.slice(0, index));

/** How many names get a value on a line. */
const assignments = (line: string): number => {
  const quotes = [...line.matchAll(QUOTED)];
  const named = quotes.filter(({ index, 0: { length } }) => AFTER_NAME.test(line.slice(index + length)));
  const bare = line.replaceAll(QUOTED, '').match(/(?<![=!<>:])[=:](?![=>])/g) ?? [];
  return Math.max(named.length, bare.length);
};

/**
 * The contents of quoted values that stand beside a mark, on a line that says more than one thing (a block or a document on
 * one line): what the mistake is not about may be a secret. On a line that says one thing there are none.
 */
export const valuesBeside = (line: string, mark: Range): readonly Range[] => {
  if (assignments(line) < 2) return [];
  return [...line.matchAll(QUOTED)]
    .filter(
      ({ index, 0: { length } }) =>
        BEFORE_VALUE.test(line.slice(Math.max(0, index - SPACE), index)) &&
        !AFTER_NAME.test(line.slice(index + length)) &&
        !isHarmless(line, index),
    )
    .map(({ index, 1: text = '' }) => ({ start: index + 1, end: index + 1 + text.length }))
    .filter(({ start, end }) => end <= mark.start || mark.end <= start);
};

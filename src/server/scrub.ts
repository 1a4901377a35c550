import { MASK } from '../model/secret.ts';

/*
 * Secrets of a request in the texts that a server answers with. A server echoes more than it was given: "invalid port \":Hunter2\""
 * is the middle of an address with a password in it (seen on OpenBao 2.7.2). So the parts of a secret are masked as well as the whole.
 */

/** Shorter pieces are not masked: they occur in a text by chance, and a mask would tell more than it hides. */
const SHORTEST = 4;

/** The same of what is letters at random, as in base64: words of four stand in it by chance ("path" in one token of two thousand). */
const SHORTEST_RANDOM = 8;

/** A shorter part of a secret counts only between the ends of words: "host" in "hostname" is nobody's. */
const CERTAIN = 6;

/** JSON inside a text, as Go's encoder writes it: `<`, `>` and `&` are escaped too. */
const goEscaped = (text: string): string =>
  text.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** As Go's `url` escapes: these too, which JavaScript leaves. */
const percentEscaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const htmlEscaped = (text: string): string => text.replace(/[&<>"']/g, (one) => HTML[one] ?? one);

/** As Go's `time` quotes what it cannot read: the bytes of all that is not ASCII. */
const byteEscaped = (text: string): string =>
  text.replace(/[^ -~]+/g, (piece) => Buffer.from(piece).toString('hex').replace(/../g, '\\x$&'));

/** What is left of a text in the base64 of a longer one that it stands in, which may begin at each of three places. */
const inBase64 = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].flatMap((at) => {
    const whole = Math.floor((at + bytes.length) / 3) * 4;
    const text = Buffer.concat([Buffer.alloc(at), bytes])
      .toString('base64')
      .slice(at === 0 ? 0 : 4, whole);
    return text.length < CERTAIN ? [] : [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** How a server may spell a string that it echoes: as it is, quoted, escaped in one of several ways, or line by line. */
const spellings = (secret: string): readonly string[] => {
  const quoted = JSON.stringify(secret).slice(1, -1);
  const lines = secret.includes('\n') ? secret.split('\n').map((line) => line.trim()) : [];
  const escaped = [
    goEscaped(quoted),
    byteEscaped(secret),
    percentEscaped(Buffer.from(secret).toString()),
    htmlEscaped(secret),
  ];
  return [secret, quoted, ...escaped, ...lines];
};

const encodings = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  return [bytes.toString('base64'), bytes.toString('hex'), ...inBase64(bytes)];
};

/** Servers write names of hosts small. Letters that become longer by that stay, so that no place in a text moves. */
const small = (text: string): string =>
  text.replace(/\p{Lu}+/gu, (capitals) => {
    const lower = capitals.toLowerCase();
    return lower.length === capitals.length ? lower : capitals;
  });

const windowsOf = (text: string, size: number): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size));

/** All runs of this many characters in some texts, in small letters. */
interface Windows {
  readonly size: number;
  readonly all: ReadonlySet<string>;
}

const windowsIn = (texts: readonly string[], size: number): Windows => ({
  size,
  all: new Set(texts.flatMap((text) => windowsOf(small(text), size))),
});

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{Nd}]/u.test(character);

/** What stands between quotes is what the server was given, however short, with signs of the server's own around it. */
const QUOTED = /(["'`])([^"'`\p{L}\p{Nd}]*)([^"'`]+?)([^"'`\p{L}\p{Nd}]*)\1/gu;
const SHORTEST_QUOTED = 3;

/** Masks each run of characters that stands in a secret too. */
const withoutParts = (text: string, known: readonly Windows[]): string => {
  const covered = new Uint8Array(text.length);
  for (const { size, all } of known)
    for (const [at, window] of windowsOf(small(text), size).entries())
      if (all.has(window)) covered.fill(1, at, at + size);
  let kept = '';
  for (let from = 0, to = 0; from < text.length; from = to) {
    while (to < text.length && covered[to] === covered[from]) to += 1;
    const cutsWord = (isWord(text[from - 1]) && isWord(text[from])) || (isWord(text[to - 1]) && isWord(text[to]));
    const isPart = covered[from] === 1 && (to - from >= CERTAIN || !cutsWord);
    kept += isPart ? MASK : text.slice(from, to);
  }
  return kept;
};

const distinct = (texts: readonly string[], shortest: number): readonly string[] =>
  [...new Set(texts)].filter((text) => text.length >= shortest);

/**
 * A function that masks each of these secrets in a text, the longest first so that no tail is left over, and then what is left
 * of parts. Of tokens, which are letters at random, only the long parts.
 */
export const scrubber = (secrets: Iterable<string>, tokens: readonly string[] = []): ((text: string) => string) => {
  const all = [...secrets];
  const spelt = distinct(all.flatMap(spellings), SHORTEST_QUOTED);
  const random = distinct([...[...all, ...tokens].flatMap(encodings), ...tokens.flatMap(spellings)], SHORTEST);
  if (spelt.length + random.length === 0) return (text) => text;
  const whole = distinct([...spelt, ...random], SHORTEST).toSorted((a, b) => b.length - a.length);
  const windows = [windowsIn(spelt, SHORTEST), windowsIn(random, SHORTEST_RANDOM)];
  const lower = spelt.map(small);
  const isPart = (text: string): boolean =>
    text.length >= SHORTEST_QUOTED && lower.some((secret) => secret.includes(small(text)));
  const unquoted = (...[quote = '', mark = '', before = '', inner = '', after = '']: string[]): string => {
    if (isPart(`${before}${inner}${after}`)) return `${mark}${MASK}${mark}`;
    return isPart(inner) ? `${mark}${before}${MASK}${after}${mark}` : quote;
  };
  return (text) =>
    whole
      .reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
      .replaceAll(QUOTED, unquoted)
      .split(MASK)
      .map((piece) => withoutParts(piece, windows))
      .join(MASK);
};

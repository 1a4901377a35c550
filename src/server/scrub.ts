import { MASK } from '../model/secret.ts';

/*
 * Secrets of a request in the texts that a server answers with. A server echoes more than it was given: "invalid port \":Hunter2\""
 * is the middle of an address with a password in it (seen on OpenBao 2.7.2). So the parts of a secret are masked as well as the whole.
 */

/** Shorter pieces are not masked: they occur in a text by chance, and a mask would tell more than it hides. */
const SHORTEST = 4;

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

/** How a server may spell a string that it echoes: as it is, quoted, escaped in one of several ways, as base64 or hex, or line by line. */
const spellings = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  const quoted = JSON.stringify(secret).slice(1, -1);
  const lines = secret.includes('\n') ? secret.split('\n').map((line) => line.trim()) : [];
  const escaped = [goEscaped(quoted), byteEscaped(secret), percentEscaped(bytes.toString()), htmlEscaped(secret)];
  return [secret, quoted, ...escaped, bytes.toString('base64'), bytes.toString('hex'), ...inBase64(bytes), ...lines];
};

const windowsOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - SHORTEST + 1) }, (_, at) => text.slice(at, at + SHORTEST));

/** Servers write names of hosts small. Letters that become longer by that stay, so that no place in a text moves. */
const small = (text: string): string =>
  text.replace(/\p{Lu}+/gu, (capitals) => {
    const lower = capitals.toLowerCase();
    return lower.length === capitals.length ? lower : capitals;
  });

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{Nd}]/u.test(character);

/** What stands between quotes is what the server was given, however short, with signs of the server's own around it. */
const QUOTED = /(["'`])([^"'`\p{L}\p{Nd}]*)([^"'`]+?)([^"'`\p{L}\p{Nd}]*)\1/gu;
const SHORTEST_QUOTED = 3;

/** Masks each run of characters that stands in a secret too. */
const withoutParts = (text: string, windows: ReadonlySet<string>): string => {
  const covered = new Uint8Array(text.length);
  for (const [at, window] of windowsOf(small(text)).entries())
    if (windows.has(window)) covered.fill(1, at, at + SHORTEST);
  let kept = '';
  for (let from = 0, to = 0; from < text.length; from = to) {
    while (to < text.length && covered[to] === covered[from]) to += 1;
    const cutsWord = (isWord(text[from - 1]) && isWord(text[from])) || (isWord(text[to - 1]) && isWord(text[to]));
    const isPart = covered[from] === 1 && (to - from >= CERTAIN || !cutsWord);
    kept += isPart ? MASK : text.slice(from, to);
  }
  return kept;
};

/** A function that masks each of these secrets in a text, the longest first so that no tail is left over, and then what is left of parts. */
export const scrubber = (secrets: Iterable<string>): ((text: string) => string) => {
  const spelt = [...new Set([...secrets].flatMap(spellings))].filter((text) => text.length >= SHORTEST_QUOTED);
  if (spelt.length === 0) return (text) => text;
  const whole = spelt.filter((text) => text.length >= SHORTEST).sort((a, b) => b.length - a.length);
  const lower = spelt.map(small);
  const windows = new Set(lower.flatMap(windowsOf));
  const isPart = (text: string): boolean =>
    text.length >= SHORTEST_QUOTED && lower.some((secret) => secret.includes(small(text)));
  const unquoted = (...[all = '', mark = '', before = '', inner = '', after = '']: string[]): string => {
    if (isPart(`${before}${inner}${after}`)) return `${mark}${MASK}${mark}`;
    return isPart(inner) ? `${mark}${before}${MASK}${after}${mark}` : all;
  };
  return (text) =>
    whole
      .reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
      .replaceAll(QUOTED, unquoted)
      .split(MASK)
      .map((piece) => withoutParts(piece, windows))
      .join(MASK);
};

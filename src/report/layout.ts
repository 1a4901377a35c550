const SGR = /\u001b\[[0-9;]*m/g;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}|\ufe0f/u;
/** What takes one column and joins with nothing: ASCII, the Latin letters, and the signs that our own texts have. */
const PLAIN = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2026\u2190-\u2193\u2500-\u2593]*$/;
/** Made when first needed: that takes 20 ms. */
let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as people count them. */
export const graphemes = (text: string): readonly string[] => {
  if (PLAIN.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map((part) => part.segment);
};

/** Columns that a text takes on a terminal: wide characters count two, colours none. */
export const displayWidth = (text: string): number => {
  const bare = text.replace(SGR, '');
  if (PLAIN.test(bare)) return bare.length;
  return graphemes(bare).reduce((sum, part) => sum + (WIDE.test(part) ? 2 : 1), 0);
};

export const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** At most `width` columns of a text without colours; what is cut off is marked by `ellipsis`. */
export const clip = (text: string, width: number, ellipsis: string): string => {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const part of graphemes(text)) {
    if (displayWidth(kept + part) > width - ellipsis.length) break;
    kept += part;
  }
  return kept + ellipsis;
};

/**
 * A text in lines of at most `width` columns, broken at spaces. A word that is wider stays whole, so that it can be
 * copied. Lines after the first start with `indent`.
 */
export const wrap = (text: string, width: number, indent = ''): readonly string[] => {
  if (displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  const lead = /^ */.exec(text)?.[0] ?? '';
  let line = '';
  for (const word of text.slice(lead.length).split(' ')) {
    const longer = line === '' ? lead + word : `${line} ${word}`;
    if (line.trim() !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
};

/** "1 file", "2 files". */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

import type { Plain } from '../../model/data.ts';

const tidy = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

/** A certificate or key; line endings and blanks around lines do not count. */
export const canonicalPem = (value: Plain): Plain => (typeof value === 'string' ? tidy(value) : value);

const BLOCKS = /-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g;

const blocksOf = (value: Plain): Plain[] => {
  if (Array.isArray(value)) return value.flatMap(blocksOf);
  if (typeof value !== 'string') return [value];
  const text = tidy(value);
  if (text === '') return [];
  const blocks = [...text.matchAll(BLOCKS)].map(([block]) => block);
  return blocks.length === 0 ? [text] : blocks;
};

/** Certificates or keys as a list, or one after another in one text. */
export const canonicalPemList = (value: Plain): Plain => (value === null ? [] : blocksOf(value));

import { expect, test } from 'vitest';
import { visible, visibleJson } from '../../src/model/clean.ts';

test.each([
  ['plain text, ünïcödé 漢字 and 🙂 stay', 'plain text, ünïcödé 漢字 and 🙂 stay'],
  ['a\u001b[31mred', 'a\\u001b[31mred'],
  ['two\nlines\r\tand a tab', 'two\\nlines\\r\\tand a tab'],
  ['\u009b31m', '\\u009b31m'],
  ['user\u202egpj.exe', 'user\\u202egpj.exe'],
  ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
  ['\u2028', '\\u2028'],
  ['tag \u{e0041}', 'tag \\u{e0041}'],
  ['half \ud83d', 'half \\ud83d'],
  ['\u0000\u007f', '\\u0000\\u007f'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('what is to be kept is kept, and nothing else', () => {
  expect(visible('a\nb\u0007', '\n')).toBe('a\nb\\u0007');
});

test('JSON is the same document, and no character of it is obeyed or hidden', () => {
  const value = { 'a\u202e': ['\u009b31m\u0007\n', '\u{e0041}', 'é'] };
  const text = visibleJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(visible(text, '\n')).toBe(text);
});

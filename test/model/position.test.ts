import { describe, expect, it } from 'vitest';
import { positionOf } from '../../src/model/position.ts';

const at = (text: string, mark: string) => positionOf({ path: 'x', text }, text.indexOf(mark));

describe('a position', () => {
  it.each([
    ['the first character', 'X', 1, 1],
    ['a later line', 'a\nb\n  X', 3, 3],
    ['a line after a Windows line end', 'a\r\nbX', 2, 2],
    ['behind a letter with an accent of its own', 'e\u0301X', 1, 2],
    ['behind a family', '👨‍👩‍👧X', 1, 2],
    ['behind a byte order mark', '\uFEFFaX', 1, 2],
    ['behind a tab', '\tX', 1, 2],
  ])('%s', (_, text, line, column) => expect(at(text, 'X')).toMatchObject({ line, column }));

  it('holds its line without its end', () => {
    expect(at('a\r\nb X c\r\nd', 'X')).toEqual({ line: 2, column: 3, lineText: 'b X c', lineStart: 3 });
  });

  it('exists at the end of a text', () => {
    expect(positionOf({ path: 'x', text: 'a\n' }, 2)).toMatchObject({ line: 2, column: 1, lineText: '' });
  });
});

/** What the engine says of a wrong pattern, and what we say: `…` stands for the piece that it is about. */
const WORDS: Readonly<Record<string, string>> = {
  'invalid character class range': '… is no class of characters',
  'invalid escape sequence':
    '… means nothing: a backslash stands before signs, and before the letters that RE2 gives a meaning',
  'invalid named capture': '… does not name a group: write (?P<name>…), with letters of ASCII, digits and _',
  'invalid or unsupported Perl syntax': '… is not among the groups of RE2: it cannot look ahead or back, nor be atomic',
  'invalid nested repetition operator': '… repeats a repetition; put the inner one in parentheses',
  'invalid repeat count': '… repeats too often: 1000 times is the most, also where repetitions stand in each other',
  'missing closing ]': '… has no closing ]',
  'missing closing )': 'a ( has no closing )',
  'unexpected )': 'a ) has no opening (',
  'missing argument to repetition operator':
    '… has nothing before it to repeat; a sign as such is written with a backslash',
  'trailing backslash at end of expression':
    'it ends with a backslash; one as such is written twice, in a text in quotes four times',
  'expression nests too deeply': 'its parentheses nest too deeply',
  'expression too large': 'it is too large, with its repetitions written out',
};

/** Where references to groups are refused: not the letter is the mistake, but that there is no such thing. */
const BACK_REFERENCE = /^\\[1-9]/;

/** The engine takes it for a group with a bad name. Longer than itself, so that this is asked once. */
const LOOKS_BEHIND = /^\(\?<[=!](?=.)/s;

interface SyntaxProblem {
  readonly description: string;
  readonly piece: string | undefined;
}

export const wordsFor = ({ description, piece }: SyntaxProblem): string => {
  if (piece !== undefined && BACK_REFERENCE.test(piece)) {
    return `${piece} refers to what a group has matched, which RE2 cannot`;
  }
  const behind = LOOKS_BEHIND.exec(piece ?? '');
  if (behind !== null) return wordsFor({ description: 'invalid or unsupported Perl syntax', piece: behind[0] });
  return (WORDS[description] ?? description).replace('…', () => shortened(piece ?? ''));
};

const shortened = (piece: string): string => (piece.length > 40 ? `${piece.slice(0, 39)}…` : piece);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Piece, piecesOf } from '../../src/language/format/piece.ts';
import { parseSource } from '../../src/language/index.ts';
import { golden } from './terraform-fmt.ts';

/*
 * What `hashicorp/hcl/v2` 2.23.0, which Terraform 1.11 uses, thinks of texts: recorded by `record-hcl.ts`.
 */

const rows = <T>(name: string): readonly T[] =>
  readFileSync(new URL(`../golden/hcl/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

type Row = readonly [type: string, start: number, end: number];

const TYPES: Readonly<Partial<Record<Piece['kind'], string>>> = {
  ...{ newline: 'Newline', comment: 'Comment', identifier: 'Ident', number: 'NumberLit', end: 'EOF' },
  ...{ 'quote-open': 'OQuote', 'quote-close': 'CQuote', 'heredoc-open': 'OHeredoc', 'heredoc-close': 'CHeredoc' },
  ...{ 'interpolation-open': 'TemplateInterp', 'directive-open': 'TemplateControl' },
  ...{ 'template-close': 'TemplateSeqEnd', '::': 'DoubleColon', '...': 'Ellipsis', '=>': 'FatArrow' },
  ...{ '{': 'OBrace', '}': 'CBrace', '[': 'OBrack', ']': 'CBrack', '(': 'OParen', ')': 'CParen' },
  ...{ '.': 'Dot', ',': 'Comma', ':': 'Colon', '=': 'Equal', '?': 'Question', '!': 'Bang' },
  ...{ '+': 'Plus', '-': 'Minus', '*': 'Star', '/': 'Slash', '%': 'Percent', '<': 'LessThan', '>': 'GreaterThan' },
  ...{ '==': 'EqualOp', '!=': 'NotEqual', '<=': 'LessThanEq', '>=': 'GreaterThanEq', '&&': 'And', '||': 'Or' },
};

/** Literals count as one up to what ends them: where HCL splits them is of no consequence. */
const joined = (all: readonly Row[]): readonly Row[] => {
  const result: Row[] = [];
  for (const [type, start, end] of all) {
    const last = result.at(-1);
    if (last !== undefined && last[0] === 'text' && type === 'text') result[result.length - 1] = ['text', last[1], end];
    else result.push([type, start, end]);
  }
  return result;
};

const theirs = (all: readonly Row[]): readonly Row[] =>
  joined(
    all.map(([type, start, end]) => [type.replace(/^Token/, '').replace(/^(Quoted|String)Lit$/, 'text'), start, end]),
  );

const ours = (text: string): readonly Row[] => {
  const bytes = (offset: number): number => Buffer.byteLength(text.slice(0, offset));
  return joined(
    piecesOf(text).map(({ kind, start, text: { length } }) => [
      TYPES[kind] ?? kind,
      bytes(start),
      bytes(start + length),
    ]),
  );
};

const textOf = (name: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(golden, 'in', name)));

describe('the tokens of a text are those of HCL', () => {
  it.each(rows<{ name: string; tokens: readonly Row[] }>('tokens.jsonl'))('$name', ({ name, tokens }) => {
    expect(ours(textOf(name))).toEqual(theirs(tokens));
  });
});

describe('a text is accepted or refused as by HCL', () => {
  const verdicts = rows<{ accepts: boolean; source: string }>('verdicts.jsonl');

  it('in thousands of cases of both sorts', () => {
    expect(verdicts.length).toBeGreaterThan(1000);
    expect(verdicts.filter(({ accepts }) => accepts).length).toBeGreaterThan(300);
  });

  it('whatever was done to it', () => {
    const accepts = (text: string): boolean => parseSource({ path: 'main.seed.hcl', text }).diagnostics.length === 0;
    const other = verdicts.filter((verdict) => accepts(verdict.source) !== verdict.accepts);
    expect(other).toEqual([]);
  });
});

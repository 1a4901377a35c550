import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toData } from '../../src/language/index.ts';
import { brief, evaluated } from './read.ts';

/** Pairs of an expression and what `try(jsonencode(expression), "ERR")` gave in Terraform 1.11.4. */
const recorded: readonly (readonly [expression: string, answer: string])[] = JSON.parse(
  readFileSync(new URL('recorded.json', import.meta.url), 'utf8'),
);

describe('expressions mean what Terraform says they mean', () => {
  it.each(recorded)('%s → %s', (expression, answer) => {
    const { value, diagnostics } = evaluated(`jsonencode(${expression})`);
    if (answer === 'ERR') expect(diagnostics).not.toEqual([]);
    else expect({ answer: toData(value), diagnostics }).toEqual({ answer, diagnostics: [] });
  });
});

describe('deliberate differences from Terraform', () => {
  it.each<[expression: string, answer: unknown, why: string]>([
    ['element(["a", "b"], -1)', 'b', 'later versions count from the end as well'],
    ['format("%v", null)', 'null', ''],
    ['-0', 0, 'there is one zero'],
    ['true || nothing_there', true, 'the left side decides, as in later versions'],
    ['false && 1 / 0 == 1', false, ''],
    ['yamldecode("a: 2001-01-01").a', '2001-01-01', 'a date stays as it was written'],
  ])('%s → %j', (expression, answer) => {
    expect(toData(evaluated(expression).value)).toEqual(answer);
  });

  it('refuses a remainder by zero', () =>
    expect(evaluated('5 % 0').diagnostics.map(brief)).toEqual(['division-by-zero 1:3']));
});

describe('a wrong expression', () => {
  it.each([
    ['nothing_there', 'unknown-variable 1:1'],
    ['[for item in [1] : itm]', 'unknown-variable 1:20'],
    ['{ first = 1 }.frist', 'unknown-attribute 1:14'],
    ['[1].name', 'unknown-attribute 1:4'],
    ['"text".name', 'unknown-attribute 1:7'],
    ['null.name', 'null-value 1:5'],
    ['[1, 2][2]', 'bad-index 1:7'],
    ['[1, 2][-1]', 'bad-index 1:7'],
    ['[1, 2][0.5]', 'bad-index 1:7'],
    ['{ a = 1 }["b"]', 'bad-index 1:10'],
    ['toset(["a"])[0]', 'bad-index 1:13'],
    ['1["a"]', 'bad-index 1:2'],
    ['lenght([1])', 'unknown-function 1:1'],
    ['timestamp()', 'irreproducible-function 1:1'],
    ['uuid()', 'irreproducible-function 1:1'],
    ['bcrypt("x")', 'irreproducible-function 1:1'],
    ['upper()', 'argument-count 1:1'],
    ['upper("a", "b")', 'argument-count 1:1'],
    ['join(",", 5)', 'bad-argument 1:11'],
    ['upper([1])', 'bad-argument 1:7'],
    ['upper(null)', 'null-value 1:7'],
    ['max("a"...)', 'bad-argument 1:5'],
    ['"a" + 1', 'bad-operand 1:1'],
    ['1 + [2]', 'bad-operand 1:5'],
    ['1 + 2 + null', 'null-value 1:9'],
    ['!"maybe"', 'bad-operand 1:2'],
    ['1 / 0', 'division-by-zero 1:3'],
    ['pow(10, 100000)', 'too-large 1:1'],
    ['"x" ? 1 : 2', 'bad-condition 1:1'],
    ['null ? 1 : 2', 'null-value 1:1'],
    ['true ? 1 : [1]', 'mixed-types 1:1'],
    ['[for x in 5 : x]', 'not-a-collection 1:11'],
    ['[for x in null : x]', 'null-value 1:11'],
    ['{ for x in ["a", "a"] : x => 1 }', 'duplicate-key 1:25'],
    ['{ (null) = 1 }', 'null-value 1:3'],
    ['{ ([1]) = 1 }', 'bad-key 1:3'],
    ['"a${[1]}"', 'not-a-string 1:5'],
    ['"a${null}"', 'null-value 1:5'],
    ['"%{ if 5 }a%{ endif }"', 'bad-condition 1:8'],
    ['env("NOT_SET_ANYWHERE")', 'env-unset 1:5'],
    ['env("VAULT_TOKEN")', 'env-withheld 1:5'],
    ['env("BAO_TOKEN", "x")', 'env-withheld 1:5'],
    ['env("vault_token")', 'env-withheld 1:5'],
    ['env("VAULTSEED_WEBHOOK_SECRET")', 'env-withheld 1:5'],
    ['env("VAULTSEED_SEED_FLAGS")', 'env-withheld 1:5'],
    ['tonumber("abc")', 'bad-argument 1:10'],
    ['file("x")', 'bad-argument 1:1'],
  ])('%s: %s', (expression, told) => {
    expect(evaluated(expression).diagnostics.map(brief)).toEqual([told]);
  });

  it('tells each mistake once, and nothing that follows from it', () => {
    expect(evaluated('[upper(nope), 1 + upper(nope2).x, [for i in range(50) : gone]]').diagnostics.map(brief)).toEqual([
      'unknown-variable 1:8',
      'unknown-variable 1:25',
      'unknown-variable 1:57',
    ]);
  });

  it.each([
    ['lenght([1])', 'did you mean length?'],
    ['{ first = 1 }.frist', 'did you mean first?'],
    ['{ first = 1 }["frist"]', 'did you mean "first"?'],
    ['"a" + "b"', 'join texts with a template: "${a}${b}"'],
    ['[1].name', 'of all members: [*].name'],
    ['upper()', 'it is called upper(text)'],
  ])('%s: %s', (expression, help) => {
    expect(evaluated(expression).diagnostics[0]?.help).toContain(help);
  });
});

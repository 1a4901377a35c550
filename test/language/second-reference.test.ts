import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

/*
 * A second reference: the package `hcl2-parser`, which is HCL 2.10 translated to JavaScript. Where it differs from what
 * HCL 2.23 said, `second-reference.json` says why and who is right. Cases are shapes by their line, or verdicts by number.
 */

interface Difference {
  readonly difference: string;
  readonly right: string;
  readonly because: string;
  readonly cases: readonly (string | number)[];
}

interface Verdict {
  readonly name?: string;
  readonly source: string;
  readonly accepts: boolean;
}

const golden = (name: string): string => readFileSync(new URL(`../golden/hcl/${name}`, import.meta.url), 'utf8');

const rows = (name: string): readonly Verdict[] =>
  golden(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const known: readonly Difference[] = JSON.parse(golden('second-reference.json'));

const reference: { parseToString: (text: string) => readonly [text: string, error: unknown] } = createRequire(
  import.meta.url,
)('hcl2-parser');

/** What it throws is a refusal as well. */
const accepts = (text: string): boolean => {
  try {
    return reference.parseToString(text)[1] === null;
  } catch {
    return false;
  }
};

const differing = (all: readonly Verdict[]): readonly (string | number)[] =>
  all.flatMap(({ name, source, accepts: verdict }, index) =>
    accepts(source) === verdict ? [] : [name?.replace(/^.*?: .*?: /, '') ?? index + 1],
  );

describe('a second reference', { timeout: 120_000 }, () => {
  it('takes what is valid and refuses what is not', () => {
    expect(accepts('a = 1\n')).toBe(true);
    expect(accepts('a = \n')).toBe(false);
  });

  it.each(['shapes.jsonl', 'verdicts.jsonl'])(
    'differs from HCL in %s where it is known to, and is wrong there',
    (name) => {
      const named = known
        .flatMap(({ cases }) => cases)
        .filter((each) => (typeof each === 'string') === name.startsWith('s'));
      expect(new Set(differing(rows(name)))).toEqual(new Set(named));
    },
  );

  it.each(known)('$difference: who is right is said', ({ right, because }) => {
    expect(right).toBe('HCL 2.23 and vaultseed');
    expect(because).toMatch(/^.{20,}$/);
  });
});

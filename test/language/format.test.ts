import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSource } from '../../src/language/index.ts';
import { run } from '../cmd/world.ts';
import { root } from '../house/source.ts';
import { seedText } from './arbitrary-seed.ts';
import { meaningOf } from './meaning.ts';
import { formatFolder, golden, pipe, terraformVersion } from './terraform-fmt.ts';

const version = terraformVersion();
const withoutTerraform = !version?.startsWith('1.11.');

/** Byte for byte: a byte order mark is a character here. */
const textOf = (path: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path));

const format = (text: string): string => {
  const result = formatSource({ path: 'main.seed.hcl', text });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
};

const names = readdirSync(join(golden, 'in'));
const textIn = (name: string): string => textOf(join(golden, 'in', name));
const textOut = (name: string): string => textOf(join(golden, 'out', name));

describe('a text comes out as from Terraform', () => {
  it('in more than a hundred cases', () => expect(names.length).toBeGreaterThan(100));

  it.each(names)('%s', (name) => expect(format(textIn(name))).toBe(textOut(name)));

  it.skipIf(withoutTerraform)('which still says what it was recorded to say', () => {
    const answers = formatFolder(new Map(names.map((name) => [name, readFileSync(join(golden, 'in', name))])));
    const changed = names.filter((name) => answers.get(name)?.equals(readFileSync(join(golden, 'out', name))) !== true);
    expect(changed).toEqual([]);
  });
});

const TWO_RUNS = 'unwrapped.seed.hcl';

describe('what was laid out', () => {
  it.each(names.filter((name) => name !== TWO_RUNS))('stays as it is: %s', (name) => {
    expect(format(textOut(name))).toBe(textOut(name));
  });

  it('takes one run for each template around another, as in Terraform', () => {
    expect(format('a = "${"${b}"}"')).toBe('a = "${b}"');
    expect(format('a = "${b}"')).toBe('a = b');
  });

  it.each(names)('means what it meant: %s', (name) => {
    expect(meaningOf(textOut(name))).toEqual(meaningOf(textIn(name)));
  });
});

interface Piped {
  readonly piped: readonly { readonly text: string; readonly answer: string }[];
}

const { piped }: Piped = JSON.parse(textOf(join(golden, 'pipe.json')));

describe('a pipe ends with a newline, a file ends as it did', () => {
  it.each(piped)('$text', async ({ text, answer }) => {
    expect(await run(['fmt', '-'], { cwd: root, stdin: text })).toMatchObject({ out: answer, code: 0 });
  });

  it.skipIf(withoutTerraform)('and Terraform still says so', () => {
    expect(piped.map(({ text }) => pipe(text))).toEqual(piped.map(({ answer }) => answer));
  });
});

/** Where Terraform writes out something that means less, or nothing. */
const DIFFERENCES = [
  { what: 'a label with a dollar sign is kept', text: 'policy "a$b" {}', ours: 'policy "a$b" {}', theirs: 'policy {}' },
  {
    what: 'a label with an escaped template is kept',
    text: 'policy "$${a}" "b" {}',
    ours: 'policy "$${a}" "b" {}',
    theirs: 'policy "b" {}',
  },
  { what: 'a label with a percent sign is kept', text: 'a "5%" {}', ours: 'a "5%" {}', theirs: 'a {}' },
  { what: 'true as an index is kept', text: 'a = b[true]', ours: 'a = b[true]', theirs: 'a = b[]' },
  { what: 'null as an index is kept', text: 'a = b[ null ]', ours: 'a = b[null]', theirs: 'a = b[]' },
  {
    what: 'a comment that would end the value gets parentheses around it',
    text: 'a = "${b # why\n+ c}"',
    ours: 'a = (b # why\n+ c)',
    theirs: 'a = b # why\n+ c',
  },
  {
    what: 'parentheses at both ends are not taken for a pair',
    text: 'a = "${(b)\n+ (c)}"',
    ours: 'a = ((b)\n+ (c))',
    theirs: 'a = (b)\n+ (c)',
  },
];

describe('a text does not come out as from Terraform where that changes what it means', () => {
  it.each(DIFFERENCES)('$what', ({ text, ours }) => {
    expect(format(text)).toBe(ours);
    expect(meaningOf(ours)).toEqual(meaningOf(text));
  });

  it.skipIf(withoutTerraform)('which it still does', () => {
    const answers = formatFolder(new Map(DIFFERENCES.map(({ what, text }) => [what, text])));
    expect([...answers.values()].map(String)).toEqual(DIFFERENCES.map(({ theirs }) => theirs));
  });
});

describe('everything in this repository', () => {
  it('has the form already: the examples', async () => {
    expect(await run(['fmt', '-check', '-recursive', 'examples'], { cwd: root })).toEqual({
      ...{ out: '', err: '', told: [], code: 0 },
    });
  });

  it('has the form already: the golden seeds', async () => {
    expect(await run(['fmt', '-check', '-recursive', 'test/golden/seed'], { cwd: root })).toMatchObject({
      out: '',
      code: 0,
    });
  });
});

describe('a text that does not parse', () => {
  it.each(['a = ', 'a = "', 'policy {', 'a = <<EOT\nx'])('is not laid out: %s', (text) => {
    expect(formatSource({ path: 'main.seed.hcl', text })).toMatchObject({ ok: false });
  });
});

const commentsOf = (text: string): readonly string[] =>
  text.match(/\/\* c \*\/|# (?:why|note|end)|\/\/ [é名]|\/\* end \*\//g) ?? [];

describe('any text that parses', () => {
  it('is laid out once and for all, means what it meant, and keeps its comments', () => {
    fc.assert(
      fc.property(seedText, (text) => {
        const once = format(text);
        expect(format(once)).toBe(once);
        expect(meaningOf(once)).toEqual(meaningOf(text));
        expect(commentsOf(once)).toEqual(commentsOf(text));
      }),
      { numRuns: 200 },
    );
  });
});

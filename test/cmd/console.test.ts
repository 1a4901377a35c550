import { describe, expect, it } from 'vitest';
import { offered } from '../../cmd/talk.ts';
import { inFolder } from '../seed/load.ts';
import { run } from './world.ts';

const asked = (stdin: string, words: readonly string[] = []) =>
  inFolder({ 'main.seed.hcl': 'variable "x" {\n  default = 1\n}\n' }, async (cwd) => {
    const { out, err, code } = await run(['console', ...words], { cwd, stdin });
    return [out, err.split('\n')[0], code];
  });

describe('the console, from a pipe', () => {
  it.each<[string, readonly string[], readonly unknown[]]>([
    ['var.x\n', [], ['1\n', '', 0]],
    ['1\nvar.x + 1', [], ['2\n', '', 0]],
    ['1\nfoo\n3\n', [], ['', 'error[unknown-reference]: there is nothing called "foo"', 1]],
    ['[\n1,\n2]\n', [], ['[1, 2]\n', '', 0]],
    ['<<EOT\na ${var.x}\nEOT\n', [], ['"a 1\\n"\n', '', 0]],
    ['"a ${\nvar.x\n}"\n', [], ['"a 1"\n', '', 0]],
    ['[1\n', [], ['', 'error[unclosed-bracket]: this [ is never closed', 1]],
    ['1\n\nexit\n2\n', [], ['1\n', '', 0]],
    ['1\n quit \n2\n', [], ['1\n', '', 0]],
    ['1\n.exit\n2\n', [], ['1\n', '', 0]],
    ['help\n', [], ['', expect.stringContaining('An expression, and Enter'), 0]],
    ['\n', [], ['', '', 0]],
    ['', [], ['', '', 0]],
    ['1\nfoo\n3\n', ['--all'], ['1\n3\n', 'error[unknown-reference]: there is nothing called "foo"', 1]],
    [
      '1\nfoo\n',
      ['--json'],
      ['1\n{"error":{"code":"unknown-reference","summary":"there is nothing called \\"foo\\""}}\n', '', 0],
    ],
  ])('%j %j', async (stdin, words, want) => expect(await asked(stdin, words)).toEqual(want));
});

describe('the tabulator key', () => {
  const callText = (name: string): string => `${name}(text)`;
  it.each([
    ['nothing', { prefix: '', candidates: [] }, [[], '']],
    ['one name', { prefix: 're', candidates: [{ text: 'region' }] }, [['region'], 're']],
    ['one function', { prefix: 'up', candidates: [{ text: 'upper(', function: true as const }] }, [['upper('], 'up']],
    [
      'several',
      { prefix: 'lo', candidates: [{ text: 'local.' }, { text: 'lower(', function: true as const }] },
      [['local.', 'lower(text)'], 'lo'],
    ],
    ['arguments', { prefix: '', candidates: [{ text: 'var.' }], call: 'upper' }, [['upper(text)', ' '], '']],
  ])('offers %s', (_, completion, want) => expect(offered(completion, callText)).toEqual(want));
});

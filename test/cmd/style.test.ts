import { expect, it } from 'vitest';
import { run } from './world.ts';

const colored = (text: string): boolean => text.includes('\u001b[');

it.each<[string, Readonly<Record<string, string>>, boolean, readonly string[], boolean]>([
  ['a terminal', { NO_COLOR: '' }, true, [], true],
  ['a pipe', {}, false, [], false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, [], false],
  ['FORCE_COLOR', { NO_COLOR: '', FORCE_COLOR: '1' }, false, [], true],
  ['FORCE_COLOR=0', { NO_COLOR: '', FORCE_COLOR: '0' }, true, [], false],
  ['a dumb terminal', { NO_COLOR: '', TERM: 'dumb' }, true, [], false],
  ['--no-color', { NO_COLOR: '' }, true, ['--no-color'], false],
])('%s decides on colours', async (_, env, terminal, flags, expected) => {
  const { out } = await run(['explain', 'unknown-field', ...flags], { cwd: '/', env, terminal });
  expect(colored(out)).toBe(expected);
});

it.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['UTF-8', { LANG: 'de_DE.UTF-8' }, true],
  ['C', { LANG: 'C' }, false],
  ['an LC_ALL that overrides', { LANG: 'de_DE.UTF-8', LC_ALL: 'POSIX' }, false],
  ['none', { LANG: '' }, true],
])('a locale of %s decides on characters', async (_, env, expected) => {
  const { err } = await run(['validate', 'nowhere'], { cwd: '/', env });
  expect(err).toContain('error[no-seed]');
  expect(/[^\n\u0020-\u007e]/.test(err)).toBe(false);
  const { styleFor } = await import('../../cmd/style.ts');
  const output = { write: () => undefined, isTTY: false, columns: undefined };
  const io = { env, out: output, err: output, stdin: process.stdin, cwd: '/', home: '/', signal: AbortSignal.any([]) };
  expect(styleFor(output, io, { color: true, verbose: 0 }).unicode).toBe(expected);
});

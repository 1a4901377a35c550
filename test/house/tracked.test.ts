import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source.ts';

/** What no tracked file may say, because it is true on one machine only, or for one group of people only. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a path of one machine', /(?<![\w.}/*-])\/(?:work|root|home|tmp)\/\w/],
  ['a package registry', /\b(?:registry\.\w+\.\w+|(?:files\.)?python\w*\.org\/simple|(?:proxy|sum)\.golang\.org)/],
  ['a number that only a tracker can explain', /\bissues?[ -]#?\d+\b/i],
];

// The licence is not ours to word, the sums of Go modules say nothing, and this file names what it looks for.
const SPARED = ['LICENSE', 'test/servers/vault/go.sum', 'test/house/tracked.test.ts'];

const offences = (path: string, text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      FORBIDDEN.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${path}:${index + 1} names ${what}`),
    );

const tracked = (): readonly string[] =>
  execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && !SPARED.includes(path) && existsSync(join(root, path)));

describe('tracked files', () => {
  it.skipIf(!existsSync(join(root, '.git')))('say nothing that holds on one machine only', () => {
    expect(tracked().flatMap((path) => offences(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('are locked without the address that a package came from', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });

  it.each(['see /home/someone/x', '"registry.example.org"', 'as issue 12 says', "cwd: '/tmp/x'"])(
    'are seen to: %s',
    (line) => {
      expect(offences('x', line)).toHaveLength(1);
    },
  );

  it.each(['/etc/vault/tls', 'an issuer', '${HOME}/tmp/x', 'homedir()', '/v1/work/x'])('may say: %s', (line) => {
    expect(offences('x', line)).toEqual([]);
  });
});

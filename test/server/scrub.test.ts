import { describe, expect, it } from 'vitest';
import { scrubber } from '../../src/server/scrub.ts';

describe('what a server echoes', () => {
  it.each([
    [
      'a part of an address',
      'postgresql://u:Hunter2Pass/tail@h:1/db',
      'invalid port ":Hunter2Pass" after host',
      /hunter2/i,
    ],
    ['a short part between marks', 'https://u:a1b2/x@h', 'parse: invalid port "a1b2" after', /a1b2/],
    ['a part of a duration', '1hHunterSecret', 'unknown unit "hHunterSecret" in duration "1hHunterSecret"', /hunter/i],
    [
      'bytes of what is not ASCII',
      'Huntér2日本Secret',
      'time: invalid duration "Hunt\\xc3\\xa9r2\\xe6\\x97\\xa5\\xe6\\x9c\\xacSecret"',
      /Hunt|xc3|Secret/,
    ],
    [
      'a host in small letters',
      'mysql://SecretHost.Internal:1',
      'lookup secrethost.internal: no such host',
      /secret[^i]|internal/,
    ],
    ['an escape that is wrong', 'https://u:Hun%zzter@h', 'invalid URL escape "%zzt" in "Hun%zz"', /Hun|zz/],
    ['signs that a URL escapes', 'ab!cd!ef!gh', 'in ab%21cd%21ef%21gh', /ab%21|gh/],
    ['HTML', "ab'cd'ef", 'in ab&#39;cd&#39;ef', /cd|ef/],
    ['letters beyond ASCII in small', 'ÄÖÜßÉÀÈ', 'in äöüßéàè', /äö|éàè/],
    ['hex', 'Hunter2Pass', `bytes ${Buffer.from('Hunter2Pass').toString('hex')}`, /48756e/],
    ['three letters between quotes and a sign', 'Hun/ter', 'invalid port ":Hun" after', /Hun/],
    ['a short one between quotes', 'Hun', 'bad value "Hun"', /Hun/],
    ['a part of a line of several', 'first\nsecond-line-of-it', 'near "second-line"', /second/],
  ])('%s is masked', (_, secret, text, leak) => {
    const scrubbed = scrubber([secret])(text);
    expect(scrubbed).not.toMatch(leak);
    expect(scrubbed).toContain('(sensitive)');
  });

  it('stays readable where only pieces of words are alike', () => {
    const text = 'hostname resolving error: lookup of the database, and no user';
    expect(scrubber(['https://host:8200/data'])(text)).toBe(text);
    expect(scrubber([])(text)).toBe(text);
    expect(scrubber(['abc'])('an abc')).toBe('an abc');
  });

  it('does not lose a word that stands in a token, or in the base64 of a secret, by chance', () => {
    const text = 'path is already in use at "kv"';
    expect(scrubber([], ['hvs.CAESIxpathxkvxalreadyx'])(text)).toBe(text);
    expect(scrubber([Buffer.from('path+use+', 'base64').toString('latin1')])(text)).toBe(text);
  });

  it('is masked where it is a token, whole or in long parts', () => {
    const token = 'hvs.CAESIAbCdEfGhIjKlMnOp';
    const text = `no ${token}, nor ${token.slice(0, 14)}, nor ${Buffer.from(token).toString('base64')}`;
    expect(scrubber([], [token])(text)).toBe('no (sensitive), nor (sensitive), nor (sensitive)');
  });

  it('is masked once where masks meet', () => {
    expect(scrubber(['canary-one', 'canary-one-two'])('"canary-one-two" and canary-one')).toBe(
      '"(sensitive)" and (sensitive)',
    );
  });
});

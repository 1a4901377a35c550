import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_KEPT, openHistory } from '../../cmd/history.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'vaultseed-history-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const file = (): string => join(home, '.local/state/vaultseed/console-history');
const opened = (env: Readonly<Record<string, string>> = {}) => openHistory({ env, home });
const rights = (path: string): number => statSync(path).mode & 0o777;

describe('the history of the console', () => {
  it('is there in the next session, newest first', () => {
    expect(opened().lines).toEqual([]);
    opened().keep(['1', '2']);
    opened().keep(['日本']);
    expect(opened().lines).toEqual(['日本', '2', '1']);
  });

  it('is for nobody else to read, whatever it was before', () => {
    opened().keep(['1']);
    expect([rights(file()), rights(join(home, '.local/state/vaultseed'))]).toEqual([0o600, 0o700]);
    chmodSync(file(), 0o644);
    opened();
    expect(rights(file())).toBe(0o600);
  });

  it('stands where XDG_STATE_HOME says, when that is a whole path', () => {
    opened({ XDG_STATE_HOME: join(home, 'state') }).keep(['1']);
    expect(readFileSync(join(home, 'state/vaultseed/console-history'), 'utf8')).toBe('1\n');
    opened({ XDG_STATE_HOME: 'state' }).keep(['2']);
    expect(readFileSync(file(), 'utf8')).toBe('2\n');
  });

  it('does not grow without end', () => {
    const lines = Array.from({ length: MOST_KEPT + 50 }, (_, index) => String(index));
    opened().keep([...lines, 'x'.repeat(5000), '', ' ', '\u001b[2J']);
    const { lines: kept } = opened();
    expect([kept.length, kept[0]]).toEqual([MOST_KEPT, String(MOST_KEPT + 49)]);
    expect(readFileSync(file(), 'utf8').split('\n').length).toBe(MOST_KEPT + 1);
    expect(rights(file())).toBe(0o600);
    expect(readdirSync(join(home, '.local/state/vaultseed'))).toEqual(['console-history']);
  });

  it.each<[string, () => void]>([
    ['a link stands in its place', () => symlinkSync(join(home, 'other'), file())],
    ['a folder does', () => mkdirSync(file())],
  ])('is none when %s', (_, prepare) => {
    mkdirSync(join(home, '.local/state/vaultseed'), { recursive: true });
    writeFileSync(join(home, 'other'), 'not ours\n');
    prepare();
    const history = opened();
    history.keep(['1']);
    expect([history.lines, readFileSync(join(home, 'other'), 'utf8')]).toEqual([[], 'not ours\n']);
  });

  it('is none where nothing can be written', () => {
    writeFileSync(join(home, 'file'), '');
    expect(opened({ XDG_STATE_HOME: join(home, 'file') }).lines).toEqual([]);
  });
});

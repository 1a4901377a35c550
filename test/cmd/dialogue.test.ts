import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../seed/load.ts';
import { onTerminal, type Shown, type Step } from './terminal.ts';

const SEED = `variable "region" { default = "eu" }
variable "password" {
  default   = "hunter2"
  sensitive = true
}
locals {
  teams = { core = { size = 2 } }
  日本    = { 東京 = "都" }
}
`;

const hasPython = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import pty'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const TAB = '\t';
const UP = '\u001b[A';
const LEFT = '\u001b[D';

interface Ran extends Shown {
  readonly history: string | undefined;
  readonly rights: number | undefined;
}

/** One session, or several after each other with the same history. */
const sessions = (
  all: readonly (readonly Step[])[],
  words: readonly string[] = [],
  env = {},
): Promise<readonly Ran[]> =>
  inFolder({ 'main.seed.hcl': SEED }, async (cwd) => {
    const ran: Ran[] = [];
    const kept = join(cwd, 'state/vaultseed/console-history');
    for (const steps of all) {
      const world = { cwd, env: { XDG_STATE_HOME: join(cwd, 'state'), ...env } };
      const shown = await onTerminal(['console', ...words], steps, world);
      const there = existsSync(kept);
      ran.push({
        ...shown,
        history: there ? readFileSync(kept, 'utf8') : undefined,
        rights: there ? statSync(kept).mode & 0o777 : undefined,
      });
    }
    return ran;
  });

const session = async (steps: readonly Step[], words: readonly string[] = [], env = {}): Promise<Ran> => {
  const [ran] = await sessions([steps], words, env);
  if (ran === undefined) throw new Error('there was no session');
  return ran;
};

describe.skipIf(!hasPython())('the console on a terminal', { timeout: 120_000 }, () => {
  it('answers, goes on over several lines, and ends with Ctrl-D', async () => {
    const { text, code } = await session([
      ['> ', 'var.region\r'],
      ['"eu"\r\n', '[1,\r'],
      ['… ', '2]\r'],
      ['[1, 2]\r\n', 'upper(<<EOT\r'],
      ['… ', 'a ${\r'],
      ['… ', 'var.region}\r'],
      ['… ', 'EOT\r'],
      ['… ', ')\r'],
      ['"A EU\\n"\r\n', CTRL_D],
    ]);
    expect(code).toBe(0);
    expect(text).toContain('> [1,\n… 2]\n[1, 2]\n> ');
    expect(text).toContain('help says more; exit or Ctrl-D leaves.');
  });

  it('ends with exit', async () => {
    const { text, code } = await session([['> ', 'exit\r']]);
    expect([text.endsWith('> exit\n'), code]).toEqual([true, 0]);
  });

  it('ends at SIGTERM as every command does, and leaves the line', async () => {
    const { text, code } = await session([
      ['> ', 'var.re'],
      ['var.re', 'SIGTERM'],
    ]);
    expect([text.endsWith('> var.re\n'), code]).toEqual([true, 130]);
  });

  it('clears with Ctrl-C what was typed, says how to leave, and stays', async () => {
    const { text, code } = await session([
      ['> ', 'nonsense ('],
      ['nonsense (', CTRL_C],
      ['(exit or Ctrl-D leaves)', '[1,\r'],
      ['… ', CTRL_C],
      ['(exit or Ctrl-D leaves)', '1 + 1\r'],
      ['2\r\n', CTRL_C],
      ['(exit or Ctrl-D leaves)', CTRL_D],
    ]);
    expect(text.endsWith('> \n')).toBe(true);
    expect(code).toBe(0);
    expect(text).toContain('nonsense (^C\n(exit or Ctrl-D leaves)\n> ');
    expect(text).not.toContain('error[');
  });

  it('completes names, lists several, and shows what a function is given', async () => {
    const { text } = await session([
      ['> ', `local.te${TAB}`],
      ['local.teams', `.co${TAB}`],
      ['core', `.si${TAB}`],
      ['size', '\r'],
      ['\n2\r\n', `uppe${TAB}`],
      ['upper(', `${TAB}${TAB}`],
      ['upper(text)', `"x")\r`],
      ['"X"\r\n', `var.${TAB}${TAB}`],
      ['region', `password.${TAB}${TAB}`],
      ['password.', CTRL_C],
      ['leaves)', CTRL_D],
    ]);
    expect(text).toMatch(/password +region\n/);
    expect(text).not.toContain('hunter2');
  });

  it('keeps the cursor and the marks of errors right beside wide characters', async () => {
    const { text } = await session([
      ['> ', `local.日${TAB}`],
      ['日本', `.東${TAB}`],
      ['東京', '\r'],
      ['"都"\r\n', `"日é"${LEFT}${LEFT}本`],
      ['本', '\r'],
      ['"日本é"\r\n', '"日本語" + lcal.x\r'],
      ['did you mean local?', CTRL_D],
    ]);
    expect(text).toContain(`1│ "日本語" + lcal.x\n${' │'.padEnd(14)}^^^^^^\n`);
  });

  it('helps', async () => {
    const { text } = await session([
      ['> ', '.help\r'],
      ['Ctrl-C clears', 'functions\r'],
      ['zipmap(', CTRL_D],
    ]);
    expect(text).toContain('Tab completes');
  });
});

describe.skipIf(!hasPython())('the history of a terminal', { timeout: 120_000 }, () => {
  it('is there in the next session, without what is or may be a secret', async () => {
    const [first, second] = await sessions([
      [
        ['> ', 'var.region\r'],
        ['"eu"\r\n', 'var.password\r'],
        ['(sensitive)\r\n', 'sensitive("hunter3")\r'],
        ['(sensitive)\r\n', 'hunter4\r'],
        ['unknown-reference', '{ password = "hunter5" }\r'],
        ['{ password = "hunter5" }\r\n', ' "hunter6"\r'],
        ['"hunter6"\r\n', '1 + 1\r'],
        ['2\r\n', CTRL_D],
      ],
      [
        ['> ', `${UP}${UP}`],
        ['var.region', '\r'],
        ['"eu"\r\n', 'exit\r'],
      ],
    ]);
    expect([first?.history, first?.rights]).toEqual(['var.region\n1 + 1\n', 0o600]);
    expect(second?.history).toBe('var.region\n1 + 1\nvar.region\n');
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['--no-history', ['--no-history'], {}],
    ['VAULTSEED_NO_HISTORY', [], { VAULTSEED_NO_HISTORY: '1' }],
  ])('is not kept with %s', async (_, words, env) => {
    const { history } = await session(
      [
        ['> ', '1 + 1\r'],
        ['2\r\n', CTRL_D],
      ],
      words,
      env,
    );
    expect(history).toBeUndefined();
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = new URL('../../cmd/vaultseed.ts', import.meta.url).pathname;
const loader = new URL(import.meta.resolve('tsx')).href;
const script = new URL('./terminal.py', import.meta.url).pathname;

/** Once the terminal has shown the first text (since the last step), the second one is typed. */
export type Step = readonly [wait: string, type: string];

export interface Shown {
  /** What stood on the terminal, without the means of drawing it: a line that was drawn again stands there again. */
  readonly text: string;
  readonly code: number;
}

/** Runs a command line of the program on a pseudo terminal, 80 columns wide. */
export const onTerminal = async (
  words: readonly string[],
  steps: readonly Step[],
  world: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Shown> => {
  const command = [process.execPath, '--import', loader, program, ...words];
  const env = {
    PATH: process.env.PATH,
    HOME: world.cwd,
    LANG: 'C.UTF-8',
    TERM: 'xterm',
    NO_COLOR: '1',
    COLUMNS: '80',
    ...world.env,
  };
  const child = spawn('python3', [script, JSON.stringify(steps), ...command], { cwd: world.cwd, env });
  const parts: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (part) => parts.push(part));
  child.stderr.on('data', (part) => errors.push(part));
  await once(child, 'close');
  const all = Buffer.concat(parts).toString('utf8');
  const [, text = '', code = ''] = /^(.*)\nexit (-?\d+)\n$/s.exec(all) ?? [];
  if (code === '') throw new Error(Buffer.concat(errors).toString('utf8'));
  return { text: undrawn(text), code: Number(code) };
};

/** Without cursor movements, and what was erased by them. */
const undrawn = (text: string): string => text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '');

import { spawn } from 'node:child_process';

export interface Ran {
  /** `undefined` when the program could not be started at all. */
  readonly code: number | undefined;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

interface Options {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  readonly input?: string;
  readonly onText?: (text: string) => void;
}

/** Runs a program to its end. Never throws: a program that is missing is an answer too. */
export const exec = (command: string, args: readonly string[], options: Options = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const { input, onText, uid, gid, ...rest } = options;
    const identity = uid === undefined || gid === undefined ? {} : { uid, gid };
    const child = spawn(command, args, { ...rest, ...identity, stdio: ['pipe', 'pipe', 'pipe'] });
    const parts: string[] = [];
    const take = (text: string) => {
      parts.push(text);
      onText?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.on('error', (error) => resolve({ code: undefined, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: parts.join('') }));
  });

/** Runs a program that must succeed; its last lines are in the error when it does not. */
export const mustExec = async (command: string, args: readonly string[], options: Options = {}): Promise<string> => {
  const ran = await exec(command, args, options);
  if (ran.code === 0) return ran.output;
  const end = ran.output.trimEnd().split('\n').slice(-15).join('\n');
  throw new Error(`${command} ${args.slice(0, 3).join(' ')} … ended with ${ran.code ?? 'no start'}:\n${end}`);
};

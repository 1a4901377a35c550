import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of the play, and the name under which it is shown. */
export interface Actor {
  readonly shown: string;
  readonly command: string;
  readonly before: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a command must come to; anything else ends the play. */
export interface Expected {
  readonly exit?: number;
  /** Each must be somewhere in what it prints. */
  readonly says?: readonly string[];
  /** None may be. */
  readonly hides?: readonly string[];
}

const write = (text: string): void => {
  process.stdout.write(text);
};

export const tell = (text: string): void => write(`\n${text}\n`);

const run = ({ command, before, env }: Actor, args: readonly string[]): Promise<[code: number, text: string]> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: string[] = [];
    const take = (text: string) => {
      parts.push(text);
      write(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve([code ?? 1, parts.join('')]));
  });

/** Shows a command line, runs it, shows what it prints, and holds that against what is expected. */
export const play = async (actor: Actor, line: string, expected: Expected = {}): Promise<void> => {
  const { exit = 0, says = [], hides = [] } = expected;
  write(`\n$ ${actor.shown} ${line}\n`);
  const [code, text] = await run(actor, line.split(' '));
  const wrong = [
    ...(code === exit ? [] : [`it ended with exit code ${code}, not ${exit}`]),
    ...says.filter((words) => !text.includes(words)).map((words) => `it does not say "${words}"`),
    ...hides.filter((words) => text.includes(words)).map((words) => `it says "${words}"`),
  ];
  if (wrong.length > 0) throw new Error(`${actor.shown} ${line}: ${wrong.join('; ')}`);
};

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, folder, NO_JSON, REFUSED } from './recording.ts';

/** Terraform's binary, where the machine has one. */
export const terraform = process.env.VAULTSEED_TERRAFORM;

/** The commands, as the heads of the recordings tell them. `q` stands for the question. */
export const COMMANDS = [
  "value: echo 'base64encode(nonsensitive(jsonencode(local.q)))' | terraform console",
  "type:  echo 'type(local.q)' | terraform console",
] as const;

interface Output {
  readonly failed: boolean;
  readonly text: string;
}

/** Runs Terraform in a folder; offline, with no settings of its user. */
const run = (cwd: string, args: readonly string[], input: string): Promise<Output> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: cwd, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: '1' };
    const child = execFile(terraform ?? '', [...args], { cwd, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, text: `${stdout}${error === null ? '' : stderr}` }),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });

export const version = async (): Promise<string> => (await run(tmpdir(), ['version'], '')).text.split('\n')[0] ?? '';

/** A folder with the files that questions speak of, gone after `work`. */
const inFolder = async <T>(work: (cwd: string) => Promise<T>): Promise<T> => {
  const cwd = mkdtempSync(join(tmpdir(), 'terraform-'));
  try {
    cpSync(join(folder, 'files'), join(cwd, 'files'), { recursive: true });
    cpSync(join(folder, 'locals.tf'), join(cwd, 'locals.tf'));
    return await work(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
};

const write = (cwd: string, questions: readonly string[]): void => {
  const lines = questions.map((question, index) => `locals {\n  q${index} = ${question}\n}\n`);
  writeFileSync(join(cwd, 'questions.tf'), lines.join(''));
};

/** What the console prints; nothing when it has something to complain of, which alone does not make it fail. */
const ask = async (cwd: string, expression: string): Promise<string | undefined> => {
  const { failed, text } = await run(cwd, ['console', '-no-color'], `${expression}\n`);
  return failed || text.includes('Due to the problems above') ? undefined : text;
};

const VALUE = 'base64encode(nonsensitive(jsonencode(local.q0)))';

/**
 * What can be said of a question alone: that it is refused, or that its value cannot be written as JSON (infinity, and
 * what is not known). Nothing for one with a value.
 */
export const withoutValue = (question: string): Promise<Answer | undefined> =>
  inFolder(async (cwd) => {
    write(cwd, [question]);
    if (/^"[\w+/=]*"\s*$/.test((await ask(cwd, VALUE)) ?? '')) return undefined;
    const type = await ask(cwd, 'type(local.q0)');
    return type === undefined ? REFUSED : { refused: false, type: onOneLine(type.trim().split('\n')), json: NO_JSON };
  });

/** The answers to questions of which none is refused, in two runs. */
export const answersTo = (questions: readonly string[]): Promise<readonly Answer[]> =>
  inFolder(async (cwd) => {
    write(cwd, questions);
    const console = async (each: (name: string) => string, around: (list: string) => string): Promise<string> => {
      const list = questions.map((_, index) => each(`local.q${index}`)).join(', ');
      const text = await ask(cwd, around(`[${list}]`));
      if (text === undefined) throw new Error('a question that alone is answered is refused beside others');
      return text;
    };
    const asked = (name: string): string =>
      `{ json = nonsensitive(jsonencode(${name})), sensitive = issensitive(jsonencode(${name})) }`;
    const values = await console(asked, (list) => `base64encode(nonsensitive(jsonencode(${list})))`);
    const types = membersOf(
      await console(
        (name) => name,
        (list) => `type(${list})`,
      ),
    );
    const found: readonly { json: string; sensitive: boolean }[] = JSON.parse(
      Buffer.from(values.trim().slice(1, -1), 'base64').toString('utf8'),
    );
    return found.map(({ json, sensitive }, index) => ({
      refused: false,
      type: types[index],
      json,
      ...(sensitive ? { sensitive } : {}),
    }));
  });

/** The types of the members of a tuple, which `type()` writes over several lines, each on one. */
const membersOf = (text: string): readonly string[] => {
  const members: string[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n').slice(1)) {
    lines.push(line.trim());
    if (!/^ {4}\S.*,$/.test(line)) continue;
    members.push(onOneLine(lines));
    lines = [];
  }
  return members;
};

const onOneLine = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .join(' ')
    .replaceAll(/([([{]) /g, '$1')
    .replaceAll(/, ([)\]}])/g, '$1')
    .replace(/,$/, '');

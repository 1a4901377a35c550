import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const golden = fileURLToPath(new URL('../golden/format', import.meta.url));

const terraform = (
  args: readonly string[],
  input: Buffer | string = '',
): { out: string; err: string; code: number } => {
  // Settings of whoever runs this must not matter.
  const env = { PATH: process.env.PATH, HOME: tmpdir(), CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '' };
  const { stdout, stderr, status } = spawnSync('terraform', args, { env, input, encoding: 'utf8' });
  return { out: stdout ?? '', err: stderr ?? '', code: status ?? -1 };
};

/** Of the Terraform on the PATH. */
export const terraformVersion = (): string | undefined => /^Terraform v(\S+)/.exec(terraform(['version']).out)?.[1];

/** `terraform fmt FOLDER`. @returns what became of each text, by name; undefined for one that it refuses. */
export const formatFolder = (texts: ReadonlyMap<string, Buffer | string>): ReadonlyMap<string, Buffer | undefined> => {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-fmt-'));
  const names = [...texts.keys()];
  const fileOf = (index: number): string => join(folder, `file${index}.tf`);
  try {
    for (const [index, text] of [...texts.values()].entries()) writeFileSync(fileOf(index), text);
    const { err } = terraform(['fmt', '-no-color', '-list=false', folder]);
    const refused = new Set([...err.matchAll(/file(\d+)\.tf line/g)].map(([, index]) => Number(index)));
    return new Map(
      names.map((name, index) => [name, refused.has(index) ? undefined : readFileSync(fileOf(index))] as const),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** `terraform fmt -`: what it prints, with what is refused as undefined. */
export const pipe = (text: string): string | undefined => {
  const { out, code } = terraform(['fmt', '-no-color', '-'], text);
  return code === 0 ? out : undefined;
};

/** What the pipe is asked: how texts end is all that differs there. */
export const PIPED = [
  '',
  'a=1',
  'a=1\n',
  'a=1\n\n',
  'a=1\n\n\n',
  'a=1 # x',
  'a=1  ',
  'a=1\r\n',
  '\n',
  '\ufeffa=1',
  'a = 1\n',
  'policy x {\n}',
];

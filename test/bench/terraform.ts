import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec, mustExec } from '../servers/exec.ts';
import type { Load } from './load.ts';

/** The folder with a `terraform-provider-vault`; no registry that the tests may use has one. */
const PROVIDER = process.env.BENCH_TERRAFORM_PROVIDER;

/** Whole runs of Terraform, in milliseconds, with its default parallelism. */
export interface Rival {
  readonly apply: number;
  readonly plan: number;
}

/** Why there is no such figure. */
export const withoutTerraform = async (load: Load): Promise<string | undefined> => {
  if (load.terraform === undefined) return 'it is measured on Vault';
  if ((await exec('terraform', ['version'])).code !== 0) return 'it is not installed';
  return PROVIDER === undefined ? 'BENCH_TERRAFORM_PROVIDER names no folder with its provider' : undefined;
};

/** Makes all objects with Terraform and plans them once more. Throws when it does not end well. */
export const terraform = async (
  load: Load,
  { name, folder, env }: { readonly name: string; readonly folder: string; readonly env: Record<string, string> },
): Promise<Rival> => {
  const cwd = join(folder, `terraform-${name}`);
  await mkdir(cwd);
  await writeFile(join(cwd, 'main.tf'), load.terraform?.(name) ?? '');
  const overrides = `dev_overrides {\n    "hashicorp/vault" = ${JSON.stringify(PROVIDER)}\n  }\n  direct {}`;
  await writeFile(join(cwd, 'rc'), `provider_installation {\n  ${overrides}\n}\n`);
  const all = { ...process.env, ...env, TF_CLI_CONFIG_FILE: join(cwd, 'rc'), CHECKPOINT_DISABLE: '1' };
  const timed = async (...args: string[]): Promise<number> => {
    const began = performance.now();
    await mustExec('terraform', [...args, '-no-color', '-input=false'], { cwd, env: all });
    return performance.now() - began;
  };
  return { apply: await timed('apply', '-auto-approve'), plan: await timed('plan', '-detailed-exitcode') };
};

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { PlanFile } from '../src/report/approved.ts';
import { isInside, isReallyInside } from '../src/seed/files/text-file.ts';
import type { SeedFlags } from './options.ts';

/*
 * Where the paths of a plan file lead. Whoever may write one could have a seed of his own carried out with the rights of this run, or
 * any file of this machine read: which seed it is decides which key judges the seal, and whatever it names is read before that. So
 * what is outside of the working folder takes the word of whoever runs the command.
 */

/** The first path of a plan file that leads out of the working folder and that the command line does not give as well; undefined: none does. */
export const pathOutside = (
  { source }: Pick<PlanFile, 'source'>,
  cwd: string,
  given?: Pick<SeedFlags, 'variables' | 'allowed'>,
): string | undefined => {
  const vouched = new Set(
    [...filesIn(given?.variables ?? []), ...(given?.allowed ?? [])].map((path) => resolve(cwd, path)),
  );
  return [source.seed, ...filesIn(source.variables), ...source.allow_files].find((path) => {
    const at = resolve(cwd, path);
    if (vouched.has(at)) return false;
    // Of what is not there nobody is told whether it is.
    return existsSync(at) ? !isReallyInside(at, [cwd]) : !isInside(at, cwd);
  });
};

const filesIn = (variables: PlanFile['source']['variables'] | SeedFlags['variables']): readonly string[] =>
  variables.flatMap((one) => ('file' in one ? [one.file] : []));

/** The refusal of a plan file that names something outside. */
export const leadsOut = (path: string, outside: string): Diagnostic => ({
  code: 'plan-outside',
  message: `${path} names ${outside}, which is not in this folder`,
  help: [
    'nothing was read or written: whoever wrote the file may have chosen it',
    `--checksum SHA256 says that it is the plan that was approved: vaultseed show ${path} tells that of a file`,
    'values and folders of --allow-files can be given again here; or plan and apply in a folder above all that the seed reads',
  ],
});

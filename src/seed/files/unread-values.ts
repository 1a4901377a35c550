import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { VariableInput } from '../variables/inputs.ts';

/** Names of files that other tools read by themselves, or that say nothing about when they are meant; `prod.seedvars` is asked for. */
const BY_ITSELF =
  /^(?:terraform|.*\.auto|vaultseed|values?|var(?:iable)?s?|defaults?|main)?\.(?:tfvars|seedvars)(?:\.json)?$/;

interface Unread {
  readonly unread: readonly string[];
  readonly given: readonly VariableInput[];
  readonly cwd: string;
}

/** Files of values beside the seed that somebody may think are read. */
export const unreadValues = ({ unread, given, cwd }: Unread): readonly Diagnostic[] => {
  const named = new Set(given.flatMap((one) => ('file' in one ? [resolve(cwd, one.file)] : [])));
  return unread
    .filter((file) => BY_ITSELF.test(basename(file)) && !named.has(resolve(cwd, file)))
    .map((file) => ({
      code: 'values-unread',
      message: `${file} is not read: only files that end in .auto.seedvars are read by themselves`,
      help: [`rename it to ${renamed(file)}, or ask for it: --var-file ${file}`],
    }));
};

const renamed = (file: string): string => {
  const [, stem = '', json = ''] = /^(.*?)(?:\.auto)?\.(?:tfvars|seedvars)(\.json)?$/.exec(basename(file)) ?? [];
  return join(dirname(file), `${stem === '' ? 'main' : stem}.auto.seedvars${json}`);
};

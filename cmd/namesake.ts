import type { Book } from '../src/ledger/index.ts';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { LoadedSeed } from '../src/seed/index.ts';
import { canAsk } from './approve.ts';
import { type Context, fail, tell } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import type { SeedFlags } from './options.ts';
import { readSeed } from './session.ts';

/** Work on a ledger by hand. */
interface ByHand {
  readonly seed: LoadedSeed;
  /** Where the seed is, if only its settings were read. */
  readonly files?: SeedFlags | undefined;
  readonly book: Book;
  /** Somebody is shown what is to be done, and says yes. */
  readonly asks: boolean;
}

/**
 * A seed that is named only by its folder may not be the one whose ledger has that name. Its declarations are compared with
 * the ledger, as in a plan.
 * @returns the exit code when the command must end; undefined: it goes on.
 */
export const unlessNamesake = async (
  context: Context,
  { seed, files, book, asks }: ByHand,
): Promise<ExitCode | undefined> => {
  if (seed.named) return undefined;
  const { strangersTo } = await import('../src/engine/index.ts');
  const whole = files === undefined ? seed : await declaredIn(context, files);
  const unattended = !asks || !canAsk(context);
  const against = whole === undefined ? untold(seed, book) : strangersTo(whole, book.entries, unattended);
  if (whole === undefined && !unattended) return undefined;
  if (against === undefined) return undefined;
  if (against.code === 'another-seed') return fail(context, [against], exit.refused);
  tell(context, [against]);
  return undefined;
};

/** What cannot be read tells nothing: then the name in the seed has to, or a person. */
const untold = ({ name }: LoadedSeed, { entries }: Book): Diagnostic | undefined =>
  entries.size === 0
    ? undefined
    : {
        code: 'another-seed',
        message: `${name}, which this seed is called after its folder, owns something here, and what the seed declares cannot be told`,
        help: [
          `if it is that seed, say so with its name: seed { name = ${JSON.stringify(name)} }; if not, give it a name of its own`,
          'or leave out --auto-approve, look at what would be done, and say yes',
        ],
      };

/** What the seed declares, as far as that can be told without its values; nothing, where it cannot be read. */
const declaredIn = async ({ io }: Context, files: SeedFlags): Promise<LoadedSeed | undefined> =>
  (await readSeed(io, { ...files, ...ANY })).seed;

const ANY = { onlySettings: false, mayBeEmpty: true, mayLackValues: true, mayLackSecrets: true };

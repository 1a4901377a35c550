import { type Command, InvalidArgumentError, Option } from 'commander';
import { seconds } from '../src/kinds/index.ts';
import { GRAVE_RISKS, type Risk } from '../src/model/plan.ts';
import type { VariableInput } from '../src/seed/index.ts';
import type { ServerFlags } from '../src/server/index.ts';

/** The default of `--parallelism`: requests under way at once. */
export const PARALLELISM = 32;
const MOST_PARALLEL = 256;

/** What the seed is and what its variables are, as the command line says. */
export interface SeedFlags {
  readonly folder: string;
  /** Values and files of values, in the order in which they were given. */
  readonly variables: readonly VariableInput[];
  /** Folders that functions may read beside that of the seed. */
  readonly allowed: readonly string[];
}

/**
 * The seed's folder and its variables. @returns a function to call once the line is parsed.
 * @param at how many arguments stand before the folder.
 */
export const seedOptions = (command: Command, at = 0): (() => SeedFlags) => {
  const variables: VariableInput[] = [];
  const allowed: string[] = [];
  command
    .argument('[SEED]', 'folder of the seed', '.')
    .addOption(
      new Option('--var <NAME=VALUE>', 'give a variable a value (again for another)').argParser((text: string) => {
        const at = text.indexOf('=');
        const name = text.slice(0, Math.max(at, 0));
        if (name.trim() === '') throw new InvalidArgumentError('Write it as NAME=VALUE.');
        // The blank behind the sign would be part of the value, which nobody sees.
        if (name !== name.trim())
          throw new InvalidArgumentError(`Write it without blanks around the "=": ${name.trim()}=VALUE.`);
        variables.push({ name, text: text.slice(at + 1), from: '--var' });
      }),
    )
    .addOption(
      new Option('--var-file <FILE>', 'values of variables from a file (again for another)').argParser(
        (file: string) => {
          variables.push({ file });
        },
      ),
    )
    .addOption(
      new Option('--allow-files <FOLDER>', 'let file() and its kin read this folder too (again for another)').argParser(
        (folder: string) => {
          allowed.push(folder);
        },
      ),
    );
  return () => ({ folder: command.processedArgs[at] ?? '.', variables, allowed });
};

/** How to reach the server. There is no option for a token: every user of a machine can read its command lines. */
export const serverOptions = (command: Command): (() => ServerFlags) => {
  command
    .option('--address <URL>', 'address of the server (else: server block, BAO_ADDR, VAULT_ADDR)')
    .option('--namespace <PATH>', 'namespace on the server')
    .option('--ca-cert <FILE>', 'certificate authority to trust')
    .option('--ca-path <FOLDER>', 'folder of certificate authorities to trust')
    .option('--client-cert <FILE>', 'certificate to show to the server')
    .option('--client-key <FILE>', 'key of that certificate')
    .option('--tls-server-name <NAME>', 'name that the certificate of the server must have')
    .option('--tls-skip-verify', 'do not check the certificate of the server')
    .addOption(
      new Option(
        '--wait <TIME>',
        'wait so long until the server answers, is initialised and unsealed (else: VAULTSEED_WAIT)',
      ).argParser(waiting),
    );
  return () => command.opts<ServerFlags>();
};

/** The longest wait for a server, as people write it. */
export const LONGEST_WAIT = '1d';

/** A waiting time as text in milliseconds; undefined when it is none, or too long. */
export const duration = (text: string): number | undefined => {
  const found = seconds(text);
  return found === undefined || found < 0 || found > (seconds(LONGEST_WAIT) ?? 0) ? undefined : found * 1000;
};

const waiting = (text: string): number => {
  const found = duration(text);
  if (found === undefined)
    throw new InvalidArgumentError(`Give a length of time up to ${LONGEST_WAIT}, such as 90s or 5m.`);
  return found;
};

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PARALLEL) return number;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_PARALLEL}.`);
};

const anyNumber = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('Give a whole number.');
};

const collect = (value: string, list: readonly string[] = []): readonly string[] => [...list, value];

/** Risks that a guard refuses to take without being told to. */
const ALLOWABLE: readonly Risk[] = ['access-narrowing', 'login-affecting', ...GRAVE_RISKS];

/** Those of some words that are risks to say yes to. */
export const allowable = (words: readonly string[]): readonly Risk[] => ALLOWABLE.filter((one) => words.includes(one));

const risk = (text: string, list: readonly Risk[] = []): readonly Risk[] => {
  const words = text.split(',').map((word) => word.trim());
  const found = allowable(words);
  if (found.length < new Set(words).size) {
    throw new InvalidArgumentError(`Give one or more of ${ALLOWABLE.join(', ')}.`);
  }
  return [...list, ...found];
};

/** The options about the ledger. */
export interface LedgerFlags {
  /** Path of the ledger's mount; false: use none. */
  readonly ledger?: string | false | undefined;
  /** Milliseconds to wait for the lock of another run. */
  readonly lockTimeout: number;
}

/** The default of `--lock-timeout`, in milliseconds: long enough for the lock of a dead run to expire. */
const LOCK_TIMEOUT = 60_000;

/** The options of planning. */
export interface PlanFlags extends LedgerFlags {
  readonly target: readonly string[];
  readonly parallelism: number;
  readonly resendSecrets?: boolean | undefined;
  readonly withoutSecrets?: boolean | undefined;
  readonly allow?: readonly Risk[] | undefined;
  readonly maxDeletions?: number | undefined;
}

/** For commands that connect to a server and plan nothing. */
export const nothingPlanned: PlanFlags = { target: [], parallelism: PARALLELISM, lockTimeout: LOCK_TIMEOUT };

/** Addresses; `what` says what is done with them. */
export const targetOption = (command: Command, what: string): Command =>
  command.option('--target <ADDRESS>', `${what} (again for another)`, collect);

/** The options of planning, with those that allow what a guard refuses. */
type Allowing = 'risks' | 'deletions';

const plannedBy = (command: Command, what: string, allowing: readonly Allowing[]): (() => PlanFlags) => {
  targetOption(command, what);
  if (allowing.includes('risks')) {
    const text = `do what a guard would refuse for this risk: ${ALLOWABLE.join(', ')}`;
    command.addOption(new Option('--allow <RISK>', text).argParser<readonly Risk[]>(risk));
  }
  if (allowing.includes('deletions')) {
    const text = 'how many objects that left the seed may be deleted (else: half of its own)';
    command.option('--max-deletions <N>', text, anyNumber);
  }
  command.option('--parallelism <N>', 'requests under way at once', wholeNumber, PARALLELISM);
  ledgerOptions(command);
  return () => ({ target: [], ...command.opts<Omit<PlanFlags, 'target'>>() });
};

const PART = 'only this object and what it depends on';

export const planOptions = (command: Command): (() => PlanFlags) => plannedBy(command, PART, ['risks', 'deletions']);

/** Nothing is written, so there is nothing to allow. */
export const lookOptions = (command: Command): (() => PlanFlags) => plannedBy(command, PART, []);

export const destroyOptions = (command: Command): (() => PlanFlags) =>
  plannedBy(command, 'only this object, what is in it, and whatever depends on it', ['risks']);

export const resendOption = (command: Command): Command =>
  command.option(
    '--resend-secrets',
    'send write-only fields again, though they cannot be compared (not what the server has rotated)',
  );

const more = (_: unknown, before: number): number => before + 1;

/** The options that every command has. */
export const outputOptions = (command: Command): Command =>
  command
    .option('--json', 'results as JSON')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('-v, --verbose', 'say more; -vv still more', more, 0);

const milliseconds = (text: string): number => {
  const found = seconds(text);
  if (found === undefined || found < 0) throw new InvalidArgumentError('Give a length of time, such as 30s or 5m.');
  return found * 1000;
};

const mountPath = (text: string): string => {
  const pieces = text.replace(/^\/+|\/+$/g, '').split('/');
  if (pieces.every((piece) => /^[^\p{Cc}?#\\]+$/u.test(piece) && !/^\.+$/.test(piece))) return pieces.join('/');
  throw new InvalidArgumentError('Give the path of a mount, such as vaultseed.');
};

/** The ledger: where it is, or that there is none. */
export const ledgerPathOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--ledger <PATH>',
        'mount that remembers what the seed owns (else: VAULTSEED_LEDGER, vaultseed)',
      ).argParser(mountPath),
    )
    .option(
      '--no-ledger',
      'remember nothing: what leaves the seed stays, and destroy deletes what is declared, whoever made it',
    );

/** The ledger; for commands that write, how long to wait for its lock. */
export const ledgerOptions = (command: Command): Command =>
  ledgerPathOptions(command).addOption(
    new Option('--lock-timeout <TIME>', 'how long to wait for another run on the same seed')
      .argParser(milliseconds)
      .default(LOCK_TIMEOUT, '1m'),
  );

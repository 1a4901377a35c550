import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { visible } from '../../src/model/clean.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Throwaway } from '../../src/server/index.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandModule } from '../command.ts';
import { type Context, fail, note } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { handOn, withHandedOn } from '../handed-on.ts';
import { PARALLELISM, seedOptions } from '../options.ts';
import { type Opened, withClient, withPlan, withSeed } from '../session.ts';
import { atOnce } from '../wait.ts';

const PATIENCE = 30_000;

/** Variables that would lead a program to another server than ours. */
const STRAY = /^(VAULT|BAO)_/;

/** What runs beside the server. */
interface Program {
  readonly words: readonly string[];
  /** The seed has got its variables from the command line: the same seed is to mean the same in there. */
  readonly handed: Readonly<Record<string, string>>;
}

/** Runs a program with the server in its environment. @returns its exit code, as a shell would tell it. */
const runCommand = async (context: Context, { words, handed }: Program, server: Throwaway): Promise<ExitCode> => {
  const { devEnvironment } = await import('../../src/server/index.ts');
  const { env: outer, cwd } = context.io;
  const kept = Object.fromEntries(Object.entries(outer).filter(([name]) => !STRAY.test(name)));
  const env = { ...kept, ...handed, ...devEnvironment(server) };
  const [program = '/bin/sh', ...args] = words.length > 0 ? words : outer.SHELL ? [outer.SHELL] : [];
  if (words.length === 0) note(context, `\nA shell for ${server.address}. Leave it (exit), and the server goes.`);
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' });
  // On a terminal Ctrl-C reaches the program by itself, and it may mean to live on; a signal to us alone is handed on.
  const stop = (): void => {
    if (context.io.stdin.isTTY !== true) child.kill('SIGTERM');
  };
  context.io.signal.addEventListener('abort', stop, { once: true });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(fail(context, [notRun(program, error)])));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
};

const notRun = (program: string, error: Error): Diagnostic => ({
  code: 'command-not-run',
  message: `${visible(program)} could not be started: ${error.message}`,
});

const missing = (program: string): Diagnostic => ({
  code: 'command-not-run',
  message: `there is no program ${visible(program)} to run`,
  help: [program.includes('/') ? 'the path leads to nothing that can be run' : 'it is in no folder of the PATH'],
});

const canStart = async ({ io }: Context, program: string): Promise<boolean> => {
  const { canRun } = await import('../../src/server/index.ts');
  return canRun(program, { path: io.env.PATH, cwd: io.cwd });
};

const withServer = async (
  context: Context,
  program: string | undefined,
  work: (server: Throwaway) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { startThrowaway } = await import('../../src/server/index.ts');
  const { env, signal } = context.io;
  note(context, 'Starting a throw-away server ...');
  const server = await startThrowaway({
    program,
    path: env.PATH,
    config: CONFIG,
    signal,
    patience: PATIENCE,
  });
  try {
    return await work(server);
  } finally {
    await server.stop();
    note(context, 'The throw-away server is gone.');
  }
};

/** OpenBao takes audit devices over its API only when told so; Vault ignores the line. */
const CONFIG = 'unsafe_allow_api_audit_creation = true\n';

const applySeed = (context: Context, opened: Opened, server: Throwaway): Promise<ExitCode> => {
  // The server does not live to be planned for again.
  const flags = { target: [], parallelism: PARALLELISM, ledger: false as const, lockTimeout: 0 };
  const settings = {
    address: server.address,
    from: 'flag' as const,
    namespace: '',
    token: server.token,
    tls: { skipVerify: false },
    timeout: PATIENCE,
    retries: 2,
    parallelism: PARALLELISM,
  };
  return withClient(context, atOnce(settings), (client) => {
    const session = { ...opened, client };
    return withPlan(context, { session, flags, mode: 'apply' }, (made, planned) =>
      carryOut(context, { session, made, ...planned, flags, autoApprove: true, mode: 'apply', gone: true }),
    );
  });
};

/** What the command prints on standard output is the result here, and nothing of ours. */
const asideOf = (context: Context): Context => ({
  ...context,
  io: { ...context.io, out: context.io.err },
  style: context.errStyle,
  json: false,
});

export const command: CommandModule = {
  takesRest: true,
  examples: ['vaultseed dev', 'vaultseed dev seeds/platform -- bao policy list'],
  define: (line) => {
    line.description(
      'Starts a throw-away server on this machine, applies a seed to it, and runs a shell or a command with BAO_ADDR, BAO_TOKEN, VAULT_ADDR and VAULT_TOKEN set. When that ends, the server and all it held are gone.',
    );
    const seed = seedOptions(line);
    line
      .option('--program <FILE>', 'server program to start (else: bao or vault from the PATH)')
      .usage('[options] [SEED] [-- COMMAND ...]');
    return (words) => async (context) => {
      const [first] = words;
      if (first !== undefined && !(await canStart(context, first))) return fail(context, [missing(first)]);
      const flags = seed();
      const handed = handOn(withHandedOn(flags, context.io.env), context.io.cwd);
      const program = line.opts<{ program?: string }>().program;
      const aside = asideOf(context);
      // Mistakes first: nobody should wait for a server to hear of them. No seed is fine: then the server is empty.
      return withSeed(aside, { ...flags, mayBeEmpty: true }, (opened) =>
        withServer(aside, program, async (server) => {
          const code = opened.seed.resources.length === 0 ? exit.fine : await applySeed(aside, opened, server);
          return code === exit.fine ? runCommand(context, { words, handed }, server) : code;
        }),
      );
    };
  },
};

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { visible } from '../model/clean.ts';
import { Fault } from '../model/fault.ts';
import type { ServerIdentity } from '../model/plan.ts';
import { MASK, Secret } from '../model/secret.ts';
import { type Child, startChild } from './child.ts';
import { connect } from './connect.ts';
import { freePort } from './port.ts';
import { findProgram, type ProgramPlaces } from './program.ts';
import type { Settings } from './settings.ts';

interface ThrowawayOptions extends ProgramPlaces {
  /** More configuration for the server, as the text of a file. */
  readonly config?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait until it answers, in milliseconds. 30 s unless said. */
  readonly patience?: number | undefined;
}

/** A dev server: in memory, on loopback, ended together with this process. */
export interface Throwaway {
  readonly address: string;
  /** A root token. */
  readonly token: Secret;
  readonly product: string;
  readonly version: string;
  /** The path of the program that runs. */
  readonly program: string;
  readonly pid: number;
  /** Why it has ended; undefined while it runs. */
  ended(): string | undefined;
  /** The server's own log so far, without keys and tokens. */
  log(): readonly string[];
  /** Ends the server and removes its folder. Calling it twice does no harm. */
  stop(): Promise<void>;
}

interface Attempt {
  readonly child: Child;
  readonly settings: Settings;
  readonly signal: AbortSignal | undefined;
}

const PATIENCE = 30_000;
const LOOK_AGAIN = 100;
const SHOWN_LINES = 8;

const BUSY = /address already in use/i;

/** In dev mode the server prints its unseal key and its root token. */
const cleanLog = (child: Child, token: Secret): readonly string[] =>
  child
    .output()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      visible(line.replaceAll(String(token.reveal()), MASK).replace(/(Unseal Key\S*:?\s*).*/, `$1${MASK}`)),
    );

/** An environment without anything of the user's: neither the home folder nor the variables that these programs read. */
const environment = ({ folder, token, path }: { folder: string; token: string; path: string | undefined }) => ({
  HOME: folder,
  TMPDIR: folder,
  PATH: path ?? '/usr/local/bin:/usr/bin:/bin',
  // Not as an argument: every user of the machine can read those.
  BAO_DEV_ROOT_TOKEN_ID: token,
  VAULT_DEV_ROOT_TOKEN_ID: token,
});

const launch = async (program: string, options: ThrowawayOptions): Promise<Attempt> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'vaultseed-dev-')));
  await chmod(folder, 0o700);
  const port = await freePort();
  const token = `dev-${randomBytes(18).toString('hex')}`;
  const config = join(folder, 'server.hcl');
  await writeFile(config, options.config ?? '', { mode: 0o600 });
  const args = ['server', '-dev', `-dev-listen-address=127.0.0.1:${port}`, '-dev-no-store-token', `-config=${config}`];
  const env = environment({ folder, token, path: options.path });
  const child = startChild({ program, args, env, folder, log: join(folder, 'server.log') });
  const settings: Settings = {
    ...{ address: `http://127.0.0.1:${port}`, from: 'flag', namespace: '', token: new Secret(token) },
    ...{ tls: { skipVerify: false }, timeout: 5_000, retries: 0, parallelism: 1 },
  };
  return { child, settings, signal: options.signal };
};

const failed = (program: string, why: string, log: readonly string[]): Fault =>
  new Fault('dev-server-failed', `${visible(program)} did not start: ${why}`, {
    help: log.slice(-SHOWN_LINES).map((line) => `it said: ${line}`),
  });

/** The identity of the server, once our token works there: so it is our server that answers, and not another one. */
const lookAt = async ({ settings, signal }: Attempt): Promise<ServerIdentity | undefined> => {
  try {
    const client = await connect(settings, { signal });
    await client.close();
    return client.identity;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
};

const untilReady = async (attempt: Attempt, program: string, patience: number): Promise<ServerIdentity> => {
  const { child, settings, signal } = attempt;
  const until = performance.now() + patience;
  const log = () => cleanLog(child, settings.token ?? new Secret(''));
  for (;;) {
    signal?.throwIfAborted();
    const why = child.ended();
    if (why !== undefined) throw failed(program, why, log());
    const identity = await lookAt(attempt);
    if (identity !== undefined) return identity;
    if (performance.now() > until) throw failed(program, `no answer in ${patience / 1000} s`, log());
    await sleep(LOOK_AGAIN);
  }
};

const started = async (program: string, options: ThrowawayOptions): Promise<Throwaway> => {
  const attempt = await launch(program, options);
  const { child, settings } = attempt;
  const token = settings.token ?? new Secret('');
  try {
    const { address, product, version } = await untilReady(attempt, program, options.patience ?? PATIENCE);
    const { pid, ended, stop } = child;
    return { address, token, product, version, program, pid, ended, log: () => cleanLog(child, token), stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
};

/** Whether another program took the port between our look and the start of the server. */
const lostRace = (error: unknown): boolean => error instanceof Fault && error.help.some((line) => BUSY.test(line));

/**
 * Starts a dev server (OpenBao or Vault) on a free port of loopback, with a random root token, a home and a temporary
 * folder of its own, and waits until it answers. It ends with `stop`, and in any case with this process.
 * @throws {Fault} `dev-program-missing`; `dev-server-failed` with what the server said.
 */
export const startThrowaway = async (options: ThrowawayOptions = {}): Promise<Throwaway> => {
  const program = await findProgram(options);
  for (let tries = 1; ; tries += 1) {
    try {
      return await started(program, options);
    } catch (error) {
      if (tries >= 3 || !lostRace(error)) throw error;
    }
  }
};

import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec, mustExec } from './exec.ts';
import { isolated, temporaryFolder } from './folder.ts';
import { freePort } from './ports.ts';
import type { Program } from './programs.ts';
import { type Running, supervise, untilReady } from './supervise.ts';

/** A PostgreSQL that checks passwords (scram). */
export interface Postgres {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** A superuser: what a secrets server connects as. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Plain users whose passwords a secrets server may take over. */
  readonly staticUsers: readonly string[];
  /** The folder with `psql`. */
  readonly programs: string;
  readonly pid: number;
}

const SUPERUSER = { user: 'vault', password: 'canary-postgres-password' };
const STATIC_USERS = ['report', 'billing', 'archive', 'stock', 'visitor'];

// initdb and postgres refuse to run as root.
const identity = async (): Promise<{ uid?: number; gid?: number }> => {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([exec('id', ['-u', user]), exec('id', ['-g', user])]);
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new Error('postgres: it does not run as root, and there is neither a user postgres nor nobody');
};

/** Starts PostgreSQL with a superuser and a few plain users. */
export const startPostgres = async (program: Program): Promise<Postgres & { readonly stop: Running['stop'] }> => {
  if (!program.found) throw new Error(`postgres: ${program.why}`);
  const bin = (name: string) => join(program.command, name);
  const who = await identity();
  const folder = await temporaryFolder('postgres');
  const data = join(folder, 'data');
  const env = isolated(folder);
  const pwfile = join(folder, 'password');
  await writeFile(pwfile, SUPERUSER.password);
  if (who.uid !== undefined && who.gid !== undefined)
    for (const path of [folder, pwfile]) await chown(path, who.uid, who.gid);

  const first = ['-D', data, '--username', SUPERUSER.user, '--pwfile', pwfile, '--auth', 'scram-sha-256'];
  await mustExec(bin('initdb'), [...first, '--no-sync', '--encoding', 'UTF8', '--locale', 'C'], {
    ...who,
    env,
    cwd: folder,
  });
  const input = STATIC_USERS.map((user) => `CREATE ROLE ${user} LOGIN PASSWORD 'canary-${user}-password'\n`).join('');
  await mustExec(bin('postgres'), ['--single', '-D', data, 'postgres'], { ...who, env, cwd: folder, input });

  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200'];
  const running = await supervise({
    name: 'postgres',
    command: bin('postgres'),
    args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    options: { cwd: folder, env, ...who },
    log: join(folder, 'server.log'),
    signal: 'SIGINT', // "fast": does not wait for its clients
    remove: [folder],
  });
  const { pid, stop } = running;
  const address = `127.0.0.1:${port}`;
  const postgres = {
    address,
    ...SUPERUSER,
    database: 'postgres',
    staticUsers: STATIC_USERS,
    programs: program.command,
    pid,
  };
  await untilReady('postgres', running, { ready: async () => (await query(postgres, 'SELECT 1')) === '1' });
  return { ...postgres, stop };
};

/** The rows of a query, one a line, as `psql` prints them without decoration. Throws with the server's words. */
export const query = async (
  postgres: Postgres,
  sql: string,
  as: { readonly user: string; readonly password: string } = postgres,
): Promise<string> => {
  const [host = '', port = ''] = postgres.address.split(':');
  const env = { PATH: process.env.PATH ?? '', PGPASSWORD: as.password, PGCONNECT_TIMEOUT: '5' };
  const where = ['-h', host, '-p', port, '-U', as.user, '-d', postgres.database];
  const flags = ['--no-psqlrc', '--no-password', '--tuples-only', '--no-align', '-v', 'ON_ERROR_STOP=1'];
  return (await mustExec(join(postgres.programs, 'psql'), [...where, ...flags, '-c', sql], { env })).trim();
};

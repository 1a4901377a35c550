import { join } from 'node:path';
import { isolated, temporaryFolder } from './folder.ts';
import { freePort } from './ports.ts';
import type { Program } from './programs.ts';
import { type Running, supervise, untilReady } from './supervise.ts';

/** The AWS stand-in: IAM and STS answer at `address`. */
export interface Moto {
  readonly address: string;
  readonly pid: number;
}

/** Starts moto. It takes any access key. */
export const startMoto = async (program: Program): Promise<Moto & { readonly stop: Running['stop'] }> => {
  if (!program.found) throw new Error(`moto: ${program.why}`);
  const folder = await temporaryFolder('moto');
  const port = await freePort();
  const main = 'import sys; from moto.server import main; main(sys.argv[1:])';
  const running = await supervise({
    name: 'moto',
    command: program.command,
    args: ['-c', main, '-H', '127.0.0.1', '-p', String(port)],
    // With the policies that AWS itself keeps: roles name them.
    options: { cwd: folder, env: { ...isolated(folder, program.env), MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' } },
    log: join(folder, 'server.log'),
    signal: 'SIGTERM',
    remove: [folder],
  });
  const address = `http://127.0.0.1:${port}`;
  await untilReady('moto', running, { ready: async () => (await fetch(`${address}/moto-api/`)).status === 200 });
  return { address, pid: running.pid, stop: running.stop };
};

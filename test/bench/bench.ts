import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { described, measure as measureRecovery } from '../recovery/measure.ts';
import { bao272, vault1211 } from '../servers/programs.ts';
import { type OwnServer, startSecrets } from '../servers/secrets.ts';
import { large } from './large.ts';
import { loadFor } from './load.ts';
import { CLI, type Measured, typical } from './program.ts';
import { reading } from './reading.ts';
import { seedFolder, throughput } from './throughput.ts';

const RUNS = 9;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const row = (name: string, ...cells: readonly string[]): void =>
  print(`  ${name.padEnd(42)}${cells.map((cell) => cell.padStart(11)).join('')}`);

const time = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
const memory = ({ megabytes }: Measured): string => `${megabytes.toFixed(0)} MB`;
const printing = { title: (text: string) => print(`\n${text}`), row, time, memory };

const server = async (): Promise<OwnServer> => {
  const vault = await vault1211(say);
  if (vault.found) return startSecrets('vault-1.21.1', vault);
  say(`Vault is left out (${vault.why}); OpenBao takes its place`);
  return startSecrets('openbao-2.7.2', await bao272(say));
};

const startUp = async (on: OwnServer, folder: string, env: Record<string, string>): Promise<void> => {
  const seed = await seedFolder(folder, loadFor(on, 7, 2), 'small');
  const bare = await typical(RUNS, ['-e', '0']);
  const line = (name: string, measured: Measured) =>
    row(name, time(measured.milliseconds), time(measured.milliseconds - bare.milliseconds), memory(measured));
  print('\nstart-up');
  row('', 'time', 'over Node', 'memory');
  line('node -e 0', bare);
  line('vaultseed --version', await typical(RUNS, [CLI, '--version']));
  line('vaultseed validate (10 objects)', await typical(RUNS, [CLI, 'validate', seed]));
  line('vaultseed plan (10 objects)', await typical(RUNS, [CLI, 'plan', seed], env));
};

const recovery = (): void => {
  const { alone, together } = measureRecovery(1);
  print('\n500 generated seeds with five mistakes each');
  print(`  ${described('one in a file', alone)}`);
  print(`  ${described('five in a file', together)}`);
};

const bench = async (): Promise<void> => {
  recovery();
  const folder = await mkdtemp(join(tmpdir(), 'vaultseed-bench-'));
  await reading(folder, printing);
  const on = await server();
  const env = { VAULT_ADDR: on.address, VAULT_TOKEN: on.token };
  try {
    await startUp(on, folder, env);
    await throughput(on, folder, printing);
    if (process.env.BENCH_LARGE === '1') await large(on, folder, printing);
  } finally {
    await on.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

bench().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

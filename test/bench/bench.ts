import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { described, measure as measureRecovery } from '../recovery/measure.ts';
import { pins, type ServerName, wanted } from '../servers/pins.ts';
import { secretsProgram } from '../servers/programs.ts';
import { type OwnServer, startSecrets } from '../servers/secrets.ts';
import { growth } from './growth.ts';
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

/** Both products, as each has tables and requests that the other has not: what is quick on one may take forever on the other. */
const BOTH: readonly ServerName[] = [`vault-${pins.vault}`, `openbao-${pins.openbao[0]}`];

/** Does something with a fresh server, and says so where there is none. */
const withServer = async (name: ServerName, work: (on: OwnServer) => Promise<void>): Promise<void> => {
  const program = await secretsProgram[name](say);
  if (!program.found) return say(`${name} is left out: ${program.why}`);
  const on = await startSecrets(name, program);
  await work(on).finally(() => on.stop());
};

const startUp = async (on: OwnServer, folder: string): Promise<void> => {
  const env = { VAULT_ADDR: on.address, VAULT_TOKEN: on.token };
  const seed = await seedFolder(folder, loadFor(on, 7, 2), 'small');
  const bare = await typical(RUNS, ['-e', '0']);
  const line = (name: string, measured: Measured) =>
    row(name, time(measured.milliseconds), time(measured.milliseconds - bare.milliseconds), memory(measured));
  print(`\nstart-up, the plan on ${on.name}`);
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

const onServer = async (name: ServerName, parent: string): Promise<void> => {
  const folder = join(parent, name);
  await mkdir(folder);
  await withServer(name, async (on) => {
    await startUp(on, folder);
    await throughput(on, folder, printing);
  });
  // Every plan reads what other seeds remember: that of the seeds before would count as growth.
  await withServer(name, (on) => growth(on, folder, printing));
};

const bench = async (): Promise<void> => {
  const names = BOTH.filter((name) => wanted().includes(name));
  recovery();
  const folder = await mkdtemp(join(tmpdir(), 'vaultseed-bench-'));
  try {
    await reading(folder, printing);
    for (const name of names) await onServer(name, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

bench().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

import { bao272, vault1211 } from '../servers/programs.ts';
import { auditAllowed, startSecrets } from '../servers/secrets.ts';
import { runFaults, runKills } from './kills.ts';

/*
 * The long editions: npm run survival -- --kills 200 --server openbao-2.7.2 --seed 1
 *                    npm run survival -- --faults 100 --server vault-1.21.1
 */

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const serverNamed = async (name: string) => {
  const vault = name.startsWith('vault');
  const program = await (vault ? vault1211 : bao272)(print);
  return vault
    ? startSecrets('vault-1.21.1', program)
    : startSecrets('openbao-2.7.2', program, { config: auditAllowed });
};

const main = async (): Promise<number> => {
  const server = await serverNamed(option('server') ?? 'openbao-2.7.2');
  try {
    const seed = Number(option('seed') ?? 1);
    const kills = option('kills');
    const runs = Number(kills ?? option('faults') ?? 20);
    const findings = await (kills === undefined ? runFaults : runKills)(server, { runs, seed, print });
    return findings === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
};

main().then((code) => {
  process.exitCode = code;
});

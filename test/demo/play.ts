import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isolated } from '../servers/folder.ts';
import { bao272 } from '../servers/programs.ts';
import { type OwnServer, startSecrets } from '../servers/secrets.ts';
import { type Actor, play, tell } from './stage.ts';

const SEED = 'examples/quickstart';
const CLI = fileURLToPath(new URL('../../dist/vaultseed.js', import.meta.url));
const SECRETS = { SEED_VAR_alice_password: 'canary-alice', SEED_VAR_database_password: 'canary-database' };
const CANARIES = ['canary-', 'guessed'];

const actorsFor = (server: OwnServer, bao: string): { vaultseed: Actor; hand: Actor } => {
  const env = { ...isolated(server.folder), BAO_ADDR: server.address, BAO_TOKEN: server.token };
  return {
    vaultseed: { shown: 'vaultseed', command: process.execPath, before: [CLI], env: { ...env, ...SECRETS } },
    hand: { shown: 'bao', command: bao, before: [], env },
  };
};

const story = async ({ vaultseed, hand }: ReturnType<typeof actorsFor>): Promise<void> => {
  const hides = CANARIES;
  tell('What would this seed change?');
  await play(vaultseed, `plan ${SEED}`, { says: ['7 to create'], hides });
  tell('Do it.');
  await play(vaultseed, `apply --auto-approve ${SEED}`, { says: ['7 created'], hides });
  tell('Is there anything left to do? (No: exit code 0.)');
  await play(vaultseed, `plan --detailed-exitcode ${SEED}`, { says: ['No changes'], hides });

  tell('Now somebody changes two things by hand.');
  await play(hand, 'write auth/approle/role/payments-app token_ttl=45m');
  await play(hand, 'kv put payments/database username=payments-app password=guessed');
  tell('Is the server still what the seed says? (No: exit code 2.)');
  const changed = ['auth.approle.role.payments-app', 'token_ttl', 'mount.payments.secret.database'];
  await play(vaultseed, `drift ${SEED}`, { exit: 2, says: changed, hides });
  tell('Heal it.');
  await play(vaultseed, `apply --auto-approve ${SEED}`, { says: ['2 changed'], hides });
  await play(vaultseed, `drift ${SEED}`, { hides });

  tell('And take it all away.');
  await play(vaultseed, `destroy --auto-approve ${SEED}`, { says: ['7 deleted'], hides });
};

const names = async (server: OwnServer, path: string): Promise<readonly string[]> => {
  const answer = await fetch(`${server.address}/v1/${path}`, { headers: { 'X-Vault-Token': server.token } });
  const body: { data: Record<string, unknown> } = JSON.parse(await answer.text());
  return Object.keys(body.data).sort();
};

const everything = async (server: OwnServer): Promise<string> =>
  JSON.stringify([await names(server, 'sys/mounts'), await names(server, 'sys/auth')]);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const demo = async (): Promise<void> => {
  const program = await bao272((line) => process.stderr.write(`${line}\n`));
  if (!program.found) throw new Error(`OpenBao 2.7.2: ${program.why}`);
  const server = await startSecrets('openbao-2.7.2', program);
  tell(`OpenBao ${server.version} runs at ${server.address}, in memory, for the length of this demo.`);
  try {
    const before = await everything(server);
    await story(actorsFor(server, program.command));
    if ((await everything(server)) !== before) throw new Error('something is left on the server');
  } finally {
    await server.stop();
  }
  if (isAlive(server.pid) || existsSync(server.folder)) throw new Error('the server did not end');
  tell('The server has ended. Nothing is left of the server, nor of what was on it.');
};

demo().catch((error: unknown) => {
  process.stderr.write(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../fuzz/random.ts';
import { siblingName } from '../roundtrip/document.ts';
import type { Meanings } from '../roundtrip/values.ts';
import { makeCertificates } from '../server/certificates.ts';
import type { TestServer } from '../servers/index.ts';
import { faultRound } from './faults.ts';
import { type Ground, openGround } from './ground.ts';
import { applied, type Before, converged } from './judge.ts';
import { type Killing, killRound, rotate, stateOf } from './kill.ts';
import { ABSENT, slotsOn } from './states.ts';
import { steadyOn } from './steady.ts';

export interface Amount {
  readonly runs: number;
  readonly seed: number;
  readonly print: (line: string) => void;
  /** Kinds to keep to; all unless said. */
  readonly only?: RegExp;
}

/** What the placeholders of samples stand for: nothing but the server and this machine. */
export const meaningsOn = async ({ client }: Ground, folder: string): Promise<Meanings> => {
  const certificates = makeCertificates();
  certificates.remove();
  const answer = await client.request({ method: 'GET', path: 'sys/plugins/catalog' });
  const { data } = answer.data as { data: { detailed: { name: string; type: string; version: string }[] } };
  return {
    tmp: folder,
    with: siblingName,
    closedPort: '127.0.0.1:9',
    moto: '127.0.0.1:9',
    certificate: certificates.ca.cert,
    privateKey: certificates.ca.key,
    plugin: (plugin) => data.detailed.find(({ name, type }) => `${type}/${name}` === plugin)?.version ?? '',
  };
};

/** A server with bystanders, a first apply, and credentials that were rotated since. */
const prepared = async (server: TestServer, { seed, only }: Amount) => {
  const extra = await mkdtemp(join(tmpdir(), 'vaultseed-survival-server-'));
  const ground = await openGround(server, steadyOn(server.product).text(randomFrom(seed)));
  const identity = { product: server.product, version: server.version, edition: 'community' } as const;
  const meanings = await meaningsOn(ground, extra);
  const slots = slotsOn(identity, meanings).filter(({ one }) => only === undefined || only.test(one.id));
  const first = await applied(ground);
  if (first.code !== 0) throw new Error(`${first.out}\n${first.err}`);
  await rotate(ground);
  await ground.settle();
  const killing: Killing = { ground, slots, scene: new Map() };
  const stop = async (): Promise<void> => {
    await ground.stop();
    await rm(extra, { recursive: true, force: true });
  };
  return { ground, killing, baseline: await stateOf(ground), stop };
};

interface Rounds {
  readonly killing: Killing;
  readonly baseline: Before;
  readonly amount: Amount;
  /** Plays one round. @returns what is to be counted, and what was found. */
  readonly play: (
    round: number,
    resources: Before['resources'],
  ) => Promise<{ readonly as: string; readonly findings: readonly string[] }>;
  readonly isOver: (tally: Readonly<Record<string, number>>) => boolean;
}

const allRounds = async ({ killing, baseline, amount: { print }, play, isOver }: Rounds): Promise<number> => {
  const { ground, slots } = killing;
  const tally: Record<string, number> = {};
  let found = 0;
  print(
    `${ground.server.name}: ${slots.length} kinds, ${slots.reduce((sum, { states }) => sum + states.length, 0)} states`,
  );
  for (let round = 0; !isOver(tally); round += 1) {
    const { as, findings } = await play(round, await ground.resources());
    tally[as] = (tally[as] ?? 0) + 1;
    if (findings.length > 0) {
      found += 1;
      print(`round ${round} (${as}):\n  ${findings.join('\n  ')}`);
    }
    if (round % 10 === 9) print(`  ${round + 1} rounds: ${JSON.stringify(tally)}, ${found} with findings`);
  }
  await ground.folder.write(new Map(slots.map((slot) => [slot, ABSENT])));
  await applied(ground);
  const last = await converged(ground, baseline);
  if (last.length > 0) print(`at the end:\n  ${last.join('\n  ')}`);
  print(`${ground.server.name}: ${JSON.stringify(tally)}, ${found} with findings, ${last.length} at the end`);
  return found + last.length;
};

/** Kills an apply again and again. @returns how many findings there were. */
export const runKills = async (server: TestServer, amount: Amount): Promise<number> => {
  const { killing, baseline, stop } = await prepared(server, amount);
  try {
    return await allRounds({
      killing,
      baseline,
      amount,
      isOver: ({ time = 0, before = 0, after = 0 }) => time + before + after >= amount.runs,
      play: async (round, resources) => {
        const done = await killRound(killing, randomFrom(amount.seed, round + 1), { resources, baseline });
        return { as: done.fell ? done.blow.at : 'late', findings: done.findings };
      },
    });
  } finally {
    await stop();
  }
};

/** Applies through a bad network again and again. @returns how many findings there were. */
export const runFaults = async (server: TestServer, amount: Amount): Promise<number> => {
  const { killing, baseline, stop } = await prepared(server, amount);
  let runs = 0;
  let faults = 0;
  try {
    return await allRounds({
      killing,
      baseline,
      amount,
      isOver: () => runs >= amount.runs,
      play: async (round, resources) => {
        runs += 1;
        const done = await faultRound(killing, [amount.seed, round + 1], { resources, baseline });
        faults += done.faults;
        return { as: `exit ${done.code}`, findings: done.findings };
      },
    });
  } finally {
    amount.print(`${faults} faults`);
    await stop();
  }
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../fuzz/random.ts';
import { siblingName } from '../roundtrip/document.ts';
import type { Meanings } from '../roundtrip/values.ts';
import { makeCertificates } from '../server/certificates.ts';
import type { TestServer } from '../servers/index.ts';
import { type Ground, openGround } from './ground.ts';
import { applied, converged } from './judge.ts';
import { type Killing, killRound, rotate, stateOf } from './kill.ts';
import { ABSENT, slotsOn } from './states.ts';
import { steadyOn } from './steady.ts';

export interface Amount {
  readonly kills: number;
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
    ...Object.fromEntries(OTHERS.map((name) => [name, `canary-${name.toLowerCase()}`])),
  };
};

/** Named by states of kinds that are left out here. */
const OTHERS = ['iamUser', 'otherIamUser', 'postgres', 'postgresUser', 'postgresPassword', 'postgresStatic', 'socket'];

/** Kills an apply again and again. @returns how many findings there were. */
export const runKills = async (server: TestServer, { kills, seed, print, only }: Amount): Promise<number> => {
  const extra = await mkdtemp(join(tmpdir(), 'vaultseed-survival-server-'));
  const ground = await openGround(server, steadyOn(server.product).text(randomFrom(seed)));
  const identity = { product: server.product, version: server.version, edition: 'community' } as const;
  const slots = slotsOn(identity, await meaningsOn(ground, extra)).filter(
    ({ one }) => only === undefined || only.test(one.id),
  );
  let found = 0;
  try {
    const first = await applied(ground);
    if (first.code !== 0) throw new Error(`${first.out}\n${first.err}`);
    await rotate(ground);
    await ground.settle();
    print(`${server.name}: ${slots.length} kinds, ${slots.reduce((sum, { states }) => sum + states.length, 0)} states`);
    const killing: Killing = { ground, slots, scene: new Map() };
    const baseline = await stateOf(ground);
    const tally = { time: 0, before: 0, after: 0, late: 0 };
    for (let round = 0; tally.time + tally.before + tally.after < kills; round += 1) {
      const random = randomFrom(seed, round + 1);
      const resources = await ground.resources();
      const { blow, fell, took, findings } = await killRound(killing, random, { resources, baseline });
      if (fell) tally[blow.at] += 1;
      else tally.late += 1;
      if (findings.length > 0) {
        found += 1;
        print(
          `round ${round} ${JSON.stringify(blow)} fell ${fell} after ${took.toFixed(0)} ms:\n  ${findings.join('\n  ')}`,
        );
      }
      if (round % 10 === 9) print(`  ${round + 1} rounds: ${JSON.stringify(tally)}, ${found} with findings`);
    }
    print(`${server.name}: ${JSON.stringify(tally)}, ${found} with findings`);
    await ground.folder.write(new Map(slots.map((slot) => [slot, ABSENT])));
    await applied(ground);
    const last = await converged(ground, baseline);
    if (last.length > 0) print(`at the end:\n  ${last.join('\n  ')}`);
    return found + last.length;
  } finally {
    await ground.stop();
    await rm(extra, { recursive: true, force: true });
  }
};

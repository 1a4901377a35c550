import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servers } from '../servers/index.ts';
import { type Court, closeCourt, openCourt, tryCase } from './judge.ts';

/** How many paths are compared on each server: `npm run fuzz:acl` asks for more. */
const WANTED = Number(process.env.VAULTSEED_ACL_CASES ?? 300);
const FIRST = Number(process.env.VAULTSEED_ACL_SEED ?? 1);

describe.each(servers())('what policies allow, on $name', (server) => {
  let court: Court;
  beforeAll(async () => {
    court = await openCourt(server);
  });
  afterAll(() => closeCourt(court));

  it(`is what the server itself says, at ${WANTED} paths`, async () => {
    let [compared, allowed, broken, seed] = [0, 0, 0, FIRST];
    const differences: string[] = [];
    for (; compared < WANTED && differences.length < 5; seed++) {
      const trial = await tryCase(court, seed);
      compared += trial.broken ? 0 : trial.compared;
      allowed += trial.allowed;
      broken += trial.broken ? 1 : 0;
      differences.push(...trial.differences);
    }
    if (WANTED > 300)
      console.info(`${server.name}: ${compared} paths of ${seed - FIRST} tokens, ${allowed} allowed, ${broken} broken`);
    expect(differences.join('\n\n')).toBe('');
    expect(allowed / compared).toBeGreaterThan(0.3);
  }, 600_000);
});

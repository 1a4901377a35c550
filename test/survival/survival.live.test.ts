import { describe, expect, it } from 'vitest';
import { auditAllowed, ownServer, type ServerName } from '../servers/index.ts';
import { runFaults, runKills } from './kills.ts';

/** Small editions of `npm run survival`, always the same. They have servers of their own: an audit device is among the kinds. */
const SERVERS: readonly ServerName[] = ['openbao-2.7.2', 'vault-1.21.1'];
const ONLY = /policy|kv#|transit|userpass|approle|audit/;

const wanted = (process.env.VAULTSEED_TEST_SERVERS ?? SERVERS.join(',')).split(',');
const here = SERVERS.filter((name) => wanted.includes(name));

// One on each, where there are two: the long ones are for both.
const CASES = [
  { title: 'is killed', run: runKills, runs: 2, name: here[0] },
  { title: 'meets a bad network', run: runFaults, runs: 3, name: here.at(-1) },
].flatMap(({ name, ...one }) => (name === undefined ? [] : [{ ...one, name }]));

describe('an apply', () => {
  it.each(CASES)('on $name $title and does no harm', { timeout: 180_000 }, async ({ name, run, runs }) => {
    const server = await ownServer(name, name.startsWith('openbao') ? { config: auditAllowed } : {});
    const lines: string[] = [];
    try {
      await run(server, { runs, seed: 3, print: (line) => void lines.push(line), only: ONLY });
    } finally {
      await server.stop();
    }
    expect(lines.at(-1) ?? '').toMatch(/faults$| 0 with findings, 0 at the end$/);
    expect(lines.filter((line) => /^round|^at the end/.test(line))).toEqual([]);
  });
});

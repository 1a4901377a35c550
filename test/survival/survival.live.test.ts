import { describe, expect, it } from 'vitest';
import { auditAllowed, ownServer, type ServerName } from '../servers/index.ts';
import { runFaults, runKills } from './kills.ts';

/** Small editions of `npm run survival`, always the same. They have servers of their own: an audit device is among the kinds. */
const SERVERS: readonly ServerName[] = ['openbao-2.7.2', 'vault-1.21.1'];
const ONLY = /policy|kv#|transit|userpass|approle|audit/;

const wanted = (process.env.VAULTSEED_TEST_SERVERS ?? SERVERS.join(',')).split(',');

describe.each(SERVERS.filter((name) => wanted.includes(name)))('an apply on %s', (name) => {
  const options = name.startsWith('openbao') ? { config: auditAllowed } : {};
  it.each([
    ['is killed', runKills, 2],
    ['meets a bad network', runFaults, 3],
  ] as const)('%s and does no harm', { timeout: 180_000 }, async (_, run, runs) => {
    const server = await ownServer(name, options);
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

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { isWrite, type Relay, type Reply, startRelay } from '../survival/proxy.ts';
import { byHand, type Stage, stageFor } from './stage.ts';

/*
 * A server that stops in the middle of an apply ends many changes at once: that is told once.
 */

const NAMES = Array.from({ length: 12 }, (_, n) => `server-stops-p${n}`);
const SEED = `
seed { name = "server-stops" }
${NAMES.map((name) => `policy "${name}" {\n  path "x/*" { capabilities = ["read"] }\n}`).join('\n')}
`;
const LEDGER = 'server-stops-ledger';
const env = { VAULTSEED_LEDGER: LEDGER, VAULTSEED_LOCK_LIFE: '4000' };
const SEALED: Reply = {
  status: 503,
  body: '{"errors":["Vault is sealed"]}',
  headers: { 'content-type': 'application/json' },
};

describe.each(products())('a server that stops in the middle of an apply, on $name', (server) => {
  let relay: Relay;
  let stage: Stage;
  beforeEach(async () => {
    relay = await startRelay(server.address);
    stage = stageFor({ address: relay.address, token: server.token }, SEED, env);
  });
  afterEach(async () => {
    stage.remove();
    for (const name of NAMES) await byHand(server, `DELETE sys/policies/acl/${name}`);
    await byHand(server, `DELETE sys/mounts/${LEDGER}`);
    await relay.stop();
  });

  // A sentence of its own where nothing else went wrong with the ledger.
  const LINGERS = 'he lock could not be given back: the next run may have to wait for it, 4 s at most';

  it('says that its lock stays for a while, also where it stopped before the first write', async () => {
    await stage.vaultseed('apply --auto-approve');
    stage.seed(SEED.replace('x/*', 'y/*'));
    let reads = 0;
    relay.rule = ({ path }) => {
      if (path.startsWith('sys/policies/acl')) reads += 1;
      return reads > 0 ? { instead: SEALED } : {};
    };
    const { code, err } = await stage.vaultseed('apply --auto-approve');
    expect([code, codes(err), err.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      ['server-sealed'],
      expect.stringContaining(LINGERS),
    ]);
    relay.rule = () => ({});
    const again = await stage.vaultseed('apply --auto-approve');
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('Waiting for the lock of server-stops')]);
    expect((await stage.vaultseed('apply --auto-approve')).err).not.toContain('lock');
  });

  const codes = (text: string): readonly string[] =>
    [...text.matchAll(/(?:error|warning)\[([\w-]+)\]/g)].map(([, one = '']) => one);

  it.each([
    [true, ''],
    [false, ' --no-ledger'],
  ])('is told once, with the changes: sealed, ledger: %s', async (_, more) => {
    let writes = 0;
    relay.rule = (seen) => {
      if (isWrite(seen) && seen.path.startsWith('sys/policies/acl/')) writes += 1;
      return writes > 4 ? { instead: SEALED } : {};
    };
    const { code, err, out } = await stage.vaultseed(`apply --auto-approve --parallelism 4${more}`);
    const text = err.replaceAll(/\s+/g, ' ');
    expect([code, codes(err)]).toEqual([1, ['server-sealed']]);
    expect(text).toMatch(/failed because of it: policy\.server-stops-p/);
    expect(text.includes(LINGERS)).toBe(more === '');
    // Nothing new is begun on a sealed server.
    expect(out).toMatch(/Applied: .* \d failed, \d not tried\./);
  });
});

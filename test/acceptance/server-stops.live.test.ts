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
    // Nothing new is begun on a sealed server.
    expect(out).toMatch(/Applied: .* \d failed, \d not tried\./);
  });
});

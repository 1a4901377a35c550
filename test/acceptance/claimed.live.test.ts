import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'claimed-ledger';
const GROUP = 'identity/group/name/claimed';
const ADDRESS = `endpoint["${GROUP}"]`;
const SAYING = `vaultseed ledger forget --target '${ADDRESS}'`;

/* A write that failed after the server had said yes: the object may be there, and the seed owns it. */

describe.each(products())('what a failed write leaves in the ledger, on $name', (server) => {
  let mine: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const seed = (data: string) => `seed { name = "claimed" }\nendpoint "${GROUP}" { data = { ${data} } }\n`;
  const apply = async () => {
    const { code, err } = await mine.vaultseed('apply --auto-approve', env);
    return [code, err.replaceAll(/\s+/g, ' ')] as const;
  };

  beforeEach(() => {
    mine = stageFor(server, seed('unknown = "x"'));
  });
  afterEach(async () => {
    for (const path of [`sys/mounts/${LEDGER}`, GROUP]) await ask(`DELETE ${path}`);
    mine.remove();
  });

  it('is said, with the line that lets go of it', async () => {
    const [code, said] = await apply();
    expect([code, said]).toEqual([1, expect.stringContaining('error[write-ignored]')]);
    expect(said).toContain('the ledger lists it for this seed from now on');
    expect(said).toContain(SAYING);
    const shown = await mine.vaultseed('ledger show', env);
    expect(shown.out).toContain(ADDRESS);
    const target = ADDRESS;
    await fine(mine.vaultseed(`ledger forget --auto-approve --target ${target}`, env));
    expect((await mine.vaultseed('ledger show', env)).out).not.toContain(ADDRESS);
  });

  it('is told again by each run, and in no plan forgotten', async () => {
    for (const _ of [1, 2]) expect(await apply()).toEqual([1, expect.stringContaining('error[write-ignored]')]);
    const plan = await mine.vaultseed('plan --detailed-exitcode', env);
    expect([plan.code, plan.out]).toEqual([2, expect.stringContaining('unknown')]);
    mine.seed(seed('type = "internal"'));
    await fine(mine.vaultseed('apply --auto-approve', env));
    expect((await mine.vaultseed('plan --detailed-exitcode', env)).code).toBe(0);
  });

  it('is not said of what was taken before, nor of what the server has refused', async () => {
    mine.seed(seed('type = "internal"'));
    await fine(mine.vaultseed('apply --auto-approve', env));
    mine.seed(seed('type = "internal", unknown = "x"'));
    expect(await apply()).toEqual([1, expect.not.stringContaining('ledger forget')]);
    await fine(mine.vaultseed(`ledger forget --auto-approve --target ${ADDRESS}`, env));
    await ask(`DELETE ${GROUP}`);
    mine.seed(seed('type = "neither"'));
    expect(await apply()).toEqual([1, expect.not.stringContaining('ledger forget')]);
  });
});

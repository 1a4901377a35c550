import { afterAll, beforeAll, expect, it } from 'vitest';
import { byHand, fine, type Stage, stageFor } from '../acceptance/stage.ts';
import { atOnce, products } from '../servers/index.ts';

/*
 * Who may write to a ledger may write a lock that nobody holds. It stops no run for longer than a lock lives, and unlock replaces it.
 */

const env = { VAULTSEED_LEDGER: 'forged-lock-ledger', VAULTSEED_LOCK_LIFE: '2000' };
const SEED = 'seed { name = "forged-lock" }\npolicy "forged-lock-a" {\n  path "x" { capabilities = ["read"] }\n}\n';
const PATH = 'forged-lock-ledger/data/seeds/forged-lock/lock';

atOnce(products(), 'forged locks on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = stageFor(server, SEED, env);
    await fine(stage.vaultseed('apply --auto-approve'));
  });
  afterAll(async () => {
    await fine(stage.vaultseed('destroy --auto-approve'));
    await byHand(server, 'DELETE sys/mounts/forged-lock-ledger');
    stage.remove();
  });

  const lock = async () => {
    const { data } = await byHand(server, `GET ${PATH}`);
    return data as { data: Record<string, unknown>; metadata: { version: number } };
  };
  const forge = async (more: Record<string, unknown>): Promise<void> => {
    const { metadata } = await lock();
    const data = { state: 'held', holder: 'zz', since: 'now', run: 'zz', life_ms: 2000, fence: 5, ...more };
    const { status } = await byHand(server, `POST ${PATH}`, { body: { data, options: { cas: metadata.version } } });
    expect(status).toBe(200);
  };

  it.each([
    ['that live for ever', { life_ms: 9_000_000_000_000, fence: Number.MAX_SAFE_INTEGER }, 'life_ms, fence'],
    ['of more runs than there can have been', { fence: 1e12 }, 'fence'],
    ['beyond what can be counted', { fence: 2 ** 53 }, 'fence'],
    ['of wrong types', { state: 'mine', run: 7, life_ms: '1e9', fence: { a: 1 } }, 'state, run, life_ms, fence'],
  ])('%s are named, and replaced by unlock', async (_, more, members) => {
    await forge(more);
    const { code, err } = await stage.vaultseed('apply --auto-approve --lock-timeout 0s');
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining(
        `error[lock-damaged]: the lock of forged-lock is not as any run writes it: ${members} = vaultseed unlock waits`,
      ),
    ]);
    const unlocked = await fine(stage.vaultseed('unlock'));
    expect([unlocked.out, unlocked.err]).toEqual([
      expect.stringContaining('Its holder is gone: zz'),
      expect.stringContaining(' 3 s at most'),
    ]);
    await fine(stage.vaultseed('apply --auto-approve --lock-timeout 0s'));
    await forge(more);
    const forced = await fine(stage.vaultseed('unlock --force'));
    expect(forced.err).toContain(' 3 s at most');
    await fine(stage.vaultseed('apply --auto-approve --lock-timeout 0s'));
    const { fence } = (await lock()).data;
    expect([Number.isSafeInteger(fence), Number(fence) < 1e11]).toEqual([true, true]);
  });

  it('are waited for no longer than a lock lives', async () => {
    await forge({ life_ms: 9_000_000_000_000 });
    await fine(stage.vaultseed('apply --auto-approve --lock-timeout 30s'));
  });
});

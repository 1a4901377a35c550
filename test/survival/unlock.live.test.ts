import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { byHand, type Stage, stageFor } from '../acceptance/stage.ts';
import { atOnce, products } from '../servers/index.ts';
import { PROGRAM } from './program.ts';
import { isWrite, type Relay, type Seen, startRelay } from './proxy.ts';

/*
 * Taking the lock from a run that is alive: after `unlock` has returned, nothing that this run writes reaches the server. The
 * run talks to the server through a relay of its own that makes it slow, the operator directly.
 */

const env = { VAULTSEED_LEDGER: 'unlock-ledger', VAULTSEED_LOCK_LIFE: '4000' };
// Enough that the run is still under way when it is stopped, also where everything is slow.
const NAMES = Array.from({ length: 60 }, (_, n) => `unlock-p${n}`);
const SEED = `
seed { name = "unlock" }
${NAMES.map((name) => `policy "${name}" {\n  rules = "path \\"secret/x\\" { capabilities = [\\"read\\"] }"\n}`).join('\n')}
`;

const isPolicy = (seen: Seen): boolean => isWrite(seen) && seen.path.startsWith('sys/policies/acl/unlock-');

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

atOnce(products(), 'unlock on $name', (server) => {
  let relay: Relay;
  let operator: Stage;
  let child: ChildProcess | undefined;
  beforeAll(async () => {
    relay = await startRelay(server.address);
    operator = stageFor(server, SEED);
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    relay.rule = () => ({});
    await operator.vaultseed('unlock', env);
    await operator.vaultseed('destroy --auto-approve', env);
  });
  afterAll(async () => {
    operator.remove();
    for (const name of NAMES) await byHand(server, `DELETE sys/policies/acl/${name}`);
    await byHand(server, 'DELETE sys/mounts/unlock-ledger');
    await relay.stop();
  });

  /** Begins an apply whose policies are slow to write. @returns its end, once so many of them have been written. */
  const begin = async (written: number, pause: number): Promise<{ end: Promise<Ended> }> => {
    const args = ['apply', '--auto-approve', '--parallelism', '2', operator.folder];
    const started = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...process.env, ...env, VAULT_ADDR: relay.address, VAULT_TOKEN: server.token },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let said = '';
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const end = new Promise<Ended>((resolve) => started.once('exit', (code) => resolve({ code, said })));
    let writes = 0;
    const enough = new Promise<void>((resolve) => {
      relay.rule = (seen) => {
        if (!isPolicy(seen)) return {};
        writes += 1;
        return { wait: pause, after: () => (writes >= written ? resolve() : undefined) };
      };
    });
    await Promise.race([enough, end]);
    return { end };
  };
  /** Writes of the run that reached the server. */
  const written = (): readonly string[] =>
    relay.forwarded.filter(isWrite).map(({ method, path }) => `${method} ${path}`);
  const rest = (): Promise<void> => new Promise((done) => setTimeout(done, 1500));

  it('leaves a run alone that is alive, and stops it by force before it returns', async () => {
    const { end } = await begin(3, 700);
    expect((await operator.vaultseed('plan', env)).err).toMatch(/warning\[run-under-way\]: a run works on unlock: /);
    const asked = await operator.vaultseed('unlock', env);
    expect([asked.code, asked.err]).toEqual([
      1,
      expect.stringMatching(/error\[lock-held\]: another run .* is alive: /s),
    ]);
    const unlocked = await operator.vaultseed('unlock --force', env);
    const before = written();
    expect([unlocked.code, unlocked.out]).toEqual([0, expect.stringContaining('Its holder has stopped: ')]);
    const { code, said } = await end;
    await rest();
    expect(written()).toEqual(before);
    expect(code).toBe(1);
    expect(said).toMatch(/error\[lock-lost\]: the lock on unlock was taken by .*\(pid \d+\), at 2/);
    expect(said.match(/error\[lock-lost\]/g)).toHaveLength(1);
    expect(said).toMatch(/not tried/);
    // What it had done was written down before it gave the lock back.
    const { changes } = await operator.json('plan', env);
    const done = relay.forwarded.filter(isPolicy).length;
    expect(changes).toHaveLength(NAMES.length - done);
    expect((await operator.vaultseed('apply --auto-approve --lock-timeout 0s', env)).code).toBe(0);
    expect((await operator.json('plan', env)).changes).toEqual([]);
  });

  it('waits until the time of a run is over that hears of nothing, and frees the lock of one that died', async () => {
    const { end } = await begin(3, 0);
    child?.kill('SIGSTOP');
    const unlocked = await operator.vaultseed('unlock --force', env);
    const before = written();
    expect([unlocked.code, unlocked.out]).toEqual([0, expect.stringContaining('gave no sign, and its time is over')]);
    child?.kill('SIGCONT');
    const { code, said } = await end;
    await rest();
    expect(written()).toEqual(before);
    expect([code, said]).toEqual([1, expect.stringMatching(/error\[lock-lost\]: the lock on unlock was taken by /)]);
    await begin(3, 100);
    child?.kill('SIGKILL');
    const freed = await operator.vaultseed('unlock', env);
    expect([freed.code, freed.out]).toEqual([0, expect.stringContaining('Its holder is gone: ')]);
    expect((await operator.vaultseed('plan', env)).err).toMatch(
      /run-died\]: .* ended without a word of what .* \d+ obj/s,
    );
    expect((await operator.vaultseed('apply --auto-approve --lock-timeout 0s', env)).code).toBe(0);
  });
});

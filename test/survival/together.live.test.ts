import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byHand, type Stage, stageFor } from '../acceptance/stage.ts';
import { atOnce, products } from '../servers/index.ts';
import { PROGRAM } from './program.ts';
import { isWrite, type Relay, startRelay } from './proxy.ts';

/*
 * Several at once on one seed. A lock lives a second here, so that nobody waits for long.
 */

const env = { VAULTSEED_LEDGER: 'together-ledger', VAULTSEED_LOCK_LIFE: '1600' };
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

const seedOf = (content: string): string => `
seed { name = "together" }
${NAMES.map((name) => `policy "together-${name}" {\n  rules = "path \\"secret/${content}\\" { capabilities = [\\"read\\"] }"\n}`).join('\n')}
mount "together-${content}" {
  type = "transit"
}
`;

const ALLOW = '--max-deletions 100 --allow data-destroying --allow access-narrowing --allow irreversible';

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

const ended = (child: ChildProcess): Promise<Ended> => {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
};

atOnce(products(), 'at once on $name', (server) => {
  let relay: Relay;
  const stages: Stage[] = [];
  const stageWith = (content: string): Stage => {
    const stage = stageFor({ address: relay.address, token: server.token }, seedOf(content));
    stages.push(stage);
    return stage;
  };
  const policies = async (): Promise<readonly string[]> =>
    Promise.all(
      NAMES.map(async (name) => {
        const { data } = await byHand(server, `GET sys/policies/acl/together-${name}`);
        return /secret\/(\w+)/.exec(String(data.policy ?? (data.data as { policy?: string })?.policy))?.[1] ?? 'none';
      }),
    );
  beforeAll(async () => {
    relay = await startRelay(server.address);
  });
  afterAll(async () => {
    for (const stage of stages) stage.remove();
    for (const name of NAMES) await byHand(server, `DELETE sys/policies/acl/together-${name}`);
    for (let n = 0; n < 10; n += 1) await byHand(server, `DELETE sys/mounts/together-c${n}`);
    await byHand(server, 'DELETE sys/mounts/together-stopped');
    await byHand(server, 'DELETE sys/mounts/together-other');
    await byHand(server, 'DELETE sys/mounts/together-ledger');
    await relay.stop();
  });

  it('ten applies with different contents leave that of one, and a ledger that agrees', async () => {
    const contents = Array.from({ length: 10 }, (_, n) => `c${n}`);
    const ran = await Promise.all(
      contents.map((one) => stageWith(one).vaultseed(`apply --auto-approve ${ALLOW}`, env)),
    );
    for (const { code, err } of ran)
      if (code !== 0) expect(err).toMatch(/somebody else has (applied|written)|another run works on/s);
    expect(ran.some(({ code }) => code === 0)).toBe(true);
    const left = [...new Set(await policies())];
    expect(left).toHaveLength(1);
    const winner = stages[contents.indexOf(left[0] ?? '')];
    const plan = await winner?.json('plan', env);
    expect(plan?.changes).toEqual([]);
    const mounts = Object.keys((await byHand(server, 'GET sys/mounts')).data).filter((name) =>
      /^together-c\d/.test(name),
    );
    expect(mounts).toEqual([`together-${left[0]}/`]);
  });

  it('a holder that was stopped for longer than its lock lives stops before its next write', async () => {
    const [slow, other] = [stageWith('stopped'), stageWith('other')];
    await writeFile(join(slow.folder, 'main.seed.hcl'), seedOf('stopped'));
    const child = spawn(
      process.execPath,
      [PROGRAM, 'apply', '--auto-approve', '--parallelism', '1', ...ALLOW.split(' '), slow.folder],
      {
        env: { ...process.env, ...env, VAULT_ADDR: relay.address, VAULT_TOKEN: server.token },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const end = ended(child);
    // Stopped when its second policy has been written, and before it hears of that.
    let writes = 0;
    const stopped = new Promise<void>((resolve) => {
      relay.rule = (seen) => {
        if (!isWrite(seen) || !seen.path.startsWith('sys/policies/acl/together-') || ++writes !== 2) return {};
        return {
          after: () => {
            child.kill('SIGSTOP');
            resolve();
          },
        };
      };
    });
    await stopped;
    relay.rule = () => ({});
    const taken = await other.vaultseed(`apply --auto-approve ${ALLOW}`, env);
    expect([taken.code, taken.err]).toEqual([0, expect.any(String)]);
    const before = relay.forwarded.filter(isWrite).length;
    child.kill('SIGCONT');
    const { code, said } = await end;
    const after = relay.forwarded.filter(isWrite).slice(before);
    // What it still wants to write down is refused by check-and-set: the ledger is the other's.
    expect(after.filter(({ path }) => !path.startsWith('together-ledger/'))).toEqual([]);
    expect(code).toBe(1);
    // Which of the two it notices first is up to the clock.
    expect(said).toMatch(/could not be renewed in time|somebody else has written/);
    expect(new Set(await policies())).toEqual(new Set(['other']));
    expect((await other.json('plan', env)).changes).toEqual([]);
  });
});

import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { mustExec } from '../servers/exec.ts';
import { atOnce, products } from '../servers/index.ts';
import { secretsProgram } from '../servers/programs.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

/*
 * Documents of a ledger that somebody has deleted or spoilt, and the command that the message says against it: run here in a shell, by
 * the server's own program.
 */

const LEDGER = 'mend-ledger';
const SEED = 'it is the % team';

atOnce(products(), 'a ledger that was spoilt, on $name', (server) => {
  let stage: Stage;
  let program: string;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const document = (name: string, part = 'data'): string =>
    `${LEDGER}/${part}/${name.split('/').map(encodeURIComponent).join('/')}`;
  const NAMES = { index: `seeds/${SEED}/index`, shard: `seeds/${SEED}/shard-1-0`, key: `keys/${SEED}` };
  const seed = (password: string) => `
seed { name = "${SEED}" }
policy "mend-a" {
  path "x" { capabilities = ["read"] }
}
auth "mend-people" {
  type = "userpass"
  user "ada" { password = "${password}" }
}
`;
  /** Runs the command in a message, as somebody who pastes it. */
  const paste = async (err: string, nth = 0): Promise<void> => {
    const line = err.match(/^ +((?:vault|bao) kv .*)$/gm)?.[nth]?.trim() ?? 'false';
    const [word = ''] = line.split(' ');
    const shell = `${word}() { "${program}" "$@"; }\n${line}`;
    const address = { VAULT_ADDR: server.address, BAO_ADDR: server.address };
    const token = { VAULT_TOKEN: server.token, BAO_TOKEN: server.token };
    await mustExec('bash', ['-c', shell], { env: { ...process.env, ...address, ...token } });
  };

  beforeAll(async () => {
    const found = await secretsProgram[server.name]();
    if (found.found) program = found.command;
  });
  beforeEach(async () => {
    stage = stageFor(server, seed('canary-1'));
    await fine(stage.vaultseed('apply --auto-approve', env));
    // A second one, so that there are older versions.
    stage.seed(seed('canary-2'));
    await fine(stage.vaultseed('apply --auto-approve', env));
  });
  afterEach(async () => {
    await ask(`DELETE sys/mounts/${LEDGER}`);
    await ask('DELETE sys/auth/mend-people');
    await ask('DELETE sys/policies/acl/mend-a');
    stage.remove();
  });

  it.each(['index', 'shard'] as const)('says how its %s comes back that was deleted', async (which) => {
    await ask(`DELETE ${document(NAMES[which])}`);
    for (const line of ['plan', 'drift', 'apply --auto-approve', 'ledger show']) {
      const { code, err } = await stage.vaultseed(line, env);
      expect([line, code, err]).toEqual([line, 1, expect.stringContaining('ledger-unreadable')]);
      expect(err).toMatch(/was\s+deleted/);
      expect(err).toMatch(
        /^ +(?:vault|bao) kv undelete -mount=mend-ledger -versions=\d+ 'seeds\/it is the % team\/.*'$/m,
      );
    }
    await paste((await stage.vaultseed('plan', env)).err);
    expect(await stage.vaultseed('plan --detailed-exitcode', env)).toMatchObject({ code: 0, err: '' });
  });

  it('does not offer an older key in the place of one that was destroyed', async () => {
    await fine(stage.vaultseed('ledger rekey --auto-approve', env));
    await ask(`PUT ${document(NAMES.key, 'destroy')}`, { versions: [2] });
    for (const line of ['plan', 'drift']) {
      const { err } = await stage.vaultseed(line, env);
      expect(err).toContain('ledger-key-lost');
      expect(err).not.toContain('comes back');
    }
    await fine(stage.vaultseed('ledger rekey --auto-approve', env));
    // One that is the same does come back.
    const { data } = await ask(`GET ${document(NAMES.key)}`);
    const { data: content, metadata } = data as { data: object; metadata: { version: number } };
    await ask(`POST ${document(NAMES.key)}`, { options: { cas: metadata.version }, data: content });
    await ask(`PUT ${document(NAMES.key, 'destroy')}`, { versions: [metadata.version + 1] });
    await paste((await stage.vaultseed('plan', env)).err);
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    expect(await stage.vaultseed('plan --detailed-exitcode', env)).toMatchObject({ code: 0, err: '' });
  });

  it('says how its key comes back, before it says what to do without', async () => {
    await ask(`DELETE ${document(NAMES.key)}`);
    const { code, err } = await stage.vaultseed('plan', env);
    expect([code, err.indexOf('undelete') > 0, err.indexOf('undelete') < err.indexOf('rekey')]).toEqual([
      0,
      true,
      true,
    ]);
    const apply = await stage.vaultseed('apply --auto-approve', env);
    expect([apply.code, apply.err.indexOf('undelete') < apply.err.indexOf('rekey')]).toEqual([1, true]);
    expect(apply.err.replaceAll(/\s+/g, ' ')).toMatch(
      /error\[ledger-key-needed\]: the key of the ledger of .* is gone/,
    );
    expect(apply.err).not.toMatch(/does not take|let the token/);
    await paste(err);
    stage.seed(seed('canary-3'));
    expect((await stage.vaultseed('plan', env)).out).toContain('changed in the seed');
  });

  it('asks before its key is made worthless by a new one', async () => {
    await ask(`DELETE ${document(NAMES.key)}`);
    const { code, err } = await stage.vaultseed('ledger rekey', env);
    expect([code, err]).toEqual([1, expect.stringMatching(/approval-needed[\s\S]*undelete[\s\S]*--auto-approve/)]);
    await paste(err);
    expect(await stage.vaultseed('plan --detailed-exitcode', env)).toMatchObject({ code: 0, err: '' });
    await ask(`DELETE ${document(NAMES.key)}`);
    await fine(stage.vaultseed('ledger rekey --auto-approve', env));
    expect((await stage.vaultseed('plan --detailed-exitcode', env)).code).toBe(1);
  });

  it.each<[what: string, said: RegExp, spoil: (version: number) => Promise<unknown>]>([
    [
      'is nonsense',
      /is\s+no\s+list\s+of\s+entries/,
      (cas) => ask(`POST ${document(NAMES.shard)}`, { data: { entries: 'nonsense' }, options: { cas } }),
    ],
    [
      'was destroyed',
      /its\s+last\s+version\s+was\s+destroyed/,
      (version) => ask(`PUT ${document(NAMES.shard, 'destroy')}`, { versions: [version] }),
    ],
  ])('says how to go back to the version before one that %s, and how that is signed', async (_, said, spoil) => {
    const { data } = await ask(`GET ${document(NAMES.shard)}`);
    const { version } = data.metadata as { version: number };
    await spoil(version);
    const spoilt = await stage.vaultseed('plan', env);
    expect([spoilt.code, spoilt.err]).toEqual([1, expect.stringMatching(said)]);
    expect(spoilt.err).toMatch(/ledger\s+rekey/);
    await paste(spoilt.err);
    expect(await stage.vaultseed('plan', env)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/error\[ledger-altered\][\s\S]*is\s+a\s+copy\s+of/),
    });
    await fine(stage.vaultseed('ledger rekey --auto-approve', env));
    // The version before may be one that says what a run was about to send: that is sent again.
    const { out } = await stage.vaultseed('drift', env);
    expect(out).toMatch(/taken\s+to\s+be\s+as\s+declared|~ auth\.mend-people\.user\.ada/);
  });

  it('says how to begin anew, where nothing comes back', async () => {
    await ask(`DELETE ${document(NAMES.shard, 'metadata')}`);
    const { code, err } = await stage.vaultseed('plan', env);
    expect([code, err]).toEqual([1, expect.not.stringContaining('undelete')]);
    await paste(err);
    await fine(stage.vaultseed('apply --auto-approve', env));
    expect((await stage.vaultseed('plan --detailed-exitcode', env)).code).toBe(1);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { onTerminal } from '../cmd/terminal.ts';
import { atOnce, products } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'forget-ledger';

atOnce(products(), 'what a seed lets go of, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const run = (line: string) => stage.vaultseed(line, env);
  const policy = (name: string, more = '') =>
    `policy "forget-${name}" {\n  path "x" { capabilities = ["read"] }\n${more}}\n`;
  const KEYS = 'mount "forget-keys" {\n  type = "transit"\n  key "a" {}\n  key "b" {}\n}\n';
  const owned = async (): Promise<string[]> => {
    const told: { objects: { address: string }[] } = JSON.parse((await fine(run('ledger show --json'))).out);
    return told.objects.map(({ address }) => address);
  };

  beforeEach(async () => {
    stage = stageFor(server, policy('a') + policy('b') + KEYS);
    await fine(run('apply --auto-approve'));
  });
  afterEach(async () => {
    for (const path of [`mounts/${LEDGER}`, 'mounts/forget-keys', 'policies/acl/forget-a', 'policies/acl/forget-b'])
      await byHand(server, `DELETE sys/${path}`);
    stage.remove();
  });

  it('is listed with what is inside it and asked for on a terminal, and nothing but yes will do', async () => {
    const words = ['ledger', 'forget', '--target', 'mount.forget-keys'];
    const world = { cwd: stage.folder, env: { ...env, VAULT_ADDR: server.address, VAULT_TOKEN: server.token } };
    const no = await onTerminal(words, [['Only "yes" will do:', 'y\r']], world);
    expect([no.code, no.text]).toEqual([1, expect.stringContaining('Nothing was forgotten.')]);
    expect(no.text).toContain(
      '  mount.forget-keys  sys/mounts/forget-keys\n  mount.forget-keys.key.a  forget-keys/keys/a\n  mount.forget-keys.key.b  forget-keys/keys/b\n',
    );
    expect(await owned()).toHaveLength(5);
    const yes = await onTerminal(words, [['Only "yes" will do:', 'yes\r']], world);
    expect([yes.code, yes.text]).toEqual([0, expect.stringContaining('Forgotten: 3 objects.')]);
    expect(await owned()).toEqual(['policy.forget-a', 'policy.forget-b']);
  });

  it('is not let go of where nobody can be asked, unless that is said', async () => {
    const asked = await run('ledger forget --target policy');
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('error[approval-needed]')]);
    expect(asked.err).toContain(
      '    policy.forget-a  sys/policies/acl/forget-a\n      policy.forget-b  sys/policies/acl/forget-b\n',
    );
    expect(await owned()).toHaveLength(5);
    await fine(run('ledger forget --target policy --auto-approve'));
    expect(await owned()).toHaveLength(3);
  });

  it('is told with its path on the server, where its address does not tell that', async () => {
    const labelled = policy('b').replace('"forget-b"', '"other"');
    const keep = '  name = "forget-b"\n  lifecycle { on_destroy = "forget" }\n';
    const kept = policy('a', '  lifecycle { on_destroy = "forget" }\n');
    stage.seed(kept + labelled.replace('{\n', `{\n${keep}`) + KEYS);
    await fine(run('apply --auto-approve'));
    stage.seed(KEYS);
    const { out } = await fine(run('plan'));
    expect(out).toMatch(/policy\.other\s+sys\/policies\/acl\/forget-b · no longer in the seed/);
    expect(out).toMatch(/policy\.forget-a\s+no longer in the seed/);
  });

  it('is what the server came with and does not delete', async () => {
    const { data } = await byHand(server, 'GET sys/policies/acl/default');
    const builtin = `policy "default" {\n  rules = <<-EOT\n${String(data.policy)}\n  EOT\n}\nauth "token" {}\n`;
    stage.seed(builtin + KEYS);
    await fine(run('apply --auto-approve'));
    expect(await owned()).toContain('policy.default');
    stage.seed(KEYS);
    const { out } = await fine(run('plan'));
    expect(out.match(/stays on the server, which came with it and does not delete it/g)).toHaveLength(2);
    await fine(run('apply --auto-approve'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('is handed over without a moment in which an apply could delete it', async () => {
    const KEEP = '  lifecycle { on_destroy = "forget" }\n';
    stage.seed(policy('a', KEEP) + policy('b') + KEYS);
    await fine(run('apply --auto-approve'));
    stage.seed(policy('b') + KEYS);
    expect(actionsOf(await stage.json('plan', env))).toEqual(['forget policy.forget-a']);
    await fine(run('apply --auto-approve'));
    const other = stageFor(server, `seed { name = "forget-theirs" }\n${policy('a')}`);
    await fine(other.vaultseed('apply --auto-approve', env));
    expect((await byHand(server, 'GET sys/policies/acl/forget-a')).status).toBe(200);
    other.remove();
  });

  it('is not taken from a seed that has no ledger, and nothing is left behind there', async () => {
    const { code, err } = await run('ledger move --from nosuch');
    expect([code, err]).toEqual([1, expect.stringContaining('nosuch owns nothing here')]);
    const { data } = await byHand(server, `LIST ${LEDGER}/metadata/seeds`);
    expect(data.keys).not.toContain('nosuch/');
  });

  it('leaves nothing to compare for a new key', async () => {
    await fine(run('ledger forget --auto-approve --target policy --target mount'));
    expect((await fine(run('ledger rekey'))).err).toContain('there was nothing to compare');
  });

  it('needs no values of the seed', async () => {
    stage.seed(policy('a') + policy('b') + KEYS.replace('"transit"', 'env("NOT_SET_ANYWHERE")'));
    expect(await owned()).toHaveLength(5);
    // Without them nobody can tell whether it is the seed whose name its folder has.
    const { code, err } = await run('ledger forget --target policy.forget-a --auto-approve');
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('declares cannot be told')]);
    const [, name = ''] = /seed \{ name = "([^"]+)" \}/.exec(err.replaceAll(/\s+/g, ' ')) ?? [];
    stage.seed(`seed { name = "${name}" }\n${policy('a')}mount "x" { type = env("NOT_SET_ANYWHERE") }\n`);
    await fine(run('ledger forget --target policy.forget-a --auto-approve'));
    expect(await owned()).toHaveLength(4);
  });
});

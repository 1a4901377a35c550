import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/* What was made once is never made again, and in the mount of another seed it is not made at all. */

const LEDGER = 'eo-ledger';

describe.each(products())('what is made once, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const apply = (text: string, line = 'apply --auto-approve') => {
    stage.seed(text);
    return stage.vaultseed(line, env);
  };

  beforeEach(() => {
    stage = stageFor(server, '');
    other = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'eo-ssh', 'eo-pki']) await ask(`DELETE sys/mounts/${mount}`);
    stage.remove();
    other.remove();
  });

  const SSH = 'seed { name = "eo-a" }\nmount "eo-ssh" {\n  type = "ssh"\n}\n';
  const ca = (more: string) =>
    `${SSH}endpoint "eo-ssh/config/ca" {\n  write_only = { generate_signing_key = true }\n${more}}\n`;

  it('keeps the key of ssh, also when all secrets are sent again', async () => {
    await fine(apply(ca('  read_path = "eo-ssh/config/ca"\n')));
    const { public_key: made } = (await ask('GET eo-ssh/config/ca')).data;
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    await ask(`DELETE sys/mounts/${LEDGER}`);
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets', env));
    expect((await ask('GET eo-ssh/config/ca')).data.public_key).toBe(made);
    expect((await stage.vaultseed('plan --detailed-exitcode', env)).code).toBe(0);
  });

  it('is refused where nothing says whether it is there', async () => {
    const { code, err } = await apply(ca(''), 'validate');
    expect([code, err]).toEqual([1, expect.stringContaining('read_path = "eo-ssh/config/ca"')]);
  });

  it.each([
    ['issuers/generate/root/internal', 'write_only = { common_name = "x" }\n  read_path = "eo-pki/roles/nope"'],
    ['issuer/default', 'data = { issuer_name = "x" }'],
    ['key/default', 'data = { key_name = "x" }'],
    ['keys/generate/internal', 'write_only = { key_name = "x" }\n  read_path = "eo-pki/key/x"'],
  ])('is for the owner of a mount to write: %s', async (path, written) => {
    other.seed('seed { name = "eo-a" }\nmount "eo-pki" {\n  type = "pki"\n}\n');
    await fine(other.vaultseed('apply --auto-approve', env));
    await ask('POST eo-pki/root/generate/internal', { common_name: 'eo' });
    stage.seed(
      `seed { name = "eo-b" }\nmount "eo-pki" {\n  type = "pki"\n  existing = true\n}\nendpoint "eo-pki/${path}" {\n  ${written}\n}\n`,
    );
    const { diagnostics } = await stage.json('plan', env);
    expect(diagnostics).toMatchObject([{ code: 'owned-elsewhere', severity: 'error' }]);
  });

  it.each(['', 'type = "my-pki"'])('is so whatever type a guest says that the mount has: %s', async (type) => {
    other.seed('seed { name = "eo-a" }\nmount "eo-pki" {\n  type = "pki"\n}\n');
    await fine(other.vaultseed('apply --auto-approve', env));
    await ask('POST eo-pki/root/generate/internal', { common_name: 'eo' });
    stage.seed(
      `seed { name = "eo-b" }\nmount "eo-pki" {\n  ${type}\n  existing = true\n}\nendpoint "eo-pki/issuer/default" {\n  data = { issuer_name = "x" }\n}\n`,
    );
    const { diagnostics } = await stage.json('plan', env);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'owned-elsewhere', severity: 'error' }));
  });

  it.each([
    ['identity/group/name/eo-g', 'identity/group/name/EO-G', 'data = { policies = ["eo"] }'],
    ['identity/entity/name/eo-e', 'identity/entity/name/EO-E', 'data = { policies = ["eo"] }'],
    ['sys/config/ui/headers/X-Eo', 'sys/config/ui/headers/x-eo', 'write_only = { values = ["a"] }'],
  ])('is owned in capital and small letters alike: %s', async (path, again, data) => {
    const written = (name: string, at: string) => `seed { name = "${name}" }\nendpoint "${at}" {\n  ${data}\n}\n`;
    other.seed(written('eo-a', path));
    await fine(other.vaultseed('apply --auto-approve', env));
    stage.seed(written('eo-b', again));
    const { diagnostics } = await stage.json('plan', env);
    expect((await ask(`GET ${again}`)).status).toBe(200);
    await ask(`DELETE ${path}`);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'owned-elsewhere', severity: 'error' }));
  });

  it.each(['identity/group/id/x', 'identity/entity/id/x', 'identity/group', 'identity/entity'])(
    'is told its name at %s',
    async (path) => {
      const { code, err } = await apply(`endpoint "${path}" {\n  data = { policies = ["eo"] }\n}\n`, 'validate');
      expect([code, err]).toEqual([1, expect.stringContaining('/name/NAME')]);
    },
  );
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/* What was made by hand in an engine that no kind describes, and cannot be made again once it is written over: a key of totp. */

const LEDGER = 'over-ledger';
const KEY = 'over-totp/keys/hand';
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

atOnce(products(), 'endpoints that write over something, on $name', (server) => {
  let stage: Stage;
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const run = (line: string) => stage.vaultseed(line, { VAULTSEED_LEDGER: LEDGER });
  const code = async (): Promise<string> => String((await ask('GET over-totp/code/hand')).data.code);
  const seed = (account: string, more = ''): void =>
    stage.seed(
      `seed { name = "over" }\nendpoint "${KEY}" {\n  data = { account_name = "${account}" }\n  write_only = { key = "MFRGGZDFMZTWQ2LK", issuer = "over" }\n${more}}\n`,
    );
  /** Refused unattended, and the key is there as before. */
  const refused = async (says: string): Promise<void> => {
    const before = await code();
    const ran = await run('apply --auto-approve');
    expect([ran.code, flat(ran.err)]).toEqual([3, expect.stringContaining('--allow data-destroying')]);
    expect(flat(ran.out)).toContain('Careful: 1 change destroys data');
    expect(flat((await run('plan')).out)).toContain(says);
    // A code holds for half a minute, so one more look when it turned over meanwhile.
    expect([before, await code()]).toContain(await code());
  };

  beforeEach(async () => {
    stage = stageFor(server, '');
    await ask('POST sys/mounts/over-totp', { type: 'totp' });
    await ask(`POST ${KEY}`, { account_name: 'a', generate: false, key: 'JBSWY3DPEHPK3PXP', issuer: 'over' });
  });
  afterEach(async () => {
    await ask('DELETE sys/mounts/over-totp');
    await ask(`DELETE sys/mounts/${LEDGER}`);
    stage.remove();
  });

  it('is refused unattended, and done when that is allowed', async () => {
    seed('b');
    await refused('writes over what is there, which nobody can bring back as far as anybody knows');
    await fine(run('apply --auto-approve --allow data-destroying'));
    // What is the seed's own is changed as in any apply.
    seed('c');
    expect((await fine(run('apply --auto-approve'))).out).not.toContain('destroys data');
  });

  it('is refused where the read leads elsewhere', async () => {
    seed('b', '  read_path = "over-totp/keys/none"\n');
    await refused('may write over what is there: the read leads elsewhere');
  });

  it.each([
    ['a secret, where the read leads elsewhere', 'data = { pw = "other" }\n  read_path = "over-kv/none"'],
    ['a secret by what is known at the apply only', 'data = auth.over-people.accessor != "x" ? { pw = "other" } : {}'],
  ])('is refused for %s', async (_, fields) => {
    await ask('POST sys/mounts/over-kv', { type: 'kv' });
    await ask('POST over-kv/hand', { pw: 'by hand' });
    try {
      stage.seed(
        `seed { name = "over" }\nauth "over-people" {\n  type = "userpass"\n}\nendpoint "over-kv/hand" {\n  ${fields}\n}\n`,
      );
      const { code: ended, err } = await run('apply --auto-approve');
      expect([ended, err]).toEqual([3, expect.stringContaining('error[risk-not-allowed]')]);
      expect((await ask('GET over-kv/hand')).data).toEqual({ pw: 'by hand' });
    } finally {
      await ask('DELETE sys/mounts/over-kv');
    }
  });

  it.each([
    ['known at the apply only', 'auth.over-people.accessor != "x" ? 1 : 100'],
    ['under a mask', 'sensitive(1)'],
  ])('is refused for versions whose number is %s', async (_, number) => {
    await ask('POST sys/mounts/over-kv', { type: 'kv', options: { version: '2' } });
    for (const v of [1, 2, 3]) await ask('POST over-kv/data/h', { data: { v } });
    try {
      stage.seed(
        `seed { name = "over" }\nauth "over-people" {\n  type = "userpass"\n}\nmount "over-kv" {\n  type = "kv-v2"\n  existing = true\n  secret "h" {\n    data = { v = 3 }\n    max_versions = ${number}\n  }\n}\n`,
      );
      const { code: ended, err } = await run('apply --auto-approve');
      expect([ended, err]).toEqual([3, expect.stringContaining('--allow data-destroying')]);
      expect((await ask('GET over-kv/metadata/h')).data.oldest_version).toBe(0);
    } finally {
      await ask('DELETE sys/mounts/over-kv');
    }
  });

  it.each([
    [
      'what goes along with a change',
      'data = { auto_rotate_period = 90000 }\n  write_only = { exportable = true }\n  read_path = "over-tr/keys/a"',
    ],
    ['what nobody has looked at', 'write_only = { exportable = true }\n  read_path = "over-tr/keys/none"'],
    [
      'what is under a mask',
      'data = { auto_rotate_period = 90000 }\n  write_only = sensitive({ exportable = true })\n  read_path = "over-tr/keys/a"',
    ],
  ])('is refused for a key that can be exported from then on, by %s', async (_, fields) => {
    await ask('POST sys/mounts/over-tr', { type: 'transit' });
    await ask('POST over-tr/keys/a');
    try {
      stage.seed(`seed { name = "over" }\nendpoint "over-tr/keys/a/config" {\n  ${fields}\n}\n`);
      const { code: ended, err } = await run('apply --auto-approve');
      expect([ended, err]).toEqual([3, expect.stringContaining('--allow secret-revealing')]);
      expect((await ask('GET over-tr/keys/a')).data.exportable).toBe(false);
    } finally {
      await ask('DELETE sys/mounts/over-tr');
    }
  });

  it('is refused for a store that may become one of another version', async () => {
    await ask('POST sys/mounts/over-kv', { type: 'kv' });
    try {
      for (const options of [
        '{ version = auth.over-people.accessor != "x" ? "2" : "1" }',
        'sensitive({ version = "2" })',
      ]) {
        stage.seed(
          `seed { name = "over" }\nauth "over-people" {\n  type = "userpass"\n}\nmount "over-kv" {\n  type = "kv"\n  options = ${options}\n}\n`,
        );
        const { code: ended, err } = await run('apply --auto-approve');
        expect([ended, err]).toEqual([3, expect.stringContaining('--allow irreversible')]);
      }
    } finally {
      await ask('DELETE sys/mounts/over-kv');
    }
  });

  it('takes a word for each of what it can do', async () => {
    await ask('POST sys/mounts/over-tr', { type: 'transit' });
    await ask('POST over-tr/keys/a');
    try {
      stage.seed(
        'seed { name = "over" }\nmount "over-tr" {\n  type = "transit"\n  existing = true\n  key "a" {\n    exportable = true\n  }\n}\n',
      );
      for (const allowed of ['secret-revealing', 'irreversible']) {
        const { code: ended, err } = await run(`apply --auto-approve --allow ${allowed}`);
        expect([ended, err]).toEqual([3, expect.stringContaining('error[risk-not-allowed]')]);
      }
      await fine(run('apply --auto-approve --allow secret-revealing,irreversible'));
    } finally {
      await ask('DELETE sys/mounts/over-tr');
    }
  });

  it('takes over what is as declared, and makes what is not there', async () => {
    seed('a');
    await fine(run('apply --auto-approve'));
    await ask(`DELETE ${KEY}`);
    await fine(run('apply --auto-approve'));
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'move-ledger';

/* Ledgers of two seeds, of which one might take what is the other's: by its name, or because somebody said move. */

atOnce(products(), 'what of another ledger is taken, on $name', (server) => {
  let one: Stage;
  let two: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask, isThere } = asRoot(server);
  const run = (line: string, stage = two) => stage.vaultseed(line, env);
  const policy = (name: string) => `policy "move-${name}" {\n  path "x" { capabilities = ["read"] }\n}\n`;
  const people = (user: string) =>
    `auth "move-people" {\n  type = "userpass"\n  user "${user}" { password = "canary-1" }\n}\n`;
  const kv = (more: string) => `mount "move-kv" {\n  type = "kv"\n  options = { version = "2" }\n${more}\n}\n`;
  const listed = async (): Promise<string[]> => {
    const told: { objects: { address: string }[] } = JSON.parse((await fine(run('ledger show --json'))).out);
    return told.objects.map(({ address }) => address);
  };

  beforeEach(() => {
    one = stageFor(server, '');
    two = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'move-kv']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/move-people');
    for (const name of ['a', 'b', 'c', 'd']) await ask(`DELETE sys/policies/acl/move-${name}`);
    one.remove();
    two.remove();
  });

  const inFolder = (stage: Stage, text: string): string => {
    const folder = join(stage.folder, 'infra');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.seed.hcl'), text);
    return folder;
  };

  it.each([
    ['one object', people('ada') + policy('a') + policy('b') + policy('c'), policy('a') + policy('d')],
    ['two objects', people('ada') + policy('a') + policy('b') + policy('c'), people('bob') + policy('a') + policy('d')],
  ])('deletes nothing of a seed in a folder of the same name, with %s in common', async (_, theirs, mine) => {
    await fine(run(`apply --auto-approve ${inFolder(one, theirs)}`));
    const folder = inFolder(two, mine);
    const told = expect.stringMatching(
      /owns\s+5\s+objects\s+here,\s+and\s+the\s+seed\s+declares\s+only\s+[12]\s+of\s+them/,
    );
    for (const line of ['plan', 'apply --auto-approve', 'destroy --auto-approve']) {
      const { code, err } = await run(`${line} ${folder}`);
      expect([line, code, err]).toEqual([line, 3, told]);
      expect(err).toContain('seed { name = "infra" }');
      expect(err).toContain('policy.move-b');
    }
    expect(await isThere('sys/policies/acl/move-b')).toBe(true);
    expect(await isThere('auth/move-people/users/ada')).toBe(true);
    // With the name of the folder, it is meant.
    inFolder(two, `seed { name = "infra" }\n${mine}`);
    await fine(run(`apply --auto-approve --max-deletions 9 ${folder} --allow data-destroying`));
    expect(await isThere('sys/policies/acl/move-b')).toBe(false);
    await fine(run(`destroy --auto-approve ${folder}`));
  });

  it.each([
    ['one of four goes', ['a', 'b', 'c', 'd'], ['a', 'b', 'c'], true],
    ['two of four go', ['a', 'b', 'c', 'd'], ['a', 'b'], false],
    ['one of three goes', ['a', 'b', 'c'], ['a', 'b'], false],
    ['one of two goes', ['a', 'b'], ['a'], false],
  ])(
    'takes somebody to say yes where the seed has no name of its own and %s, unless much of it stays',
    async (_, before, after, alone) => {
      const text = (names: readonly string[]) => names.map(policy).join('');
      const folder = inFolder(one, text(before));
      const last = `sys/policies/acl/move-${before.at(-1)}`;
      await fine(run(`apply --auto-approve ${folder}`));
      inFolder(one, text(after));
      const plan = await fine(run(`plan ${folder}`));
      expect(plan.err.includes('warning[perhaps-another-seed]')).toBe(!alone);
      const { code, err } = await run(`apply --auto-approve ${folder}`);
      expect([code, err.includes('error[another-seed]'), await isThere(last)]).toEqual([alone ? 0 : 3, !alone, !alone]);
      if (alone) return;
      expect(err.replaceAll(/\s+/g, ' ')).toMatch(/and nobody is asked .* leave out --auto-approve/);
      expect((await fine(run(`drift ${folder} --json`).then((ran) => ({ ...ran, code: 0 })))).out).not.toContain(
        'another-seed',
      );
      if (before.length === 4) await fine(two.asked(`apply ${folder}`, async () => {}, env));
      else {
        // The folder is not in the one that this runs in: the line to carry it out says more for that.
        const { err: how } = await fine(run(`plan ${folder} --out move.json`));
        await fine(run(/apply move\.json --checksum \S+/.exec(how)?.[0] ?? 'no line'));
      }
      expect(await isThere(last)).toBe(false);
      await fine(run(`destroy --auto-approve ${folder}`));
    },
  );

  it('moves nothing that the seed would have to make anew', async () => {
    one.seed(`seed { name = "move-ma" }\n${people('ada')}${policy('a')}`);
    await fine(run('apply --auto-approve', one));
    const approle = 'auth "move-people" { type = "approle" }\n';
    two.seed(`seed { name = "move-mb" }\n${policy('b')}`);
    await fine(run('apply --auto-approve'));
    two.seed(`seed { name = "move-mb" }\n${policy('a')}${policy('b')}${approle}`);
    const { code, err } = await run('ledger move --from move-ma --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('error[replace-unowned]')]);
    expect(err).toContain('Nothing was moved');
    expect(await listed()).toEqual(['policy.move-b']);
    expect((await run('plan --detailed-exitcode', one)).code).toBe(0);
    two.seed(`seed { name = "move-mb" }\n${policy('a')}${policy('b')}`);
    await fine(run('ledger move --from move-ma --auto-approve'));
    expect(await listed()).toEqual(['policy.move-a', 'policy.move-b']);
    await fine(run('destroy --auto-approve'));
    one.seed(`seed { name = "move-ma" }\n${people('ada')}`);
    await fine(run('destroy --auto-approve', one));
  });

  it('moves nothing that the seed only refers to', async () => {
    one.seed(`seed { name = "move-ma" }\n${kv('')}${policy('a')}${policy('b')}`);
    await fine(run('apply --auto-approve', one));
    const mine = `seed { name = "move-mb" }\n${kv('existing = true\nsecret "mine" { data = { a = "1" } }')}`;
    two.seed(mine);
    await fine(run('apply --auto-approve'));
    const left = /left\s+with\s+move-ma:\s+mount\.move-kv,\s+which\s+move-mb\s+only\s+refers\s+to/;
    const none = await run('ledger move --from move-ma --auto-approve');
    expect([none.code, none.err]).toEqual([1, expect.stringMatching(left)]);
    // What is one of several is no old name of this seed.
    two.seed(mine + policy('a'));
    const { code, err } = await run('plan');
    expect([code, err]).toEqual([3, expect.not.stringContaining('ledger move')]);
    const moved = await fine(run('ledger move --from move-ma --auto-approve'));
    expect(moved.err).toMatch(left);
    expect(moved.out).not.toContain('mount.move-kv\n');
    expect(await listed()).toEqual(expect.not.arrayContaining(['mount.move-kv']));
    expect((await fine(run('destroy --auto-approve'))).out).toContain('holds nothing of move-mb any more.');
    expect(await isThere('sys/mounts/move-kv/tune')).toBe(true);
    one.seed(`seed { name = "move-ma" }\n${kv('')}${policy('b')}`);
    expect((await run('plan --detailed-exitcode', one)).code).toBe(0);
  });

  it('moves nothing while the seed is taken for something else, and says that once', async () => {
    const secret = 'secret "mine" { data = { a = "1" } }\n';
    one.seed(`seed { name = "move-ma" }\n${kv(secret)}${policy('a')}`);
    await fine(run('apply --auto-approve', one));
    const mine = (more: string) =>
      `seed { name = "move-mb" }\nmount "move-kv" {\n  type = "kv"\n  existing = true\n${more}\n${secret}}\n${policy('a')}`;
    two.seed(mine(''));
    for (const line of ['plan', 'ledger move --from move-ma --auto-approve']) {
      const { code, err } = await run(line);
      expect([line, code, err]).toEqual([line, 3, expect.stringContaining('error[another-form]: mount.move-kv')]);
      expect(err.match(/version/g)?.length).toBe(2);
    }
    const told = await two.json('plan', env);
    expect(told.diagnostics.filter(({ code }) => code !== 'owned-elsewhere')).toMatchObject([{ code: 'another-form' }]);
    expect(told.unseen).toMatchObject([{ why: 'was looked for in the wrong place' }]);
    two.seed(mine('options = { version = "2" }'));
    expect((await fine(run('ledger move --from move-ma --auto-approve'))).out).toContain('Moved here: 2 objects.');
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0, err: '' });
  });

  it('says what is listed still when all that could be destroyed is gone', async () => {
    const name = 'seed { name = "move-mb" }\n';
    two.seed(name + kv('') + policy('a'));
    await fine(run('apply --auto-approve'));
    two.seed(name + kv('existing = true') + policy('a'));
    const { out } = await fine(run('destroy --auto-approve'));
    expect(out).toMatch(/its\s+ledger\s+still\s+lists\s+mount\.move-kv:\s+vaultseed\s+ledger\s+forget/);
    expect(await listed()).toEqual(['mount.move-kv']);
  });
});

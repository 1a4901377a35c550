import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { actionsOf, asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'upgrade-ledger';

const seed = (
  version: number,
  secrets = 'secret "a/b" {\n data = { x = "canary" }\n }\n secret "c" {\n data = { y = 2 }\n }',
) =>
  `seed {\n name = "upgraded"\n}\nmount "upgraded" {\n type = "kv"\n options = { version = ${version} }\n ${secrets}\n}\n`;

describe.each(products())('an engine that is upgraded in place on $name', (server) => {
  let stage: Stage;
  let env: Readonly<Record<string, string>>;
  const { ask } = asRoot(server);
  const apply = (text: string, flags = '') => {
    stage.seed(text);
    return stage.vaultseed(`apply --auto-approve${flags}`, env);
  };
  const planned = async () => actionsOf(await stage.json('plan', env));

  beforeEach(() => {
    stage = stageFor(server, '');
    env = { VAULTSEED_LEDGER: LEDGER };
  });
  afterEach(async () => {
    for (const mount of ['upgraded', LEDGER]) await ask(`DELETE sys/mounts/${mount}`);
    stage.remove();
  });

  it.each(['with a ledger', 'without one'])('keeps its contents, which the next apply finds, %s', async (how) => {
    if (how === 'without one') env = {};
    await fine(apply(seed(1)));
    const unasked = await apply(seed(2));
    expect([unasked.code, unasked.err]).toEqual([3, expect.stringContaining('--allow irreversible')]);
    const first = await apply(seed(2), ' --allow irreversible');
    expect(first.out).toContain('its secrets stay, each as its version 1');
    // What waited for the other form is looked at by the same command, once it is there.
    expect([first.code, first.out]).toEqual([0, expect.stringContaining('apply once more after that')]);
    expect(first.out).toMatch(/2\s+waited\s+for\s+this,\s+and\s+take\s+one\s+more\s+apply/);
    expect(first.err).toContain('Once more, for what waited for this:');
    if (how !== 'without one') expect(first.out).toContain('Applied: 2 adopted.');
    expect(await planned()).toEqual([]);
    const { data } = await ask('GET upgraded/data/a/b');
    expect(data).toMatchObject({ data: { x: 'canary' }, metadata: { version: 1 } });
    await fine(apply(seed(2, ''), ' --allow data-destroying'));
    expect((await ask('GET upgraded/metadata/c')).status).toBe(how === 'without one' ? 200 : 404);
  });

  it('does not lose sight of what is to go at the same time', async () => {
    await fine(apply(seed(1)));
    const { code, err } = await apply(seed(2, ''), ' --allow irreversible --allow data-destroying');
    expect([code, err]).toEqual([3, expect.stringContaining('is to go while its place changes with mount.upgraded')]);
    expect((await ask('GET upgraded/c')).status).toBe(200);
  });

  it.each(['', 'existing = true'])(
    'is not taken for the usual form where the seed leaves its own out: %s',
    async (how) => {
      await fine(apply(seed(2)));
      const { code, err, out } = await apply(seed(2).replace(/options.*/, how), ' --allow data-destroying');
      expect([code, err]).toEqual([3, expect.stringContaining('= write options = { version = "2" } in it')]);
      expect(out).not.toContain('no longer in the seed');
      expect((await ask('GET upgraded/data/c')).data).toMatchObject({ data: { y: 2 } });
      if (how !== '') await fine(apply(seed(2).replace(/options/, `${how}\n options`)));
    },
  );

  it('is refused the way back, when it is adopted too', async () => {
    await ask('POST sys/mounts/upgraded', { type: 'kv', options: { version: '2' } });
    const { code, err } = await apply(seed(1));
    expect([code, err]).toEqual([3, expect.stringContaining('error[change-refused]: mount.upgraded')]);
  });
});

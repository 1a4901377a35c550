import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'protected-ledger';
const NAME = 'seed { name = "protected" }\n';
const mount = (key: string) => `${NAME}mount "protected" {\n  type = "transit"\n  ${key}\n}\n`;

/* A key that may not be deleted, of which the server asks nobody when its mount goes. */

describe.each(products())('what protects itself, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask, isThere } = asRoot(server);
  const allowed = 'destroy --auto-approve --allow data-destroying';

  beforeEach(async () => {
    stage = stageFor(server, mount('key "a" {}'));
    await fine(stage.vaultseed('apply --auto-approve', env));
  });
  afterEach(async () => {
    for (const name of [LEDGER, 'protected']) await ask(`DELETE sys/mounts/${name}`);
    stage.remove();
  });

  it('would go with its mount, and does not: the plan says who would not ask, and what to do', async () => {
    for (const [text, line, help] of [
      [mount('key "a" {}'), allowed, 'write deletion_allowed = true in the seed and apply that first'],
      [NAME, 'plan', 'put its block back with deletion_allowed = true'],
    ] as const) {
      stage.seed(text);
      const { code, err } = await stage.vaultseed(line, env);
      const said = err.replaceAll(/\s+/g, ' ');
      expect([code, said]).toEqual([3, expect.stringContaining('error[delete-refused]')]);
      expect(said).toContain(
        'mount.protected.key.a would go with mount.protected, and its deletion_allowed is not true',
      );
      expect(said).toContain('the server would not ask');
      expect(said).toContain(help);
    }
    expect(await isThere('protected/keys/a')).toBe(true);
    stage.seed(mount('key "a" { deletion_allowed = true }'));
    await fine(stage.vaultseed('apply --auto-approve', env));
    await fine(stage.vaultseed(allowed, env));
    expect(await isThere('sys/mounts/protected/tune')).toBe(false);
  });

  it('is what the server refuses where it goes alone, and not where its mount goes', async () => {
    stage.seed(mount(''));
    const { code, err } = await stage.vaultseed('plan', env);
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([
      3,
      expect.stringContaining('mount.protected.key.a cannot be deleted while its deletion_allowed is not true'),
    ]);
    expect((await ask('DELETE protected/keys/a')).status).toBeGreaterThanOrEqual(400);
    expect(await isThere('protected/keys/a')).toBe(true);
    expect((await ask('DELETE sys/mounts/protected')).status).toBeLessThan(300);
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'namesake-ledger';
const NAME = 'namesake-infra';

/* A folder that is called like another seed, and work that no plan under its ledger guards. */

describe.each(products())('a seed in a folder with the name of another, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const policy = (name: string, can = 'read') =>
    `policy "namesake-${name}" {\n  path "namesake/*" { capabilities = ["${can}"] }\n}\n`;
  const named = `seed { name = "${NAME}" }\n`;
  const run = (line: string) => stage.vaultseed(line, env);
  const inFolder = (text: string): string => {
    const folder = join(stage.folder, NAME);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.seed.hcl'), text);
    return folder;
  };
  const rulesOf = async (name: string): Promise<string> =>
    JSON.stringify((await ask(`GET sys/policies/acl/namesake-${name}`)).data);
  const refused = async (line: string) => {
    const { code, err } = await run(line);
    expect([line, code, err]).toEqual([line, 3, expect.stringContaining('error[another-seed]')]);
    expect(err).toContain(`seed { name = "${NAME}" }`);
  };

  beforeEach(async () => {
    stage = stageFor(server, named + policy('a') + policy('b') + policy('c'));
    await fine(run('apply --auto-approve'));
  });
  afterEach(async () => {
    await ask(`DELETE sys/mounts/${LEDGER}`);
    for (const name of ['a', 'b', 'c', 'z']) await ask(`DELETE sys/policies/acl/namesake-${name}`);
    stage.remove();
  });

  it('does nothing to what is theirs without a ledger, and all to what is not', async () => {
    const folder = inFolder(policy('a', 'sudo') + policy('z'));
    for (const line of ['plan', 'apply --auto-approve', 'destroy --auto-approve'])
      await refused(`${line} --no-ledger ${folder}`);
    expect(await rulesOf('a')).not.toContain('sudo');
    inFolder(policy('z'));
    await fine(run(`apply --auto-approve --no-ledger ${folder}`));
    await fine(run(`destroy --auto-approve --no-ledger ${folder}`));
    // Half of it: somebody who looks may say yes.
    inFolder(policy('a', 'sudo') + policy('b'));
    await refused(`apply --auto-approve --no-ledger ${folder}`);
    expect((await run(`plan --no-ledger ${folder}`)).err).toContain('warning[perhaps-another-seed]');
    await fine(stage.asked(`apply --no-ledger ${folder}`, async () => {}, env));
    expect(await rulesOf('a')).toContain('sudo');
    // All of it, or its name: it is the same seed.
    inFolder(policy('a') + policy('b') + policy('c'));
    await fine(run(`apply --auto-approve --no-ledger ${folder}`));
    inFolder(named + policy('a', 'sudo'));
    await fine(run(`apply --auto-approve --no-ledger ${folder}`));
  });

  it('neither lets go of what is in their ledger nor gives it another key', async () => {
    const folder = inFolder(policy('z'));
    const key = JSON.stringify((await ask(`GET ${LEDGER}/data/keys/${NAME}`)).data);
    await refused(`ledger forget ${folder} --target policy.namesake-a --auto-approve`);
    await refused(`ledger rekey ${folder}`);
    inFolder('locals {\n  a = nonsense(\n}\n');
    expect((await run(`ledger forget ${folder} --target policy.namesake-a --auto-approve`)).code).not.toBe(0);
    inFolder(policy('a') + policy('b'));
    await refused(`ledger forget ${folder} --target policy.namesake-a --auto-approve`);
    await refused(`ledger rekey ${folder}`);
    expect(JSON.stringify((await ask(`GET ${LEDGER}/data/keys/${NAME}`)).data)).toBe(key);
    expect((await fine(run('ledger show'))).out).toContain('policy.namesake-a');
    const forget = await stage.asked(`ledger forget ${folder} --target policy.namesake-a`, async () => {}, env);
    expect([forget.code, forget.err]).toEqual([0, expect.stringContaining('warning[perhaps-another-seed]')]);
    await fine(run('apply --auto-approve'));
    inFolder(policy('a') + policy('b') + policy('c'));
    await fine(run(`ledger rekey ${folder}`));
    await fine(run(`ledger forget ${folder} --target policy.namesake-a --auto-approve`));
    await fine(run('apply --auto-approve'));
    await fine(run('destroy --auto-approve'));
  });
});

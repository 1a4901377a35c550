import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'stays-ledger';

const SEED = `
seed {
  name = "stays"
}

policy "stays-a" {
  path "stays/*" {
    capabilities = ["read"]
  }
}
`;

// The ledgers of all seeds are in one mount: what a seed takes must not be enough to take that away.
atOnce(products(), 'the store of the ledgers, on $name', (server) => {
  let stage: Stage;
  const { ask, isThere } = asRoot(server);
  const program = server.name.startsWith('vault') ? 'vault' : 'bao';

  beforeEach(() => {
    stage = stageFor(server, SEED, { VAULTSEED_LEDGER: LEDGER });
  });
  afterEach(async () => {
    await ask(`DELETE sys/mounts/${LEDGER}`);
    for (const policy of ['stays-a', 'stays-runner']) await ask(`DELETE sys/policies/acl/${policy}`);
    stage.remove();
  });

  it('stays after the last destroy by a token with the printed policy, which is told the command', async () => {
    const policy = (await fine(stage.vaultseed('policy'))).out;
    await ask('POST sys/policies/acl/stays-runner', { policy });
    const { auth } = await ask('POST auth/token/create', { policies: ['stays-runner'] });
    const token = { VAULT_TOKEN: auth?.client_token ?? '' };
    await fine(stage.vaultseed('apply --auto-approve', token));
    const { err } = await fine(stage.vaultseed('destroy --auto-approve', token));
    expect(err).toContain(
      `The store of the ledgers at ${LEDGER} stays, empty: this token may not unmount it. Who may: ${program} secrets disable ${LEDGER}\n`,
    );
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(true);
    expect(await isThere(`${LEDGER}/data/seeds/stays/index`)).toBe(false);
    await fine(stage.vaultseed('apply --auto-approve', token));
    // Who may unmount it is told nothing: it is gone.
    expect((await fine(stage.vaultseed('destroy --auto-approve'))).err).not.toContain('stays, empty');
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionsOf, byHand, fine, type Stage, stageFor } from '../acceptance/stage.ts';
import { servers } from '../servers/index.ts';

const SEED = `
seed { name = "half-made" }
mount "half-made" {
  type    = "kv"
  options = { version = "2" }
  secret "a" {
    data            = { password = "canary" }
    custom_metadata = { owner = "canary" }
  }
}
`;

describe.each(servers())('what a cut-off creation leaves on $name', (server) => {
  let stage: Stage;
  beforeAll(() => {
    stage = stageFor(server, SEED);
  });
  afterAll(async () => {
    await byHand(server, 'DELETE sys/mounts/half-made');
    stage.remove();
  });

  it('is finished: a secret of which only the metadata is there', async () => {
    await byHand(server, 'POST sys/mounts/half-made', { body: { type: 'kv', options: { version: '2' } } });
    await new Promise((done) => setTimeout(done, 1000));
    await byHand(server, 'POST half-made/metadata/a', { body: { custom_metadata: { owner: 'canary' } } });
    expect(actionsOf(await stage.json('plan'))).toContain('create mount.half-made.secret.a');
    await fine(stage.vaultseed('apply --auto-approve'));
    expect(actionsOf(await stage.json('plan'))).toEqual([]);
  });
});

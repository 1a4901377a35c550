import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fine, stageFor } from '../acceptance/stage.ts';
import { type OwnServer, ownServer, products } from '../servers/index.ts';

const NUMBERS = Array.from({ length: 12 }, (_, n) => n);

const seed = (key: string, count: number) =>
  NUMBERS.slice(0, count)
    .map((n) => `mount "mounting-${n}" {\n  type = "kv"\n  ${n < 6 ? `identity_token_key = ${key}` : ''}\n}\n`)
    .join('');

// A server of its own: one that hangs is of no use to anybody else.
describe.each(products().filter(({ product }) => product === 'vault'))(
  'mounting and tuning at once on $name',
  ({ name }) => {
    let server: OwnServer;
    beforeAll(async () => {
      server = await ownServer(name);
    });
    afterAll(() => server.stop());

    it('never meets in the server', async () => {
      const stage = stageFor(server, seed('"default"', 6));
      try {
        await fine(stage.vaultseed('apply --auto-approve'));
        // Six are tuned while six are mounted.
        stage.seed(seed('null', 12));
        await fine(stage.vaultseed('apply --auto-approve'));
        expect((await stage.json('plan')).changes).toEqual([]);
      } finally {
        stage.remove();
      }
    });
  },
);

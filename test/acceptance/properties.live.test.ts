import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atOnce, servers } from '../servers/index.ts';
import { byHand, fine, stageFor } from './stage.ts';

/*
 * What must hold for any two seeds: after an apply there is nothing to do; from one seed to the other as well; the order of blocks
 * and files means nothing; destroying leaves the server as it was.
 */

const RUNS = Number(process.env.VAULTSEED_PROPERTY_RUNS ?? 6);

const names = fc.constantFrom('a', 'b', 'c');
const capabilities = fc.uniqueArray(fc.constantFrom('create', 'read', 'update', 'delete', 'list'), { minLength: 1 });
const text = fc.constantFrom('canary-1', 'canary-2', 'canary "quoted"', 'canary ünï');

const policy = fc
  .record({ name: names, path: fc.constantFrom('x/*', 'y/+/z', 'x/y'), capabilities })
  .map(({ name, path, capabilities: list }) => ({
    key: `policy ${name}`,
    text: `policy "prop-${name}" {\n  path "${path}" { capabilities = ${JSON.stringify(list)} }\n}\n`,
  }));
const secret = fc.record({ name: names, value: text }).map(({ name, value }) => ({
  key: `secret ${name}`,
  text: `  secret "${name}" { data = { value = ${JSON.stringify(value)} } }\n`,
}));
const user = fc
  .record({ name: names, password: text, ttl: fc.constantFrom('1h', '90m', '2h') })
  .map(({ name, password, ttl }) => ({
    key: `user ${name}`,
    text: `  user "${name}" {\n    password  = ${JSON.stringify(password)}\n    token_ttl = "${ttl}"\n  }\n`,
  }));

const unique = <T extends { key: string }>(one: fc.Arbitrary<T>) =>
  fc.uniqueArray(one, { selector: ({ key }) => key, maxLength: 3 });

/** The blocks of a seed, each in the order in which it was drawn. */
const blocks = fc
  .record({ policies: unique(policy), secrets: fc.option(unique(secret)), users: fc.option(unique(user)) })
  .map(({ policies, secrets, users }) => [
    ...policies.map((one) => one.text),
    ...(secrets === null
      ? []
      : [
          `mount "prop-kv" {\n  type = "kv"\n  options = { version = "2" }\n${secrets.map((one) => one.text).join('')}}\n`,
        ]),
    ...(users === null
      ? []
      : [`auth "prop-people" {\n  type = "userpass"\n${users.map((one) => one.text).join('')}}\n`]),
  ])
  .filter((list) => list.length > 0);

const FLAGS = '--auto-approve --allow data-destroying --allow irreversible --max-deletions 99';

atOnce(servers(), 'any two seeds on $name', (server) => {
  const env = { VAULTSEED_LEDGER: 'prop-ledger' };
  const listed = async (): Promise<unknown> => {
    const [mounts, auth, policies] = await Promise.all(
      ['GET sys/mounts', 'GET sys/auth', 'GET sys/policies/acl?list=true'].map((line) => byHand(server, line)),
    );
    const keys = (data: unknown) => Object.keys((data ?? {}) as object).filter((key) => key.includes('prop-'));
    const { keys: acl = [] } = (policies?.data ?? {}) as { keys?: string[] };
    return [keys(mounts?.data), keys(auth?.data), acl.filter((name) => name.startsWith('prop-'))];
  };

  it('are applied one after the other, and leave nothing', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(blocks, blocks, fc.nat(), async (first, second, turn) => {
      const stage = stageFor(server, '');
      const put = (list: readonly string[]) => stage.seed(`seed { name = "prop" }\n${list.join('')}`);
      const planned = async () => {
        const told = await stage.json('plan', env);
        return { changes: told.changes, digest: (told as unknown as { digest: string }).digest };
      };
      try {
        for (const list of [first, second]) {
          put(list);
          const before = await planned();
          // Another order, and two files instead of one, mean the same.
          const turned = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];
          put(turned.slice(1));
          writeFileSync(join(stage.folder, 'more.seed.hcl'), turned[0] ?? '');
          expect((await planned()).digest).toBe(before.digest);
          await fine(stage.vaultseed(`apply ${FLAGS}`, env));
          expect((await planned()).changes).toEqual([]);
          writeFileSync(join(stage.folder, 'more.seed.hcl'), '');
          put(list);
          expect((await planned()).changes).toEqual([]);
        }
      } finally {
        await fine(stage.vaultseed('destroy --auto-approve', env));
        stage.remove();
      }
      expect(await listed()).toEqual([[], [], []]);
    });
    await fc.assert(property, { numRuns: RUNS, seed: 2026, endOnFailure: true });
  });
});

import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products, servers, type TestServer } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

/*
 * Every guard as people meet it, in one text to read. What they do is proven elsewhere; here it is what they say. One server is
 * enough: the words are the same on all.
 */

const server = servers().find(({ product }) => product === 'vault') as TestServer;
const LEDGER = 'guarded-ledger';
const { ask } = asRoot(server);

const policy = (name: string, more = '', path = 'guarded/*') =>
  `policy "guarded-${name}" {\n  path "${path}" { capabilities = ["read"] }\n${more}}\n`;
const PREVENT = '  lifecycle { prevent_destroy = true }\n';
const named = (name: string) => `seed { name = "guarded-${name}" }\n\n`;
const transit = (more = '') => `mount "guarded" {\n  type = "transit"\n${more}}\n`;
const KV = 'mount "guarded" {\n  type = "kv"\n  options = { version = "2" }\n}\n';
const many = (count: number) =>
  `policy "guarded" {\n  for_each = toset([for n in range(${count}) : "guarded-many-\${n}"])\n  name     = each.key\n  rules    = "path \\"x\\" { capabilities = [\\"read\\"] }"\n}\n`;

interface Scene {
  readonly title: string;
  /** Brings the server to where the scene begins. */
  readonly before?: (stage: Stage) => Promise<unknown>;
  readonly seed: string;
  readonly line: string;
  /** The token; root's unless said. */
  readonly token?: () => Promise<string>;
  /** Taken away at the end. */
  readonly leaves?: readonly string[];
}

const applied = (text: string) => async (stage: Stage) => {
  stage.seed(text);
  await fine(stage.vaultseed('apply --auto-approve', { VAULTSEED_LEDGER: LEDGER }));
};

const tokenWith = async (rules: string): Promise<string> => {
  await ask('POST sys/policies/acl/guarded-token', { policy: rules });
  return (await ask('POST auth/token/create', { policies: ['guarded-token'] })).auth?.client_token ?? '';
};

const LEDGER_RULES = `path "${LEDGER}/*" { capabilities = ["create", "read", "update", "delete", "list"] }
path "sys/mounts/${LEDGER}" { capabilities = ["create", "update"] }`;

const SCENES: readonly Scene[] = [
  {
    title: 'what must not be destroyed leaves the seed',
    before: applied(named('prevent') + policy('a', PREVENT)),
    seed: named('prevent') + policy('b'),
    line: 'apply --auto-approve',
    leaves: ['sys/policies/acl/guarded-a'],
  },
  {
    title: 'the same, and only planned',
    before: applied(named('prevent') + policy('a', PREVENT)),
    seed: named('prevent') + policy('b'),
    line: 'plan',
    leaves: ['sys/policies/acl/guarded-a'],
  },
  {
    title: 'more than half of what the seed owns has left it',
    before: applied(named('many') + many(9)),
    seed: named('many') + many(2),
    line: 'apply --auto-approve',
    leaves: Array.from({ length: 9 }, (_, n) => `sys/policies/acl/guarded-many-${n}`),
  },
  {
    title: 'the seed declares nothing any more, and nobody is asked',
    before: applied(named('emptied') + policy('a')),
    seed: named('emptied'),
    line: 'apply --auto-approve',
    leaves: ['sys/policies/acl/guarded-a'],
  },
  {
    title: 'data would be destroyed, and nobody is asked',
    before: applied(named('data') + KV),
    seed: named('data') + transit(),
    line: 'apply --auto-approve',
    leaves: ['sys/mounts/guarded'],
  },
  {
    title: 'the server would write tokens down in clear, and nobody is asked',
    seed: `${named('reveals')}audit "guarded" {\n  type    = "file"\n  options = { file_path = "discard", log_raw = true }\n}\n`,
    line: 'apply --auto-approve',
  },
  {
    title: 'what is there is not its own, and would have to be made anew',
    before: () => ask('POST sys/mounts/guarded', { type: 'transit' }),
    seed: named('anew') + KV,
    line: 'apply --auto-approve',
    leaves: ['sys/mounts/guarded'],
  },
  {
    title: 'another seed owns it',
    before: applied(named('first') + policy('a')),
    seed: named('second') + policy('a'),
    line: 'apply --auto-approve',
    leaves: ['sys/policies/acl/guarded-a'],
  },
  {
    title: 'an object protects itself',
    before: applied(named('key') + transit('  key "k" {}\n')),
    seed: named('key') + transit(),
    line: 'apply --auto-approve --allow data-destroying',
    leaves: ['sys/mounts/guarded'],
  },
  {
    title: 'the token may not do it',
    seed: named('rights') + policy('a'),
    token: () => tokenWith(`path "sys/policies/acl/guarded-a" { capabilities = ["read"] }\n${LEDGER_RULES}`),
    line: 'apply --auto-approve',
  },
  {
    title: 'the token may do little of it, and of the ledger it may write what there is today',
    before: applied(named('few') + policy('a')),
    seed: named('few') + policy('a') + policy('b') + transit('  key "k" {}\n'),
    token: () =>
      tokenWith(
        [
          'path "sys/policies/acl/*" { capabilities = ["read", "list"] }',
          'path "sys/mounts" { capabilities = ["read"] }',
          'path "guarded/*" { capabilities = ["read", "create", "update"] }',
          `path "${LEDGER}/data/*" { capabilities = ["read"] }`,
          ...[
            'seeds/guarded-few/index',
            'seeds/guarded-few/lock',
            'seeds/guarded-few/shard-1-0',
            'keys/guarded-few',
          ].map((name) => `path "${LEDGER}/data/${name}" { capabilities = ["create", "read", "update"] }`),
        ].join('\n'),
      ),
    line: 'apply --auto-approve',
    leaves: ['sys/policies/acl/guarded-a'],
  },
  {
    title: 'the plan takes away what its own token would need to take it back',
    seed: `${named('lockout')}policy "guarded-token" {\n  path "sys/policies/acl/*" { capabilities = ["read"] }\n}\n`,
    token: () =>
      tokenWith(`path "sys/policies/acl/*" { capabilities = ["create", "read", "update", "delete"] }\n${LEDGER_RULES}`),
    line: 'apply --auto-approve',
  },
  {
    title: 'the ledger may not be read',
    before: applied(named('blind') + policy('a')),
    seed: named('blind') + policy('a'),
    token: () => tokenWith('path "sys/policies/acl/guarded-a" { capabilities = ["read"] }'),
    line: 'plan',
    leaves: ['sys/policies/acl/guarded-a'],
  },
  {
    title: 'the server knows no namespaces',
    seed: `${named('space')}namespace "team" {\n${policy('a')}}\n`,
    line: 'apply --auto-approve',
  },
];

/** What differs from run to run has a word in its place. */
const settled = (text: string): string =>
  text
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://server')
    .replaceAll(/vaultseed-acceptance-\w+/g, 'folder')
    .replaceAll(/(since|at) \d{4}-\d\d-\d\dT[\d:.]+Z/g, '$1 then');

const play = async ({ title, before, seed, line, token, leaves = [] }: Scene): Promise<string> => {
  const stage = stageFor(server, '');
  try {
    await before?.(stage);
    stage.seed(seed);
    const env = { VAULTSEED_LEDGER: LEDGER, ...(token === undefined ? {} : { VAULT_TOKEN: await token() }) };
    const { code, err } = await stage.vaultseed(line, env);
    return `# ${title}\n\n$ vaultseed ${line}\n${settled(err).trimEnd()}\nexit code ${code}\n`;
  } finally {
    for (const path of [...leaves, `sys/mounts/${LEDGER}`, 'sys/policies/acl/guarded-token'])
      await ask(`DELETE ${path}`);
    rmSync(stage.folder, { recursive: true });
  }
};

describe.skipIf(server === undefined)('what guards say', () => {
  const told: string[] = [];
  beforeAll(async () => {
    for (const scene of SCENES) told.push(await play(scene));
  }, 60_000);
  afterAll(() => ask(`DELETE sys/mounts/${LEDGER}`));

  it('is this', () => expect(told.join('\n')).toMatchFileSnapshot('guards.txt'));

  it('is a refusal, each time', () => {
    const codes = told.map((text) => /exit code (\d)/.exec(text)?.[1]);
    expect(codes.every((code) => code === '3' || code === '1')).toBe(true);
    expect(told.every((text) => text.includes('error['))).toBe(true);
  });
});

describe.each(products())('a seed that declares nothing any more, on $name', (one) => {
  it('deletes nothing where nobody is asked, unless it is said how much', async () => {
    const env = { VAULTSEED_LEDGER: 'emptied-ledger' };
    const { ask: on, isThere } = asRoot(one);
    const seed = `seed { name = "emptied" }\n`;
    const stage = stageFor(one, seed + policy('emptied'));
    const path = 'sys/policies/acl/guarded-emptied';
    try {
      await fine(stage.vaultseed('apply --auto-approve', env));
      stage.seed(seed);
      const { code, err } = await stage.vaultseed('apply --auto-approve', env);
      expect([code, err]).toEqual([3, expect.stringContaining('error[too-many-deletions]')]);
      expect([(await stage.vaultseed('plan --detailed-exitcode', env)).code, await isThere(path)]).toEqual([2, true]);
      await fine(stage.vaultseed('apply --auto-approve --max-deletions 1', env));
      expect(await isThere(path)).toBe(false);
      await fine(stage.vaultseed('apply --auto-approve', env));
    } finally {
      for (const what of [path, 'sys/mounts/emptied-ledger']) await on(`DELETE ${what}`);
      stage.remove();
    }
  });
});

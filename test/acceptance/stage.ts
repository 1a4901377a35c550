import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ran, run } from '../cmd/world.ts';
import type { TestServer } from '../servers/index.ts';

/** A folder of one seed, and the program run in it. */
export interface Stage {
  readonly folder: string;
  /** Replaces the seed. */
  readonly seed: (text: string) => void;
  /** Runs a command line, as root unless another token is given. */
  readonly vaultseed: (line: string, env?: Readonly<Record<string, string>>) => Promise<Ran>;
  /** Replaces the seed and applies it. */
  readonly apply: (text: string, line?: string) => Promise<Ran>;
  /** Replaces the seed and plans it: what the plan said as JSON. */
  readonly planned: (text: string, line?: string) => Promise<Told>;
  /** The same on a terminal: once it asks, what is given happens, and then somebody says yes. */
  readonly asked: (
    line: string,
    meanwhile: () => Promise<unknown>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<Ran>;
  /** The same with `--json`: what it wrote, read. */
  readonly json: (line: string, env?: Readonly<Record<string, string>>) => Promise<Told>;
  readonly remove: () => void;
}

/** What these tests read of the program's JSON. */
export interface Told {
  readonly code: number;
  readonly err: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly changes: readonly { readonly address: string; readonly action: string; readonly cause: string }[];
  readonly objects: readonly {
    readonly address: string;
    readonly fields: readonly { readonly name: string; readonly declared?: unknown; readonly live?: unknown }[];
  }[];
  readonly unseen: readonly { readonly address: string; readonly why: string }[];
  readonly diagnostics: readonly { readonly severity: string; readonly code: string; readonly address?: string }[];
}

/** A seed for a server, and the environment of every command that is run with it. */
export const stageFor = (
  server: Pick<TestServer, 'address' | 'token'>,
  text: string,
  own: Readonly<Record<string, string>> = {},
): Stage => {
  const folder = mkdtempSync(join(tmpdir(), 'vaultseed-acceptance-'));
  const seed = (content: string): void => writeFileSync(join(folder, 'main.seed.hcl'), content);
  seed(text);
  const world = (env: Readonly<Record<string, string>>) => ({
    cwd: folder,
    env: { VAULT_ADDR: server.address, VAULT_TOKEN: server.token, ...own, ...env },
  });
  const vaultseed: Stage['vaultseed'] = (line, env = {}) => run(line.split(' '), world(env));
  const asked: Stage['asked'] = (line, meanwhile, env = {}) =>
    run(line.split(' '), {
      ...world(env),
      terminal: true,
      stdin: async () => {
        await meanwhile();
        return 'yes\n';
      },
    });
  const json: Stage['json'] = async (line, env) => {
    const { out, err, code } = await vaultseed(`${line} --json`, env);
    return { code, err, ...JSON.parse(out) };
  };
  const apply: Stage['apply'] = (content, line = 'apply --auto-approve') => {
    seed(content);
    return vaultseed(line);
  };
  const planned: Stage['planned'] = (content, line = 'plan') => {
    seed(content);
    return json(line);
  };
  return {
    folder,
    seed,
    vaultseed,
    apply,
    planned,
    asked,
    json,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** `create policy.a`, one for each change. */
export const actionsOf = ({
  changes,
}: {
  readonly changes: readonly Omit<Told['changes'][number], 'cause'>[];
}): readonly string[] => changes.map(({ action, address }) => `${action} ${address}`);

export interface Asked {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly auth?: { readonly client_token: string };
}

/** One request by hand, as root or with the token and namespace given. */
export const byHand = async (
  { address, token }: Pick<TestServer, 'address' | 'token'>,
  line: string,
  { body, namespace }: { readonly body?: unknown; readonly namespace?: string } = {},
): Promise<Asked> => {
  const [method = 'GET', path = ''] = line.split(' ');
  const answer = await fetch(`${address}/v1/${path}`, {
    method,
    headers: { 'X-Vault-Token': token, ...(namespace === undefined ? {} : { 'X-Vault-Namespace': namespace }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { data: {}, ...(text === '' ? {} : JSON.parse(text)), status: answer.status };
};

/** Requests by hand to one server, as root. */
export const asRoot = (server: Pick<TestServer, 'address' | 'token'>) => {
  const ask = (line: string, body?: unknown): Promise<Asked> => byHand(server, line, { body });
  return { ask, isThere: async (path: string): Promise<boolean> => (await ask(`GET ${path}`)).status === 200 };
};

/** A command line that has to end well; what it said is in the error when it does not. */
export const fine = async (ran: Promise<Ran>): Promise<Ran> => {
  const { code, out, err } = await ran;
  if (code !== 0) throw new Error(`exit code ${code}\n${out}\n${err}`);
  return ran;
};

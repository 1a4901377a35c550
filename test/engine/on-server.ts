import { applyPlan, type MadePlan, type MakePlanInput, makePlan } from '../../src/engine/index.ts';
import { checked } from '../../src/model/checked.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { LoadedSeed } from '../../src/seed/index.ts';
import { type Client, connect, settingsFrom } from '../../src/server/index.ts';
import type { TestServer } from '../servers/index.ts';

/** A client for a test server, with its root token or the one given. */
export const clientFor = async (server: TestServer, token = server.token): Promise<Client> => {
  const env = { VAULT_ADDR: server.address, VAULT_TOKEN: token };
  const settings = await settingsFrom({ flags: {}, env, home: '/nowhere', parallelism: 4 });
  if (!settings.ok) throw new Error(settings.diagnostics.map(({ message }) => message).join('\n'));
  return connect(settings.value);
};

/** What a seed of these resources is to the engine. */
export const seedOf = (resources: readonly Resource[]) => ({
  name: 'test',
  resources,
  wanted: new Set<string>(),
  resolve: () => checked(resources),
  resolveOne: (address: string) => {
    const found = resources.find((one) => one.address === address);
    if (found === undefined) throw new Error(`no resource ${address}`);
    return checked(found);
  },
});

/** The plan for these resources; fails the test when there is none. */
export const planFor = async (
  client: Client,
  resources: readonly Resource[],
  { inside = () => [], ...more }: Partial<MakePlanInput> & Partial<Pick<LoadedSeed, 'inside'>> = {},
): Promise<MadePlan> => {
  const made = await makePlan({
    seed: { ...seedOf(resources), named: true, inside, kindById: () => undefined, topKinds: () => [], prune: [] },
    client,
    mode: 'apply',
    targets: [],
    resendSecrets: false,
    parallelism: 4,
    ...more,
  });
  if (!made.ok) throw new Error(made.diagnostics.map(({ message }) => message).join('\n'));
  return made.value;
};

/** Carries a plan out and gives what became of each change. */
export const outcomesOf = async (
  client: Client,
  made: MadePlan,
  resources: readonly Resource[],
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for await (const event of applyPlan({ ...made, client, seed: seedOf(resources), parallelism: 4 })) {
    if (event.type === 'finished') outcomes.push(event.outcome);
  }
  return outcomes;
};

export const actions = ({ plan }: MadePlan): string[] =>
  plan.changes.map(({ action, address }) => `${action} ${address}`);

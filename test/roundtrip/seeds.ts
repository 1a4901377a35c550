import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyPlan, keepLedger, type MadePlan, type Mode, makePlan } from '../../src/engine/index.ts';
import type { Catalog } from '../../src/kinds/index.ts';
import { type Book, makeMount, openBook } from '../../src/ledger/index.ts';
import { type Diagnostic, hasErrors } from '../../src/model/diagnostic.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { type LoadedSeed, loadSeed } from '../../src/seed/index.ts';
import type { Client } from '../../src/server/index.ts';
import { clientWith, type Rights, rightsFor } from './least.ts';

const told = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(({ code, message, help = [] }) => [`${code}: ${message}`, ...help].join('\n  ')).join('\n');

/** Loads the text of one JSON seed as a user's would be. Throws with everything that is wrong with it. */
export const load = async (text: string, folder: string, catalog: Catalog): Promise<LoadedSeed> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sample.seed.json'), text);
  const { seed, diagnostics } = await loadSeed({ folder, catalog, env: {}, cwd: folder });
  if (seed === undefined || hasErrors(diagnostics))
    throw new Error(`the sample's seed:\n${told(diagnostics)}\n${text}`);
  return seed;
};

export interface Planning {
  readonly client: Client;
  readonly mode?: Mode;
  readonly targets?: readonly string[];
  /** Path of a ledger; without one nothing is remembered. */
  readonly ledger?: string | undefined;
  /** Work with tokens that may do no more than this takes; `client` makes them. */
  readonly least?: boolean | undefined;
}

/** Does a piece of work as somebody who may do just that. */
const as = async <T>({ client, least }: Planning, rights: Rights, work: (client: Client) => Promise<T>): Promise<T> => {
  if (least !== true) return work(client);
  const limited = await clientWith(client, rights);
  try {
    return await work(limited);
  } finally {
    await limited.close();
  }
};

/** Somebody whose own rights a change may concern, and who has said that it may. */
const ALLOWED = ['access-narrowing', 'login-affecting'] as const;

/** What a seed remembers; undefined where it shall not. */
const bookOf = async (seed: LoadedSeed, { client, ledger }: Planning): Promise<Book | undefined> =>
  ledger === undefined ? undefined : openBook({ client, path: ledger }, seed.name);

/** The plan for a seed. Throws when there is none, or when it holds refusals or things it could not see. */
export const plan = async (seed: LoadedSeed, planning: Planning): Promise<MadePlan> => {
  const { mode = 'apply', targets = [], ledger } = planning;
  const made = await as(planning, rightsFor(seed, { ledger, writes: false }), async (client) => {
    const book = await bookOf(seed, { ...planning, client });
    const asked = { seed, client, mode, targets, book, allow: ALLOWED };
    return makePlan({ ...asked, resendSecrets: false, parallelism: 4 });
  });
  if (!made.ok) throw new Error(`no plan:\n${told(made.diagnostics)}`);
  const { diagnostics, unseen } = made.value.plan;
  if (diagnostics.length > 0) throw new Error(`the plan refuses:\n${told(diagnostics)}`);
  if (unseen.length > 0)
    throw new Error(`not seen:\n${unseen.map(({ address, why }) => `${address}: ${why}`).join('\n')}`);
  return made.value;
};

const troubleOf = (outcome: Outcome): string[] => {
  if (outcome.status === 'not-tried') return [`${outcome.change.address} was not tried`];
  const said = outcome.status === 'failed' ? outcome.diagnostics : outcome.warnings;
  return said.length === 0 ? [] : [`${outcome.change.address}: ${told(said)}`];
};

const keepingOf = async (seed: LoadedSeed, made: MadePlan, planning: Planning) => {
  const { client, ledger } = planning;
  if (ledger === undefined) return undefined;
  await makeMount({ client, path: ledger });
  const book = await bookOf(seed, planning);
  const signature = { by: 'test', written: new Date().toISOString() };
  return book && keepLedger({ made, book, lease: { fence: 1, taken: false }, signature });
};

/** Carries a plan out. Throws unless every change is done and without a remark. */
export const apply = async (seed: LoadedSeed, made: MadePlan, planning: Planning): Promise<void> => {
  const { ledger } = planning;
  const outcomes: Outcome[] = [];
  await as(planning, rightsFor(seed, { ledger, writes: true }), async (client) => {
    const keeping = await keepingOf(seed, made, { ...planning, client });
    for await (const event of applyPlan({ ...made, seed, client, parallelism: 4, record: keeping?.record }))
      if (event.type === 'finished') outcomes.push(event.outcome);
    await keeping?.finish(outcomes);
  });
  const trouble = outcomes.flatMap(troubleOf);
  if (trouble.length > 0) throw new Error(trouble.join('\n'));
};

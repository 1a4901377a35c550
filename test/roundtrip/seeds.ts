import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyPlan, type MadePlan, type Mode, makePlan } from '../../src/engine/index.ts';
import type { Catalog } from '../../src/kinds/index.ts';
import { type Diagnostic, hasErrors } from '../../src/model/diagnostic.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { type LoadedSeed, loadSeed } from '../../src/seed/index.ts';
import type { Client } from '../../src/server/index.ts';

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
}

/** The plan for a seed. Throws when there is none, or when it holds refusals or things it could not see. */
export const plan = async (seed: LoadedSeed, { client, mode = 'apply', targets = [] }: Planning): Promise<MadePlan> => {
  const made = await makePlan({ seed, client, mode, targets, resendSecrets: false, parallelism: 4 });
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

/** Carries a plan out. Throws unless every change is done and without a remark. */
export const apply = async (seed: LoadedSeed, made: MadePlan, client: Client): Promise<void> => {
  const trouble: string[] = [];
  for await (const event of applyPlan({ ...made, seed, client, parallelism: 4 }))
    if (event.type === 'finished') trouble.push(...troubleOf(event.outcome));
  if (trouble.length > 0) throw new Error(trouble.join('\n'));
};

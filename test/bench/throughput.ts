import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnServer } from '../servers/secrets.ts';
import { type Floor, floorOn } from './floor.ts';
import { startLink } from './link.ts';
import { type Load, loadFor } from './load.ts';
import { CLI, least, type Measured, measure } from './program.ts';
import type { Print } from './reading.ts';
import { terraform, withoutTerraform } from './terraform.ts';

const ROLES = 1000;
const POLICIES = 100;

/** Milliseconds that each way over the link takes. */
const ONE_WAY = 10;

export const seedFolder = async (parent: string, load: Load, name: string): Promise<string> => {
  const folder = join(parent, `seed-${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'bench.seed.hcl'), load.seed(name));
  return folder;
};

type Env = Record<string, string>;

interface Scene {
  readonly on: OwnServer;
  readonly load: Load;
  readonly folder: string;
  readonly bare: Floor;
  readonly print: Print;
}

/** First apply and empty plan of a seed of its own, ledger included, beside the bare program over the same way. */
const compare = async ({ on, load, folder, bare, print }: Scene, name: string, env: Env): Promise<void> => {
  const first = async (run: number): Promise<Measured> => {
    const seed = await seedFolder(folder, load, `${name}${run}`);
    return measure([CLI, 'apply', '--auto-approve', seed], env);
  };
  const applies = [await first(0), await first(1), await first(2)];
  const apply = applies.reduce((best, next) => (next.milliseconds < best.milliseconds ? next : best));
  const seed = join(folder, `seed-${name}0`);
  await mustHaveLedger(on, `seed-${name}0`);
  const write = await bare.write(env);
  const plan = await least([CLI, 'plan', '--detailed-exitcode', seed], env);
  const read = await bare.read(env);
  print.row('', 'vaultseed', 'bare', 'ratio', 'memory', 'bare');
  const line = (what: string, mine: Measured, its: Measured): void => {
    const ratio = (mine.milliseconds / its.milliseconds).toFixed(2);
    const [myMemory, itsMemory] = [print.memory(mine), print.memory(its)];
    print.row(what, print.time(mine.milliseconds), print.time(its.milliseconds), ratio, myMemory, itsMemory);
  };
  line('first apply / one write an object', apply, write);
  line('plan, nothing to do / one read an object', plan, read);
  await besideTerraform({ load, folder, print }, { name, env, mine: { apply, plan } });
};

/** How much longer Terraform takes for the same objects. */
const besideTerraform = async (
  { load, folder, print }: Pick<Scene, 'load' | 'folder' | 'print'>,
  {
    name,
    env,
    mine,
  }: { readonly name: string; readonly env: Env; readonly mine: { readonly apply: Measured; readonly plan: Measured } },
): Promise<void> => {
  const missing = await withoutTerraform(load);
  if (missing !== undefined) return print.row(`Terraform is left out: ${missing}`);
  const its = await terraform(load, { name: `terraform-${name}`, folder, env });
  const line = (what: string, milliseconds: number, { milliseconds: ours }: Measured): void =>
    print.row(what, print.time(milliseconds), '', `${(milliseconds / ours).toFixed(1)} x`);
  line('Terraform: apply, and as many times ours', its.apply, mine.apply);
  line('Terraform: plan, and as many times ours', its.plan, mine.plan);
};

/** A figure without the ledger would be about another program. */
const mustHaveLedger = async ({ address, token }: OwnServer, seed: string): Promise<void> => {
  const path = `${address}/v1/vaultseed/metadata/seeds?list=true`;
  const answer = await fetch(path, { headers: { 'X-Vault-Token': token } });
  const text = await answer.text();
  if (!answer.ok || !text.includes(`"${seed}/"`)) throw new Error(`there is no ledger of ${seed}: ${text}`);
};

/** Times of whole programs, from their start to their end: side by side with a bare one, near the server and far from it. */
export const throughput = async (on: OwnServer, folder: string, print: Print): Promise<void> => {
  const load = loadFor(on, ROLES, POLICIES);
  const scene = { on, load, folder, bare: await floorOn(on, load, folder), print };
  const env = { VAULT_ADDR: on.address, VAULT_TOKEN: on.token };
  print.title(`${load.title} on ${on.name}, whole programs, with the ledger`);
  await compare(scene, 'near', env);
  const link = await startLink(on.address, ONE_WAY);
  try {
    print.title(`the same through a link with ${2 * ONE_WAY} ms of delay`);
    await compare(scene, 'far', { ...env, VAULT_ADDR: link.address });
  } finally {
    await link.stop();
  }
};

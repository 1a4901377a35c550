import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnServer } from '../servers/secrets.ts';
import { CLI, type Measured, measure } from './program.ts';
import type { Print } from './reading.ts';

/** The larger over the smaller is what the time is held against. The large ones take minutes: only where they are asked for. */
const SIZES = process.env.BENCH_LARGE === '1' ? ([10_000, 100_000] as const) : ([500, 5_000] as const);

/** Policies of one block: every server has them, and a file with so many blocks is larger than a seed may be. */
const seed = (name: string, count: number): string => `policy "p" {
  for_each = toset(flatten([for i in range(${count / 100}) : [for j in range(100) : "\${i}-\${j}"]]))
  name     = "${name}-\${each.key}"
  rules    = "path \\"${name}/\${each.key}\\" { capabilities = [\\"read\\"] }"
}
`;

interface Both {
  readonly apply: Measured;
  readonly plan: Measured;
}

const measured = async (on: OwnServer, parent: string, count: number): Promise<Both> => {
  const folder = join(parent, `many-${count}`);
  await mkdir(folder);
  await writeFile(join(folder, 'main.seed.hcl'), seed(`many-${count}`, count));
  const env = { VAULT_ADDR: on.address, VAULT_TOKEN: on.token };
  const apply = await measure([CLI, 'apply', '--auto-approve', folder], env);
  return { apply, plan: await measure([CLI, 'plan', '--detailed-exitcode', folder], env) };
};

/** How time and memory grow with the objects. */
export const growth = async (on: OwnServer, folder: string, { title, row, time, memory }: Print): Promise<void> => {
  const [few, many] = SIZES;
  const [small, big] = [await measured(on, folder, few), await measured(on, folder, many)];
  title(`${many} policies on ${on.name}, against ${few} (${many / few} is linear)`);
  row('', 'time', 'growth', 'memory');
  for (const what of ['apply', 'plan'] as const) {
    const times = big[what].milliseconds / small[what].milliseconds;
    row(what, time(big[what].milliseconds), times.toFixed(1), memory(big[what]));
  }
};

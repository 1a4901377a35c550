import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestServer } from '../servers/secrets.ts';
import type { Load } from './load.ts';
import { least, type Measured } from './program.ts';

const PROGRAM = fileURLToPath(new URL('./floor.mjs', import.meta.url));

/** The place where the bare program has its objects, apart from those of vaultseed. */
const NAME = 'floor';

/** What a bare program takes, from its start to its end, to write all objects once, or to read them once. */
export interface Floor {
  write(env: Record<string, string>): Promise<Measured>;
  read(env: Record<string, string>): Promise<Measured>;
}

/** Makes the place for the objects. A new object and one that is written again cost a server the same. */
export const floorOn = async ({ address, token }: TestServer, load: Load, folder: string): Promise<Floor> => {
  const file = join(folder, 'floor.json');
  await writeFile(file, JSON.stringify(load.objects(NAME)));
  const { path, body } = load.place(NAME);
  const headers = { 'X-Vault-Token': token };
  const made = await fetch(`${address}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!made.ok) throw new Error(`POST ${path}: ${made.status}`);
  return {
    write: (env) => least([PROGRAM, 'POST', file], env),
    read: (env) => least([PROGRAM, 'GET', file], env),
  };
};

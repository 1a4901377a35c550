import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openCatalog } from '../../src/kinds/index.ts';
import { Pending } from '../../src/model/data.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { positionOf } from '../../src/model/position.ts';
import type { Resource } from '../../src/model/resource.ts';
import { type LoadedSeed, type LoadInput, loadSeed } from '../../src/seed/index.ts';

export const catalog = openCatalog();

/** Files by name. A seed of one file may be given as its text. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Makes a folder with these files; it is gone when the work is done. */
export const inFolder = async <T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export type Options = Partial<Pick<LoadInput, 'given' | 'env' | 'limits' | 'version' | 'mayLackValues'>>;

/** Loads a seed from files, as somebody who stands in its folder does. */
export const load = (files: Files | string, options: Options = {}) =>
  inFolder(typeof files === 'string' ? { 'main.seed.hcl': files } : files, (cwd) =>
    loadSeed({ folder: '.', catalog, cwd, env: {}, ...options }),
  );

/** Loads a seed that has to be right. */
export const loadRight = async (files: Files | string, options: Options = {}): Promise<LoadedSeed> => {
  const { seed, diagnostics } = await load(files, options);
  if (seed === undefined) throw new Error(`the seed is wrong:\n${diagnostics.map(shown).join('\n')}`);
  return seed;
};

/** `main.seed.hcl:3:5 unknown-field …` */
export const shown = ({ at, code, message, help }: Diagnostic): string => {
  const lines = [message, ...(help ?? [])].join(' | ');
  if (at === undefined) return `${code}: ${lines}`;
  const { line, column } = positionOf(at.source, at.start);
  return `${at.source.path}:${line}:${column} ${code}: ${lines}`;
};

/** A resource without its kind and places, for comparing: secrets show as their mask. */
export const plain = ({
  address,
  kind,
  parent,
  namespace,
  name,
  vars,
  fields,
  dependsOn,
  lifecycle,
  existing,
}: Resource) =>
  JSON.parse(
    JSON.stringify(
      {
        address,
        kind: kind.id,
        parent,
        namespace: namespace || undefined,
        name,
        vars,
        fields,
        dependsOn,
        lifecycle,
        existing,
      },
      (_, value) => (value instanceof Pending ? '(known after apply)' : value),
    ),
  );

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A TypeScript file of ours; `path` is relative to the root, with `/`. */
export interface File {
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file under these folders. */
export const files = (...folders: readonly string[]): readonly File[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );

/** A node of the syntax tree, as far as the rules of the house look at one. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every node of a file, parents before children. */
export const nodes = ({ path, text }: File): readonly Node[] => {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (isNode(value)) found.push(value);
    if (Array.isArray(value) || isNode(value)) for (const child of Object.values(value)) visit(child);
  };
  visit(parseAst(text, { lang: 'ts' }, path));
  return found;
};

/** Line of an offset, counted from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

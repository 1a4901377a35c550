// Writes everything that is generated anew: `npm run docs`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorPages, PAGES } from './errors/pages.ts';
import { EXAMPLES, examplesText, playAll } from './errors/play.ts';
import { generated } from './generated.ts';

const root = join(import.meta.dirname, '../..');

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const writeAll = async (): Promise<void> => {
  for (const [path, text] of Object.entries(generated)) put(path, text());
  const told = await playAll();
  put(EXAMPLES, examplesText(told));
  rmSync(join(root, PAGES), { recursive: true, force: true });
  for (const [path, text] of Object.entries(errorPages(told))) put(path, text);
};

await writeAll();

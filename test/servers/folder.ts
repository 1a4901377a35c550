import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder of a server's own, in the system's place for temporary things. */
export const temporaryFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `vaultseed-${name}-`));

/** An environment in which nothing of the person who runs the tests reaches a server. */
export const isolated = (home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  LC_ALL: 'C.UTF-8',
  ...more,
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { play } from './script.ts';

const folder = new URL('./offline/', import.meta.url);

describe('what is printed, where, and how it ends', () => {
  it.each(readdirSync(folder))(
    '%s',
    async (name) => {
      const file = new URL(name, folder);
      await expect(await play(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file.pathname);
      // What a command needs is read when it is first called.
    },
    30_000,
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Fill, play } from './script.ts';

const folder = new URL('./offline/', import.meta.url);

/** A carriage return at the end of a line cannot be seen in a transcript, and editors take it away. */
const carriageReturns: Fill = (text) => text.replaceAll('␍', '\r');
const asItIs: Fill = (text) => text;

describe('what is printed, where, and how it ends', () => {
  it.each(readdirSync(folder))(
    '%s',
    async (name) => {
      const file = new URL(name, folder);
      await expect(await play(readFileSync(file, 'utf8'), { fill: carriageReturns, hide: asItIs })).toMatchFileSnapshot(
        file.pathname,
      );
      // What a command needs is read when it is first called.
    },
    30_000,
  );
});

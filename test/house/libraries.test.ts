import { expect, test } from 'vitest';
import { files } from './source.ts';

const OPENS = /import \{[^}]*\b(?:connect|Socket)\b[^}]*\} from 'node:(?:net|tls)'/;

test('HTTP, its connections and its parsing are left to a library, also where code of our own would be faster', () => {
  const own = files('src', 'cmd').filter(({ text }) => OPENS.test(text));
  // This one listens for what a server says on a connection over which it takes no request.
  expect(own.map(({ path }) => path)).toEqual(['src/server/alert.ts']);
});

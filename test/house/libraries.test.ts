import { expect, test } from 'vitest';
import { files } from './source.ts';

const OPENS = /import \{[^}]*\b(?:connect|Socket)\b[^}]*\} from 'node:(?:net|tls)'/;
const ASKS = /import \{[^}]*\b(?:request|Agent|get)\b[^}]*\} from '(?:node:)?https?'|\bfetch\(|from 'undici'/;

const typeless = (text: string): string => text.replace(/^import type .*$/gm, '').replace(/\btype \w+,?/g, '');
const paths = (pattern: RegExp): readonly string[] =>
  files('src', 'cmd')
    .filter(({ text }) => pattern.test(typeless(text)))
    .map(({ path }) => path);

test('connections and the parsing of HTTP are left to Node, also where code of our own would be faster', () => {
  // This one listens for what a server says on a connection over which it takes no request.
  expect(paths(OPENS)).toEqual(['src/server/alert.ts']);
});

test('HTTP goes out in one place', () => {
  expect(paths(ASKS)).toEqual(['src/server/routes.ts']);
});

test.each([
  "import { type Agent, request } from 'node:http';",
  "import { Agent as TlsAgent } from 'node:https';",
  "const answer = await fetch('http://x');",
])('other places are seen: %s', (text) => {
  expect(ASKS.test(typeless(text))).toBe(true);
});

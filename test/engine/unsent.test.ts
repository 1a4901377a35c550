import { expect, test } from 'vitest';
import { unsentFields } from '../../src/engine/remember/unsent.ts';
import { openCatalog } from '../../src/kinds/index.ts';

const kind = openCatalog().top('endpoint');

test.each([
  ['what is hidden and was not sent', ['write_only'], [], ['write_only']],
  ['not what was sent', ['write_only'], ['write_only'], []],
  ['not what only says how to work with the object', ['delete', 'read_path'], [], []],
  ['not what a read shows', ['data'], [], []],
])('never sent is %s', (_, names, sent, expected) => {
  if (kind === undefined) throw new Error('no kind');
  const fields = Object.fromEntries(names.map((name) => [name, true]));
  expect(unsentFields({ kind, fields }, undefined, new Set(sent))).toEqual(expected);
});

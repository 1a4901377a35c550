import { describe, expect, it } from 'vitest';
import { checkName, openCatalog } from '../../src/kinds/index.ts';

const catalog = openCatalog();

describe('names that the servers keep for themselves', () => {
  it.each([
    ['mount', 'sys', false],
    ['mount', 'auth/people', false],
    ['mount', 'identity', false],
    ['mount', 'system', true],
    ['mount', 'team/auth', true],
    ['auth', 'token', true],
    ['policy', 'root', false],
    ['policy', 'default', true],
    ['namespace', 'sys', false],
  ])('%s "%s": %s', (block, name, allowed) => {
    const kind = catalog.top(block);
    expect(kind && checkName(kind, name).map(({ code }) => code)).toEqual(allowed ? [] : ['bad-name']);
  });
});

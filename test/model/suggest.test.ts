import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/model/suggest.ts';

describe('a suggestion', () => {
  it.each([
    ['lenght', ['length', 'lookup'], 'length'],
    ['tokenTTL', ['token_ttl', 'token_max_ttl'], 'token_ttl'],
    ['token-ttl', ['token_ttl'], 'token_ttl'],
    [
      'bound_service_acount_names',
      ['bound_service_account_names', 'bound_service_account_namespaces'],
      'bound_service_account_names',
    ],
    ['x', ['y'], undefined],
    ['something', ['entirely', 'else'], undefined],
    ['rol', ['role'], 'role'],
    ['length', [], undefined],
    ['a'.repeat(5000), ['a'.repeat(5001)], undefined],
  ])('for %s', (word, candidates, expected) => expect(suggest(word, candidates)).toBe(expected));
});

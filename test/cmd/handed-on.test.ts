import { describe, expect, it } from 'vitest';
import { handOn, withHandedOn } from '../../cmd/handed-on.ts';

const value = { name: 'region', text: 'eu', from: '--var' };

describe('what dev was told of the seed', () => {
  it('comes first in its shell, in the same order, with files where they are', () => {
    const flags = { variables: [value, { file: 'more.seedvars' }], allowed: ['../shared'] };
    const env = handOn(flags, '/seeds/a');
    const own = { name: 'region', text: 'us', from: '--var' };
    expect(withHandedOn({ folder: '.', variables: [own], allowed: ['x'] }, env)).toEqual({
      folder: '.',
      variables: [
        { name: 'region', text: 'eu', from: 'the shell of vaultseed dev', strict: false },
        { file: '/seeds/a/more.seedvars' },
        own,
      ],
      allowed: ['/seeds/shared', 'x'],
    });
  });

  it('is nothing when it was told nothing', () => {
    expect(handOn({ variables: [], allowed: [] }, '/')).toEqual({});
    expect(withHandedOn({ variables: [value], allowed: [] }, {})).toEqual({ variables: [value], allowed: [] });
  });

  it.each(['', 'x', '1', 'null', '[]', '{"variables": 1}', '{"variables": [1, {"name": 1}], "allowed": [1]}'])(
    'is nothing when somebody else wrote it: %s',
    (text) => {
      const nothing = { variables: [], allowed: [] };
      expect(withHandedOn(nothing, { VAULTSEED_SEED_FLAGS: text })).toEqual(nothing);
    },
  );
});

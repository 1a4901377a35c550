import { describe, expect, it } from 'vitest';
import { normalise, same } from '../../src/kinds/index.ts';
import { type RawPart, withParts } from '../../src/kinds/part.ts';
import { loadPlugin, type RawPlugin } from '../../src/kinds/plugin.ts';
import { MASK, Secret } from '../../src/model/secret.ts';

const part: RawPart = {
  $id: 'auth/_shared',
  properties: {
    lifetime: { type: 'string', description: 'How long.', reset: '0' },
    flavour: { enum: ['plain'], description: 'Which.', reset: 'plain' },
  },
  unprovable: { flavour: 'there is but one' },
  renamed: { ttl: 'lifetime' },
  samples: { transitions: { last: { set: { lifetime: '9' } } } },
};

const file: RawPlugin = {
  $id: 'auth/toy',
  title: 'Toy',
  $defs: {
    role: {
      title: 'a toy role',
      block: 'role',
      path: '{mount}/role/{name}',
      include: ['_shared'],
      properties: {
        colour: { type: 'string', description: 'Of the toy.' },
        flavour: { enum: ['plain', 'sweet'], description: 'Which of two.' },
        settings: { type: 'object', description: 'Anything.', hides: ['key'], reset: {} },
      },
      renamed: { color: 'colour' },
      samples: { first: { colour: 'red' }, transitions: { first: { set: { colour: 'blue' } } } },
    },
  },
};

const kind = loadPlugin(withParts(file, () => part)).kinds[0];
if (kind === undefined) throw new Error('no kind');
const field = (name: string) => {
  const found = kind.fields.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
};

describe('a kind that includes a part', () => {
  it('has its own fields first, then those of the part', () => {
    expect(kind.fields.map(({ name }) => name)).toEqual(['colour', 'flavour', 'settings', 'lifetime']);
  });

  it('adds what it says about a field of the part', () => {
    expect(field('flavour')).toMatchObject({ schema: { enum: ['plain', 'sweet'] }, reset: 'plain' });
  });

  it('walks its own transitions first', () => {
    expect(Object.keys(kind.samples.transitions)).toEqual(['first', 'last']);
  });

  it('knows the renamed and the unprovable fields of both', () => {
    expect(kind.renamed).toEqual({ ttl: 'lifetime', color: 'colour' });
    expect(kind.unprovable).toEqual({ flavour: 'there is but one' });
  });
});

describe('a key that the server hides inside a map', () => {
  const declared = normalise(kind, { settings: { key: 'canary', name: 'a' } }).settings ?? null;

  it('is masked', () => {
    expect(JSON.stringify(declared)).toBe(`{"key":"${MASK}","name":"a"}`);
  });

  it.each([
    { live: { name: 'a' }, is: true },
    { live: { name: 'b' }, is: false },
    { live: {}, is: false },
  ])('is not compared: $live is the same: $is', ({ live, is }) => {
    expect(same(field('settings'), declared, live)).toBe(is);
  });

  it('is no difference where the map holds nothing else', () => {
    expect(same(field('settings'), { key: new Secret('canary') }, {})).toBe(true);
  });
});

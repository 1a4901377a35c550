import { loadPlugin, type RawKind, type RawPlugin } from '../../src/kinds/plugin.ts';
import type { Kind } from '../../src/model/kind.ts';

/** A kind file about something that does not exist, with one of everything. */
export const TOY: RawPlugin = {
  $id: 'secrets/toy',
  title: 'Toys',
  products: { vault: '>=1.16', openbao: 'plugin' },
  docs: { vault: 'https://toys.example/api' },
  $defs: {
    config_root: {
      title: 'the settings of a toy box',
      block: 'config "root"',
      path: '{mount}/config/root',
      delete: false,
      required: ['owner'],
      rotates: [['key', 'secret']],
      groups: [
        { fields: ['key', 'profile'], need: 'one' },
        { fields: ['low', 'high'], need: 'at-most-one' },
      ],
      renamed: { holder: 'owner' },
      properties: {
        owner: { type: 'string', description: 'Whose box it is.' },
        max_retries: { type: 'integer', minimum: -1, default: -1, reset: -1 },
        key: { type: 'string' },
        secret: { type: 'string', minLength: 12, writeOnly: true },
        profile: { type: 'string', products: { vault: false } },
        lease: { type: ['string', 'integer'], compare: 'duration', reset: 0 },
        colours: { type: 'array', items: { enum: ['red', 'green'] }, compare: 'set', reset: [] },
        document: { type: ['string', 'object'], compare: 'json' },
        size: { enum: ['small', 'large'], aliases: { tiny: { size: 'small', owner: 'nobody' } } },
        parts: { type: 'object', additionalProperties: { type: 'string' } },
        low: { type: 'integer' },
        high: { type: 'integer', deprecated: true, description: 'Use low.' },
        made: { type: 'string', readOnly: true },
        rich: { type: 'boolean', edition: 'enterprise' },
      },
    },
    lease: {
      title: 'the leases of a toy box',
      block: 'config "lease"',
      path: '{mount}/config/lease',
      properties: { lease_max: { type: 'integer' } },
    },
    config: { title: 'more settings', block: 'config', path: '{mount}/config', properties: {} },
    old: {
      title: 'an old toy',
      block: 'toy',
      path: '{mount}/{name}',
      when: { '/options/version': ['1', null] },
      properties: {},
    },
    new: {
      title: 'a new toy',
      block: 'toy',
      path: '{mount}/data/{name}',
      when: { '/options/version': ['2'] },
      properties: {},
    },
  },
};

/** The toy kind of a definition, with changes. */
export const toy = (definition = 'config_root', changes: Partial<RawKind> = {}): Kind => {
  const raw = TOY.$defs?.[definition];
  const [kind] =
    raw === undefined ? [] : loadPlugin({ ...TOY, $defs: { [definition]: { ...raw, ...changes } } }, 'mount').kinds;
  if (kind === undefined) throw new Error(`no toy ${definition}`);
  return kind;
};

import { describe, expect, it } from 'vitest';
import { asRemembered } from '../../src/engine/guards/made-once.ts';
import { containersAmong } from '../../src/engine/live/containers.ts';
import type { Ownership } from '../../src/engine/plan/memory.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Entry } from '../../src/model/ledger.ts';
import type { Live } from '../../src/model/live.ts';
import { kindOf, resourceOf } from './make.ts';

/* Nothing seen of what was made is not nothing there. */

const endpoint = openCatalog().top('endpoint') as Kind;
const mount = resourceOf('mount.pki', kindOf({ children: 'secrets' }));
const made = { write_only: { common_name: 'a' }, read_path: 'pki/cert/ca' };
const root = (fields = {}, name = 'pki/root/generate/internal') =>
  resourceOf('endpoint.root', endpoint, { name, parent: mount.address, fields: { ...made, ...fields } });

const ABSENT: Live = { state: 'absent' };
const PRESENT: Live = { state: 'present', fields: {} };
const WRITTEN = { echoes: { write_only: 'x' } };

const seenAs = (resource = root(), entry?: Partial<Entry>, place: Live = PRESENT, seen: Live = ABSENT) => {
  const owned: Ownership = {
    entryOf: () => entry as Entry | undefined,
    memoryOf: () => undefined,
    unfinishedOf: () => new Set(),
  };
  const live = new Map([[mount.address, place]]);
  return asRemembered(resource, seen, { owned, live, containerOf: containersAmong([mount, resource]) }).state;
};

describe('what is made once, and not seen', () => {
  it('is not made again where it was written down', () => {
    expect(seenAs(root(), WRITTEN)).toBe('unseen');
    expect(seenAs(root(), { ...WRITTEN, begun: { action: 'change', fields: [] } })).toBe('unseen');
  });

  it.each<Parameters<typeof seenAs>>([
    [root(), undefined],
    [root(), { echoes: {}, begun: { action: 'create', fields: ['write_only'] } }],
    // Two runs ended without a word, one after the other.
    [root(), { echoes: {}, begun: { action: 'change', fields: ['write_only'] } }],
    [root(), WRITTEN, ABSENT],
    [root({}, 'pki/roles/web'), WRITTEN],
    [root({ data: {} }), WRITTEN],
  ])('is made otherwise: %#', (...given) => {
    expect(seenAs(...given)).toBe('absent');
  });

  it('is as it is seen in all other cases', () => {
    expect(seenAs(root(), WRITTEN, PRESENT, PRESENT)).toBe('present');
    expect(seenAs(root(), WRITTEN, PRESENT, { state: 'unsupported', why: 'x' })).toBe('unsupported');
  });
});

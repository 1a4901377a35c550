import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalog, openCatalog, type ServerVersion } from '../../src/kinds/index.ts';
import type { Random } from '../fuzz/random.ts';
import { type Case, casesOf, isOn } from '../roundtrip/cases.ts';
import { transitionsOn } from '../roundtrip/coverage.ts';
import { type Place, type State, seedText } from '../roundtrip/document.ts';
import { fill, type Meanings } from '../roundtrip/values.ts';

/** Marks a state in which nothing of the case is declared, and one in which only what is around the object is. */
export const ABSENT = 'absent';
export const AROUND = 'around';
export type Declared = typeof ABSENT | typeof AROUND | State;

/** One kind, at a place of its own, and the states that its object can be declared in. */
export interface Slot {
  readonly one: Case;
  readonly place: Place;
  readonly fill: (values: State) => State;
  /** In the order in which the object can go through them. */
  readonly states: readonly State[];
}

/** What each slot declares. */
export type Scene = ReadonlyMap<Slot, Declared>;

const filled = (values: State, meanings: Meanings): State =>
  Object.fromEntries(Object.entries(fill(values, meanings) as object));

/** The states that the round trip walks through, one after the other, as far as it takes nothing but seeds and the server. */
const chainOf = (one: Case, server: ServerVersion, meanings: Meanings): readonly State[] => {
  let state: State = one.kind.samples.first;
  const chain: State[] = [];
  try {
    chain.push(filled(state, meanings));
    for (const [, { set, drop, before }] of transitionsOn(one.kind, server)) {
      if (before.length > 0) return chain;
      state = Object.fromEntries(Object.entries({ ...state, ...set }).filter(([name]) => !drop.includes(name)));
      chain.push(filled(state, meanings));
    }
  } catch {
    // A placeholder that means nothing here: the chain ends before it.
  }
  return chain;
};

/** Kinds whose objects this machine can make with nothing but the server. */
export const slotsOn = (
  server: ServerVersion,
  meanings: Meanings,
  catalog: Catalog = openCatalog(),
): readonly Slot[] => {
  return casesOf(catalog)
    .filter((one) => isOn(one, server) && one.kind.samples.needs.length === 0 && one.kind.id.startsWith(one.plugin.id))
    .flatMap((one): Slot[] => {
      const path = `kill-${one.id.replaceAll(/[^a-z0-9]+/g, '-')}`;
      const name = one.kind.samples.name ?? (one.parent === undefined ? path : 'canary');
      const states = chainOf(one, server, meanings);
      if (states.length === 0) return [];
      return [{ one, place: { path, name }, fill: (values) => filled(values, meanings), states }];
    });
};

/** What a slot may declare next: the same, the next state, less, or (from nothing) the first state. */
const nextOf = ({ one: { kind, parent }, states }: Slot, now: Declared, random: Random): Declared => {
  const at = typeof now === 'string' ? -1 : states.indexOf(now);
  if (random.chance(25)) return now;
  if (at === -1) return random.chance(70) ? (states[0] ?? ABSENT) : now === ABSENT && parent ? AROUND : ABSENT;
  const later = states[at + 1];
  if (later !== undefined && random.chance(70)) return later;
  // What cannot be deleted keeps its settings until its mount goes.
  return parent !== undefined && kind.delete.length > 0 && random.chance(50) ? AROUND : ABSENT;
};

/** The next scene at random. */
export const nextScene = (slots: readonly Slot[], now: Scene, random: Random): Scene =>
  new Map(slots.map((slot) => [slot, nextOf(slot, now.get(slot) ?? ABSENT, random)]));

/** A folder that holds the seed of a scene: a file for each slot, and what is always declared. */
export interface SeedFolder {
  readonly path: string;
  write(scene: Scene): Promise<void>;
  remove(): Promise<void>;
}

const fileOf = ({ place }: Slot): string => `${place.path}.seed.json`;

export const seedFolder = async (always: string): Promise<SeedFolder> => {
  const path = await mkdtemp(join(tmpdir(), 'vaultseed-survival-'));
  await writeFile(join(path, 'main.seed.hcl'), always);
  return {
    path,
    write: async (scene) => {
      await Promise.all(
        [...scene].map(async ([slot, declared]) => {
          const file = join(path, fileOf(slot));
          if (declared === ABSENT) return rm(file, { force: true });
          const state = declared === AROUND ? undefined : declared;
          await writeFile(file, seedText({ case: slot.one, place: slot.place, fill: slot.fill, state }));
        }),
      );
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
};

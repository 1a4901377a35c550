import { join } from 'node:path';
import { expect } from 'vitest';
import { type Catalog, expandPath, same } from '../../src/kinds/index.ts';
import type { Data } from '../../src/model/data.ts';
import type { Field, Transition } from '../../src/model/kind.ts';
import type { Change } from '../../src/model/plan.ts';
import type { Client } from '../../src/server/index.ts';
import type { Case } from './cases.ts';
import { transitionsOn } from './coverage.ts';
import { type Place, type State, seedText } from './document.ts';
import { apply, load, plan } from './seeds.ts';

export interface Site {
  readonly case: Case;
  readonly client: Client;
  readonly catalog: Catalog;
  readonly place: Place;
  /** Where seeds are written. */
  readonly folder: string;
  readonly fill: (values: State) => State;
  /** Path of a ledger; without one nothing is remembered. */
  readonly ledger?: string | undefined;
  /** Work with tokens that may do no more than it takes. */
  readonly least?: boolean | undefined;
}

const summary = (changes: readonly Change[]): unknown =>
  changes.map(({ action, address, edits }) => ({ action, address, fields: edits.map(({ field }) => field) }));

/** The seed with the object in this state; without one, what is around it. */
const seedIn = (site: Site, state: State | undefined) =>
  load(seedText({ ...site, state }), join(site.folder, 'seed'), site.catalog);

const mustBeEmpty = async (site: Site, state: State | undefined, why: string): Promise<void> => {
  const { changes } = (await plan(await seedIn(site, state), site)).plan;
  expect(summary(changes), why).toEqual([]);
};

/** Plans, applies, and plans again, which must find nothing to do. Returns what was planned. */
const bringTo = async (site: Site, state: State | undefined, why: string): Promise<readonly Change[]> => {
  const seed = await seedIn(site, state);
  const made = await plan(seed, site);
  await apply(seed, made, site);
  await mustBeEmpty(site, state, `${why}: the plan after it`);
  return made.plan.changes;
};

const isCompared = (field: Field): boolean => !field.local && field.at.read !== undefined && !field.writeOnly;

/** Names of the fields that a step changes and a plan can see. */
const visibleEdits = ({ case: { kind } }: Site, before: State, after: State): string[] =>
  Object.keys(after).filter((name) => {
    const field = kind.fields.find((one) => one.name === name);
    if (field === undefined) return after[name] !== before[name];
    const [old, now] = [before[name] ?? field.reset ?? null, after[name]];
    return isCompared(field) && !same(field, now as Data, old as Data);
  });

/** Whether a plan sees this step: always when it remembers, else only what the server shows. */
const isSeen = (site: Site, before: State, after: State): boolean =>
  visibleEdits(site, before, after).length > 0 || (site.ledger !== undefined && hiddenChanges(site, before, after));

const hiddenChanges = ({ case: { kind } }: Site, before: State, after: State): boolean =>
  Object.keys(after).some((name) => {
    const field = kind.fields.find((one) => one.name === name);
    const hidden = field !== undefined && !field.local && (field.writeOnly || field.at.read === undefined);
    return hidden && JSON.stringify(after[name]) !== JSON.stringify(before[name]);
  });

const create = async (site: Site, first: State): Promise<string> => {
  await bringTo(site, undefined, 'what the sample needs');
  const changes = await bringTo(site, first, 'creating');
  const { kind } = site.case;
  const visible = isSeen(site, {}, first);
  const expected = kind.alwaysThere ? (visible ? ['update'] : []) : ['create'];
  expect(changes.map(({ action }) => action)).toEqual(expected);
  return changes[0]?.address ?? '';
};

const prepare = async ({ client, place, case: { parent } }: Site, transition: Transition): Promise<void> => {
  const mount = parent?.kind.children === 'auth' ? `auth/${place.path}` : place.path;
  for (const { path, body = {} } of transition.before) {
    const request = {
      method: 'POST' as const,
      path: expandPath(path, { mount, name: place.name }),
      body: body as Data,
    };
    const answer = await client.request(request);
    expect(answer.status, `${path}: ${answer.errors.join('; ')}`).toBeLessThan(300);
  }
};

const nextState = (state: State, { set, drop }: Transition): State =>
  Object.fromEntries(Object.entries({ ...state, ...set }).filter(([name]) => !drop.includes(name)));

const step = async (site: Site, name: string, states: { before: State; after: State; expected: string }) => {
  const { before, after, expected } = states;
  const changes = await bringTo(site, site.fill(after), name);
  const edits = visibleEdits(site, site.fill(before), site.fill(after));
  expect(
    changes.map(({ action }) => action),
    name,
  ).toEqual(isSeen(site, site.fill(before), site.fill(after)) ? [expected] : []);
  const planned = changes.flatMap((change) => change.edits.filter((edit) => edit.change !== 'hidden'));
  expect(planned.map(({ field }) => field).sort(), `${name}: the planned fields`).toEqual(edits.sort());
};

const destroy = async (site: Site, state: State, address: string): Promise<void> => {
  const seed = await seedIn(site, state);
  const made = await plan(seed, { ...site, mode: 'destroy', targets: [address] });
  const { kind } = site.case;
  expect(made.plan.changes.map(({ action }) => action)).toEqual([kind.delete.length > 0 ? 'delete' : 'forget']);
  await apply(seed, made, site);
  if (kind.delete.length === 0) return;
  const again = await plan(seed, site);
  expect(again.plan.changes.map(({ action }) => action)).toEqual(['create']);
};

/**
 * Creates the sample, walks its transitions and deletes it again, by seeds and plans alone. After every step the plan must be
 * empty, and each step must plan exactly what it changes.
 */
export const walk = async (site: Site): Promise<void> => {
  const { samples } = site.case.kind;
  const first = site.fill(samples.first);
  const address = await create(site, first);
  for (const other of samples.same)
    await mustBeEmpty(site, { ...first, ...site.fill(other) }, `the same, written ${JSON.stringify(other)}`);
  let before: State = samples.first;
  for (const [name, transition] of transitionsOn(site.case.kind, site.client.identity)) {
    const after = nextState(before, transition);
    await prepare(site, transition);
    await step(site, name, { before, after, expected: transition.expect });
    before = after;
  }
  await destroy(site, site.fill(before), address);
};

/** Takes away everything that a walk may have left, however it ended. */
export const clear = async (site: Site): Promise<void> => {
  const seed = await seedIn(site, site.case.parent === undefined ? site.fill(site.case.kind.samples.first) : undefined);
  const made = await plan(seed, { ...site, mode: 'destroy' });
  await apply(seed, made, site);
  if (site.ledger !== undefined) await site.client.request({ method: 'DELETE', path: `sys/mounts/${site.ledger}` });
};

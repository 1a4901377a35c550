import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Plain } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import { casesOf, isOn } from './cases.ts';
import { coverageOf } from './coverage.ts';
import { kindsTable, TABLE } from './table.ts';
import { testedServers } from './tested-servers.ts';

const cases = casesOf(openCatalog());
const pairs = testedServers.flatMap((server) =>
  cases.filter((one) => isOn(one, server)).map((one) => ({ id: one.id, at: server.name, kind: one.kind, server })),
);

describe('what the round trip proves', () => {
  it.each(pairs)('visits every field of $id on $at, or says why not', ({ kind, server }) => {
    const { missing, contradicted } = coverageOf(kind, server);
    expect({ missing, contradicted }).toEqual({ missing: [], contradicted: [] });
  });

  it.each(cases)('$id calls only fields unprovable that it has', ({ kind }) => {
    const names = kind.fields.map(({ name }) => name);
    expect(Object.keys(kind.unprovable).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is written down', () => {
    const written = readFileSync(join(import.meta.dirname, '../..', TABLE), 'utf8');
    expect(written, 'stale: npm run docs').toBe(kindsTable(cases));
  });
});

const without = (kind: Kind, field: string): Kind => ({
  ...kind,
  samples: {
    ...kind.samples,
    first: leftOut(kind.samples.first, field),
    transitions: Object.fromEntries(
      Object.entries(kind.samples.transitions).map(([name, one]) => [name, { ...one, set: leftOut(one.set, field) }]),
    ),
  },
});

const leftOut = (values: Readonly<Record<string, Plain>>, field: string): Record<string, Plain> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== field));

describe('a field that no sample visits any more', () => {
  it.each(pairs)('is missed: $id on $at', ({ kind, server }) => {
    const { proven, sent } = coverageOf(kind, server);
    for (const field of [...proven, ...sent]) expect(coverageOf(without(kind, field), server).missing).toContain(field);
  });
});

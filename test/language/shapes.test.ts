import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { content, evaluate, parseSource, toData } from '../../src/language/index.ts';
import { STRICTER } from '../fuzz/differences.ts';
import { scopeOf } from './read.ts';
import { shapes } from './shapes.ts';

/*
 * Shapes of the language, valid and not, and what `hashicorp/hcl/v2` 2.23.0 makes of them: recorded by `record-hcl.ts`.
 */

interface Recorded {
  readonly name: string;
  readonly source: string;
  readonly accepts: boolean;
  /** What HCL made of the attributes that need nothing from outside. */
  readonly values?: Readonly<Record<string, unknown>>;
}

const recorded: readonly Recorded[] = readFileSync(new URL('../golden/hcl/shapes.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Of numbers, JSON holds what a double does; 1e999 is more. */
const asJson = (ours: unknown, theirs: unknown): unknown => {
  const plain: unknown = JSON.parse(JSON.stringify(ours));
  if (typeof plain !== 'string' || typeof theirs === 'string') return plain;
  return Number.isFinite(Number(plain)) ? Number(plain) : null;
};

const read = (source: string) => parseSource({ path: 'main.seed.hcl', text: source });

describe('the shapes of the language', () => {
  it('are many, each another, of both sorts, and those that were recorded', () => {
    expect(new Set(recorded.map(({ source }) => source)).size).toBe(recorded.length);
    expect(recorded.filter(({ accepts }) => accepts).length).toBeGreaterThan(300);
    expect(recorded.filter(({ accepts }) => !accepts).length).toBeGreaterThan(300);
    expect(recorded.map(({ name, source }) => ({ name, source }))).toEqual(shapes());
  });

  it.each(recorded)('$name', ({ source, accepts, values }) => {
    const { body, diagnostics } = read(source);
    const stricter = diagnostics.length > 0 && diagnostics.every(({ code }) => Object.hasOwn(STRICTER, code));
    expect(diagnostics.length === 0 || (accepts && stricter)).toBe(accepts);
    if (diagnostics.length > 0) return;
    const { attributes } = content(body, {});
    for (const [name, value] of Object.entries(values ?? {})) {
      const attribute = attributes.get(name);
      if (attribute === undefined) throw new Error(`${name} is not there`);
      const ours = evaluate(attribute.expression, scopeOf());
      expect(ours.diagnostics).toEqual([]);
      expect(asJson(toData(ours.value), value)).toEqual(value);
    }
  });
});

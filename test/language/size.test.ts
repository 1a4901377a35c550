import { describe, expect, it } from 'vitest';
import type { FileAccess } from '../../src/language/scope.ts';
import { brief, evaluated, scopeOf } from './read.ts';

/** Locals that each hold the one before many times: what is told of the first that is too large. */
const laughing = (first: string, next: string): readonly string[] => {
  let value = evaluated(first).value;
  for (let round = 0; round < 12; round++) {
    const found = evaluated(next, scopeOf(new Map([['it', value]])));
    if (found.diagnostics.length > 0) return found.diagnostics.map(({ code }) => code);
    value = found.value;
  }
  return [];
};

const ten = (one: string): string => Array.from({ length: 10 }, () => one).join(', ');

describe('what would grow beyond measure is refused', () => {
  it.each([
    ['lists', '["ha"]', `[${ten('it')}]`],
    ['lists that are joined', '["ha"]', `concat(${ten('it')})`],
    ['objects', '{ a = "ha" }', '{ a = it, b = it, c = it, d = it, e = it, f = it, g = it, h = it }'],
    ['texts', '"ha"', `"${'${it}'.repeat(10)}"`],
    ['texts that replace themselves', '"hahaha"', 'replace(it, "h", it)'],
    ['texts as JSON', '["ha"]', `[jsonencode([${ten('it')}])]`],
  ])('%s', (_, first, next) => {
    expect(laughing(first, next)).toEqual(['too-large']);
  });

  it.each([
    ['format("%999999999d", 1)', 'too-large 1:1'],
    ['join("", [for a in range(400) : format("%99999d", 1)])', 'too-large 1:10'],
    ['yamldecode("a: [1\\nb: 2")', 'bad-argument 1:12'],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression).diagnostics.map(brief)).toEqual([expected]);
  });

  it('lists that are too deep to be walked', () => {
    let value = evaluated('"ha"').value;
    const told: string[] = [];
    for (let round = 0; round < 5000; round++) {
      const found = evaluated('[it]', scopeOf(new Map([['it', value]])));
      told.push(...found.diagnostics.map(({ code }) => code));
      value = found.value;
    }
    expect(new Set(told)).toEqual(new Set(['too-large']));
    expect(() => evaluated('jsonencode(it)', scopeOf(new Map([['it', value]])))).not.toThrow();
  });

  it.each(['[', '{"a":'])('JSON and YAML that are too deep: %s', (open) => {
    const text = `${open.repeat(900)}1${(open === '[' ? ']' : '}').repeat(900)}`;
    const scope = scopeOf(new Map([['it', evaluated(JSON.stringify(text)).value]]));
    for (const call of ['jsondecode(it)', 'yamldecode(it)']) {
      expect(evaluated(call, scope).diagnostics.map(({ code }) => code)).toEqual(['bad-argument']);
    }
  });

  it('YAML whose aliases multiply', () => {
    const levels = [...'bcdefghi'].map((name, at) => `${name}: &${name} [${ten(`*${'abcdefgh'.charAt(at)}`)}]\n`);
    const yaml = `a: &a [${ten('ha')}]\n${levels.join('')}`;
    const scope = scopeOf(new Map([['yaml', evaluated(JSON.stringify(yaml)).value]]));
    expect(evaluated('yamldecode(yaml)', scope).diagnostics.map(brief)).toEqual(['too-large 1:1']);
  });

  it('a template that renders itself', () => {
    const files: FileAccess = {
      read: () => ({ ok: true, value: new TextEncoder().encode('${templatefile("me", {})}') }),
      exists: () => ({ ok: true, value: true }),
      list: () => ({ ok: true, value: [] }),
    };
    const { diagnostics } = evaluated('templatefile("me", {})', scopeOf(new Map(), { files }));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'templatefile(): me: templatefile(): a template that is rendered from a file or a text cannot render another one',
    ]);
  });
});

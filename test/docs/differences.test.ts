import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatSource } from '../../src/language/index.ts';
import { STRICTER } from '../fuzz/differences.ts';
import { ours } from '../language/terraform/ours.ts';
import { readRecording, recordings } from '../language/terraform/recording.ts';
import { load } from '../seed/load.ts';
import { differencesPage, PAGE, parts, recorded } from './differences/page.ts';
import type { Proof, Row } from './differences/row.ts';

const rows = parts.flatMap((part) => part.rows);
const asked = recordings().flatMap(readRecording);

/** The expressions of all recordings to which we say something else than Terraform. */
const answeredOtherwise = asked
  .filter(({ question, answer }) => {
    if (answer === undefined) return false;
    const { answer: here } = ours(question);
    return (
      here.refused !== answer.refused ||
      here.type !== answer.type ||
      here.json !== answer.json ||
      (here.sensitive ?? false) !== (answer.sensitive ?? false)
    );
  })
  .map(({ question }) => question);

const keyOf = ({ proof }: Row): string | undefined => (proof.kind === 'expressions' ? proof.key : undefined);

const codesOf = async (seed: Parameters<typeof load>[0]): Promise<readonly string[]> =>
  (await load(seed)).diagnostics.map(({ code }) => code);

const prove = async (proof: Proof): Promise<void> => {
  switch (proof.kind) {
    case 'seed':
      expect(await codesOf(proof.seed)).toEqual(proof.codes);
      return;
    case 'files':
      expect(await codesOf(proof.files)).toEqual(proof.codes);
      return;
    case 'layout':
      expect(formatSource({ path: 'main.seed.hcl', text: proof.text })).toMatchObject({
        ok: true,
        value: proof.becomes,
      });
      return;
    case 'expressions': {
      const questions = recorded[proof.key] ?? [];
      expect(questions.length).toBeGreaterThan(0);
      expect(questions.filter((question) => !answeredOtherwise.includes(question))).toEqual([]);
    }
  }
};

describe.each(parts)('$title', (part) => {
  it.each(part.rows)('$what', ({ proof }) => prove(proof));
});

describe('the page', () => {
  it('is made from the rows', () => {
    expect(readFileSync(join(import.meta.dirname, '../..', PAGE), 'utf8')).toBe(differencesPage());
  });

  it('names every recorded expression that gets another answer, and no other', () => {
    expect(asked.length).toBeGreaterThan(2800);
    expect(Object.values(recorded).flat().sort()).toEqual([...answeredOtherwise].sort());
    expect(Object.keys(recorded).sort()).toEqual(rows.flatMap((row) => keyOf(row) ?? []).sort());
  });

  it('names every code by which the fuzzer excuses a stricter verdict', () => {
    const page = differencesPage();
    const told = Object.keys(STRICTER).filter((code) => page.includes(code));
    expect(told).toEqual(Object.keys(STRICTER));
  });
});

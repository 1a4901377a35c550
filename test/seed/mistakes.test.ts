import { describe, expect, test } from 'vitest';
import { load, shown } from './load.ts';
import { againMistakes } from './mistakes/again.ts';
import { blockMistakes } from './mistakes/blocks.ts';
import { describedMistakes } from './mistakes/described.ts';
import { elsewhereMistakes } from './mistakes/elsewhere.ts';
import { homeMistakes, ownMistakes } from './mistakes/homes.ts';
import { judgedMistakes } from './mistakes/judged.ts';
import { judgedLater } from './mistakes/judged-later.ts';
import { labelMistakes } from './mistakes/labels.ts';
import type { Mistake } from './mistakes/mistake.ts';
import { moduleMistakes } from './mistakes/modules.ts';
import { nameMistakes } from './mistakes/names.ts';
import { namespaceMistakes } from './mistakes/namespaces.ts';
import { referenceMistakes } from './mistakes/references.ts';
import { secretMistakes } from './mistakes/secrets.ts';
import { unseenMistakes } from './mistakes/unseen.ts';
import { valueMistakes } from './mistakes/values.ts';
import { variableMistakes } from './mistakes/variables.ts';
import { wallMistakes } from './mistakes/walls.ts';

const judge = ({ name, seed, options, want }: Mistake): void => {
  test(name, async () => {
    const { diagnostics } = await load(seed, options);
    const found = diagnostics.map(shown);
    expect(found.map((line, index) => line.slice(0, want[index]?.length))).toEqual(want);
  });
};

describe('judged again', () => againMistakes.forEach(judge));
describe('blocks', () => blockMistakes.forEach(judge));
describe('fields in the wrong place', () => elsewhereMistakes.forEach(judge));
describe('homes of blocks', () => homeMistakes.forEach(judge));
describe('judged by a reader', () => judgedMistakes.forEach(judge));
describe('judged by later readers', () => judgedLater.forEach(judge));
describe('labels', () => labelMistakes.forEach(judge));
describe('modules', () => moduleMistakes.forEach(judge));
describe('endpoints for what a block describes', () => describedMistakes.forEach(judge));
describe('names', () => nameMistakes.forEach(judge));
describe('namespaces', () => namespaceMistakes.forEach(judge));
describe('blocks of the seed itself', () => ownMistakes.forEach(judge));
describe('references', () => referenceMistakes.forEach(judge));
describe('secrets', () => secretMistakes.forEach(judge));
describe('unseen', () => unseenMistakes.forEach(judge));
describe('values', () => valueMistakes.forEach(judge));
describe('variables', () => variableMistakes.forEach(judge));
describe('hints', () => wallMistakes.forEach(judge));

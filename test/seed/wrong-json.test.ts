import { describe, expect, it, test } from 'vitest';
import { jsonLine } from '../../src/seed/advice/json-help.ts';
import { load, shown } from './load.ts';
import { jsonMistakes } from './mistakes/json.ts';

describe('mistakes in JSON', () => {
  for (const { name, seed, want } of jsonMistakes) {
    test(name, async () => {
      const found = (await load(seed)).diagnostics.map(shown);
      expect(found.map((line, index) => line.slice(0, want[index]?.length))).toEqual(want);
    });
  }
});

describe('a line of help in JSON', () => {
  it.each([
    ['write options = { version = "2" }', 'write "options": { "version": "2" }'],
    ['for example prune = ["role"]', 'for example "prune": ["role"]'],
    ['add path = each.key, or a text', 'add "path": "${each.key}", or a text'],
    ['write policy "NAME" { … }', 'write "policy": { "NAME": { … } }'],
    ['config "root" { access_key = … }', '"config": { "root": { "access_key": … } }'],
    ['labels = [path.key]', '"labels": ["${path.key}"]'],
    ['for_each = toset(["a"]), with', '"for_each": "${toset([\\"a\\"])}", with'],
    ['the first one is at main.seed.json:3:4', 'the first one is at main.seed.json:3:4'],
    ['did you mean path?', 'did you mean path?'],
  ])('%s', (line, want) => expect(jsonLine(line)).toBe(want));
});

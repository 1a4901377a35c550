import { expect, it } from 'vitest';
import { standardFunctions } from '../../src/language/index.ts';
import { functionNotes } from '../../src/report/function-notes.ts';

it('every function is explained in a sentence or more, and nothing else is', () => {
  expect(Object.keys(functionNotes).sort()).toEqual([...standardFunctions.keys()].sort());
  expect(Object.entries(functionNotes).filter(([, note]) => !/^[^ ].{10,}[.)]$/.test(note))).toEqual([]);
});

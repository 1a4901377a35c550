import { expect, test } from 'vitest';
import { onAbort } from '../../src/server/abort.ts';

test('what was taken off is not called, in whatever order, and all others are once', () => {
  const controller = new AbortController();
  const called: number[] = [];
  const off = [0, 1, 2, 3, 4].map((number) => onAbort(controller.signal, () => called.push(number)));
  for (const number of [1, 4, 1, 0]) off[number]?.();
  onAbort(controller.signal, () => called.push(5));
  controller.abort();
  expect(called.sort()).toEqual([2, 3, 5]);
});

test('one that goes while all are called is called', () => {
  const controller = new AbortController();
  const called: number[] = [];
  const off = onAbort(controller.signal, () => {
    called.push(0);
    off();
  });
  onAbort(controller.signal, () => called.push(1));
  controller.abort();
  expect(called).toEqual([0, 1]);
});

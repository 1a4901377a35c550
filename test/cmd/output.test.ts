import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { outputOf } from '../../cmd/output.ts';

/** A stream into a log that takes a while, as a pipe that is full does. */
const slow = (log: string[], ms: number): NodeJS.WriteStream => {
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      setTimeout(() => {
        if (text !== '') log.push(text);
        done();
      }, ms);
    },
  });
  return Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream;
};

it('goes out in the order in which it was written, over two streams into one log', async () => {
  const log: string[] = [];
  const [out, err] = [outputOf(slow(log, 20)), outputOf(slow(log, 0))];
  out.write('a plan, ');
  out.write('and its end\n');
  err.write('an error\n');
  out.write('one more\n');
  await out.drained();
  await err.drained();
  expect(log).toEqual(['a plan, and its end\n', 'an error\n', 'one more\n']);
});

it('drops what comes once its reader has gone, and tells nobody', async () => {
  const log: string[] = [];
  const stream = slow(log, 0);
  const out = outputOf(stream);
  out.write('a');
  await out.drained();
  stream.destroy(Object.assign(new Error('gone'), { code: 'EPIPE' }));
  await new Promise((resolve) => setImmediate(resolve));
  out.write('b');
  expect([await out.drained(), log]).toEqual([undefined, ['a']]);
});

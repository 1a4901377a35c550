import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { outcomeDiagnostics } from '../../src/report/index.ts';
import { changes, source } from './sample.ts';

const change = (index: number) => {
  const [any] = changes;
  if (any === undefined) throw new Error('no change');
  return { ...any, address: `policy.p${index}` };
};
const failed = (index: number, diagnostic: Omit<Diagnostic, 'address' | 'at'>): Outcome => ({
  status: 'failed',
  change: change(index),
  milliseconds: 1,
  diagnostics: [{ ...diagnostic, address: `policy.p${index}`, at: { source, start: index, end: index + 1 } }],
});
const GONE = { code: 'server-unreachable', message: 'cannot reach it' } as const;
const gone = (index: number): Outcome =>
  failed(index, { ...GONE, help: ['is it running?', `let go of it: forget --target policy.p${index}`] });

describe('one cause', () => {
  it('is one block that names the changes, and what was not tried because of them', () => {
    const waiting = (index: number, because: number): Outcome => ({
      status: 'not-tried',
      change: change(index),
      because: `policy.p${because}`,
    });
    const list = [gone(1), gone(2), gone(3), gone(4), gone(5), gone(6), waiting(7, 2), waiting(8, 6)];
    expect(outcomeDiagnostics(list)).toEqual([
      {
        ...GONE,
        help: [
          'is it running?',
          'let go of it: forget --target ADDRESS',
          'failed because of it: policy.p1, policy.p2, policy.p3, policy.p4 and 2 more',
          'not tried because of it: policy.p7, policy.p8',
        ],
      },
    ]);
  });

  it('is told as it is where one change met it', () => {
    const [one] = outcomeDiagnostics([gone(1)]);
    expect([one?.address, one?.help?.at(-1)]).toEqual(['policy.p1', 'let go of it: forget --target policy.p1']);
  });

  it('is told of the ledger and of the changes at once', () => {
    const trouble = { code: 'server-sealed', message: 'it is sealed', help: ['plan again'] } as const;
    const sealed = { code: 'server-sealed', message: 'it is sealed', help: ['unseal it'] } as const;
    expect(outcomeDiagnostics([failed(1, sealed), failed(2, sealed)], trouble)).toEqual([
      { ...trouble, help: ['plan again', 'unseal it', 'failed because of it: policy.p1, policy.p2'] },
    ]);
  });

  it('keeps the first where each says something of its own, and names the others', () => {
    const dropped = (index: number): Outcome =>
      failed(index, { code: 'connection-dropped', message: `dropped at POST p${index}` });
    const [one, ...more] = outcomeDiagnostics([dropped(1), dropped(2), dropped(3)]);
    expect([one?.message, one?.address, one?.help, more]).toEqual([
      'dropped at POST p1',
      'policy.p1',
      ['the same with: policy.p2, policy.p3'],
      [],
    ]);
  });

  it('is not what two changes have each by itself', () => {
    const refused = { code: 'vault-refused', message: 'not accepted' } as const;
    expect(outcomeDiagnostics([failed(1, refused), failed(2, refused)])).toHaveLength(2);
  });
});

import type { Diagnostic } from '../model/diagnostic.ts';
import type { Book } from './book.ts';
import { holderOf, isForced, isFree, LOCK, lifeOf } from './lock-document.ts';

/** The server tells its time in whole seconds, and its nodes may differ a little. */
const SLACK = 5_000;

const objects = (number: number): string => `${number} object${number === 1 ? '' : 's'}`;

const GOES_ON = 'the next apply goes on from there: it looks at them before anything else';

/** What other runs have left in the ledger: one works on the seed, or one has died in the middle of its work. */
export const tracesOf = ({ seed, lock, entries, client }: Book): readonly Diagnostic[] => {
  const begun = [...entries.values()].filter((entry) => entry.begun !== undefined).length;
  if (lock === undefined) return [];
  // What a run has failed at stays begun, and that run has told so.
  if (isFree(lock)) return isForced(lock) && begun > 0 ? [unfinished(seed, begun)] : [];
  const { name, since } = holderOf(lock);
  const quiet = (client.time?.() ?? Number.NaN) - (lock.written ?? Number.NaN);
  if (!(quiet > lifeOf(lock, LOCK.life) + SLACK)) {
    const message = `a run works on ${seed}: ${name}, since ${since}`;
    return [
      {
        code: 'run-under-way',
        message,
        help: [
          'what is shown here may be another before it has ended',
          'or it has died just now: that is told half a minute after its last word',
        ],
      },
    ];
  }
  const left = begun === 0 ? '' : ` and ${objects(begun)} that it had begun`;
  const message = `a run on ${seed} has died and left its lock${left}: ${name}, since ${since}`;
  return [
    { code: 'run-died', message, help: ['the next apply waits until the lock has ended, half a minute, and goes on'] },
  ];
};

const unfinished = (seed: string, begun: number): Diagnostic => ({
  code: 'run-died',
  message: `a run on ${seed} has ended without a word of what became of ${objects(begun)} that it had begun`,
  help: [GOES_ON],
});

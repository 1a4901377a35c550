import { onAbort } from './abort.ts';
import type { Http } from './http.ts';
import type { Inbound, Outbound } from './message.ts';
import { type Trouble, tooSlow, troubleFrom, type Where } from './trouble.ts';

type Exchange = { readonly inbound: Inbound } | { readonly trouble: Trouble };

/**
 * One attempt: sends, and reads the answer, all within `where.timeout`.
 * @throws the signal's reason when the caller gives up.
 */
export const exchange = (
  http: Http,
  outbound: Outbound,
  { where, signal }: { where: Where; signal: AbortSignal | undefined },
): Promise<Exchange> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const finish = (): void => {
      clearTimeout(timer);
      forget();
    };
    const stopped = (act: () => void) => () => {
      finish();
      act();
      giveUp(new Error('given up'));
    };
    // A request that cannot even be started ends here.
    const giveUp = http.send(outbound, {
      done: (inbound) => {
        finish();
        resolve({ inbound });
      },
      // A request that was given up ends here too; nobody waits for it any more.
      failed: (error, open) => {
        finish();
        try {
          resolve({ trouble: troubleFrom(error, where, open) });
        } catch (unknown) {
          reject(unknown);
        }
      },
    });
    const timer = setTimeout(
      stopped(() => resolve({ trouble: tooSlow(where) })),
      where.timeout,
    );
    const forget = onAbort(
      signal,
      stopped(() => reject(signal?.reason)),
    );
  });

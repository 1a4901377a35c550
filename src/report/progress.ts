import { visible } from '../model/clean.ts';
import type { ApplyEvent } from '../model/outcome.ts';
import { outcomeLine, progressLine } from './apply-text.ts';
import { elapsedText } from './elapsed.ts';
import type { Style } from './style.ts';

export interface ProgressOptions {
  readonly style: Style;
  /** Changes there are. */
  readonly total: number;
  /** Whether lines can be written over: a terminal. Elsewhere there is one plain line a change, and nothing is taken back. */
  readonly live: boolean;
  readonly write: (text: string) => void;
  /** Milliseconds, of any clock that only goes forward. */
  readonly now: () => number;
}

export interface Progress {
  handle(event: ApplyEvent): void;
  /** Draws the live line anew; elsewhere says now and then what is waited for. To be called a few times a second. */
  tick(): void;
  /** Takes the live line away. */
  close(): void;
}

const CLEAR = '\r\u001b[2K';
/** Where nothing can be drawn over, silence lasts no longer than this. */
const SILENCE = 30_000;

/** Shows an apply while it runs: finished changes scroll up, one live line stays below them. */
export const progress = ({ style, total, live, write, now }: ProgressOptions): Progress => {
  const running = new Map<string, number>();
  let done = 0;
  let spoken = now();

  const longest = (): { address: string; milliseconds: number } | undefined => {
    // A map keeps the order in which its keys came, so the first has been waiting longest.
    const [first] = running;
    return first && { address: first[0], milliseconds: now() - first[1] };
  };
  const draw = (): void => {
    if (live) write(CLEAR + progressLine({ done, total, longest: longest() }, style));
  };
  const say = (line: string): void => {
    write(`${live ? CLEAR : ''}${line}\n`);
    spoken = now();
  };
  return {
    handle: (event) => {
      if (event.type === 'started') {
        running.set(event.change.address, now());
      } else {
        running.delete(event.outcome.change.address);
        done += 1;
        // After an interruption hundreds were not tried, for a reason that everybody knows: the ending counts them.
        if (event.outcome.status !== 'not-tried' || event.outcome.because !== undefined) {
          say(outcomeLine(event.outcome, style));
        }
      }
      draw();
    },
    tick: () => {
      const waiting = longest();
      if (live) draw();
      else if (waiting && now() - spoken > SILENCE) {
        say(
          `  waiting for ${visible(waiting.address)}, ${elapsedText(waiting.milliseconds)} so far (${done}/${total} done)`,
        );
      }
    },
    close: () => {
      if (live) write(CLEAR);
    },
  };
};

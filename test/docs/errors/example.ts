import type { RequestListener } from 'node:http';
import type { Code } from '../../../src/model/diagnostic.ts';

/** A way to meet a code: files, and a command line that is run in their folder. */
export interface Played {
  /** By name. A text alone is `main.seed.hcl`. */
  readonly files?: string | Readonly<Record<string, string | Uint8Array>>;
  /** What is typed behind `vaultseed`; left out: `validate`. */
  readonly command?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What answers at the address that the command is given: a real listener on loopback, on a port that is shown as 8200. */
  readonly meets?: RequestListener;
  /** It takes a real server: a live test plays it, and elsewhere what was recorded stands. */
  readonly live?: true;
  /** Command lines that are run first, on the same server. */
  readonly before?: readonly string[];
}

/** Why no example of a code can be played without a server or a special machine. */
export interface Reason {
  readonly reason: string;
}

/** A text is a seed for `validate`. */
export type Example = string | Played | Reason;
export type Examples = Readonly<Partial<Record<Code, Example>>>;

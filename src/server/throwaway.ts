import type { Secret } from '../model/secret.ts';

export interface ThrowawayOptions {
  /** A program to run; left out: looked for in `path` and `cache`. */
  readonly program?: string | undefined;
  /** The PATH to search. */
  readonly path?: string | undefined;
  /** A folder that may hold a downloaded program. */
  readonly cache?: string | undefined;
  /** More configuration for the server, as the text of a file. */
  readonly config?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait until it answers, in milliseconds. */
  readonly patience?: number | undefined;
}

/** A dev server of our own: in memory, on loopback, gone when we are. */
export interface Throwaway {
  readonly address: string;
  readonly token: Secret;
  readonly product: string;
  readonly version: string;
  readonly program: string;
  readonly pid: number;
  /** The server's own last log lines. */
  log(): readonly string[];
  /** Ends the server and removes its folder. Calling it twice does no harm. */
  stop(): Promise<void>;
}

export const startThrowaway = async (_options: ThrowawayOptions = {}): Promise<Throwaway> => {
  throw new Error('startThrowaway is not written yet');
};

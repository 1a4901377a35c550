/** One HTTP request, ready to go. */
export interface Outbound {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly method: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: string | undefined;
  /** Called when there is a connection, right before the first byte is sent; what it throws is why nothing is. */
  readonly before?: (() => void) | undefined;
}

/** One HTTP answer, read to its end. */
export interface Inbound {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  /** In milliseconds. */
  readonly retryAfter: number;
}

/** What stands before a server answers so while there is none behind it. */
export const TURNED_AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** What is done with an answer, or with what came in its place. One of them is called, once. */
export interface Ends {
  readonly done: (inbound: Inbound) => void;
  /** `open`: there was a connection, so that the server may have seen the request. */
  readonly failed: (error: unknown, open: boolean) => void;
}

/** Why there is no answer, with a code as Node's own errors have one. */
export class HttpError extends Error {
  readonly code: string;
  /** Of the answer that was not read to its end, or of a proxy that refused. */
  readonly status: number | undefined;
  constructor(code: string, status?: number) {
    super(status === undefined ? code : `${code} (${status})`);
    this.code = code;
    this.status = status;
  }
}

/** Of a header that says how long to wait, in milliseconds. */
export const seconds = (text: string | undefined): number => (text && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : 0);

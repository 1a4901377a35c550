/** One HTTP request, ready to go. */
export interface Outbound {
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: string;
  /** Names and values in turn, as Node takes them. */
  readonly headers: readonly string[];
  readonly body: string | undefined;
  /** Called once there is a connection, right before the first byte is sent. If it throws, nothing is sent. */
  readonly before?: (() => void) | undefined;
}

/** One HTTP answer, read to its end. */
export interface Inbound {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  /** From the `Retry-After` header, in milliseconds; 0 without one. */
  readonly retryAfter: number;
}

/** The statuses with which a proxy or a load balancer answers while there is no server behind it. */
export const TURNED_AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** What to do when a request ends. Exactly one of these is called, once. */
export interface Ends {
  readonly done: (inbound: Inbound) => void;
  /** `open`: there was a connection, so that the server may have seen the request. */
  readonly failed: (error: unknown, open: boolean) => void;
}

/** Why there is no answer. It has a code, as Node's own errors do. */
export class HttpError extends Error {
  readonly code: string;
  /** The status of an answer that was not read to its end, or of a proxy that refused. */
  readonly status: number | undefined;
  constructor(code: string, status?: number) {
    super(status === undefined ? code : `${code} (${status})`);
    this.code = code;
    this.status = status;
  }
}

/** The value of a `Retry-After` header, in milliseconds; 0 when it is missing or a date. */
export const seconds = (text: string | undefined): number => (text && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : 0);

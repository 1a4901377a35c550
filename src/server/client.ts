import type { Data, Plain } from '../model/data.ts';
import type { ServerIdentity } from '../model/plan.ts';

export type Method = 'GET' | 'LIST' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request to the API. */
export interface Request {
  readonly method: Method;
  /** Below `/v1/`, each piece already percent-encoded, without a slash in front. */
  readonly path: string;
  /** The namespace it is for, below the one of the connection; left out or empty: that one itself. */
  readonly namespace?: string | undefined;
  /** Without `?`. */
  readonly query?: string | undefined;
  /** Sent as JSON. Secrets in it are revealed when the request is written, and nowhere else. Must hold nothing pending. */
  readonly body?: Data | undefined;
  /**
   * Whether sending it again after a lost answer does no harm. Left out: `safe` for GET and LIST, `never` for the rest.
   * What the server certainly did not take (429, 412, nobody listening) is sent again in both cases.
   */
  readonly repeat?: 'safe' | 'never' | undefined;
  /**
   * Called right before each attempt is sent, after all waiting, also for a connection: a process may be stopped in between. What it
   * throws ends the request.
   */
  readonly before?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Does not wait for others to end: for what must not come late, however slow they are. One at a time. */
  readonly urgent?: boolean | undefined;
}

/** A request in words: `POST sys/mounts/a in the namespace team-a`. */
export const requestText = ({ method, path, namespace }: Request): string =>
  namespace ? `${method} ${path} in the namespace ${namespace}` : `${method} ${path}`;

/** What the server answered, whatever the status. */
export interface Answer {
  readonly status: number;
  /** The parsed body; undefined when it was empty. */
  readonly data: Plain | undefined;
  /** The `errors` of the body, made safe to show: no control characters, no secret that was in the request. */
  readonly errors: readonly string[];
  /** The `warnings` of the body, made safe in the same way. */
  readonly warnings: readonly string[];
  /** An attempt before it may have reached the server, its answer lost: then this one may be about what that has done. */
  readonly doubtful?: true | undefined;
}

export interface ClientStats {
  /** Requests that went out, retries included. */
  readonly requests: number;
  readonly retries: number;
}

/** How long a token lasts. */
export interface TokenLease {
  /** What is left, in seconds. */
  readonly left: number;
  /** What it had when it was made, and has again after a renewal unless its longest life is near, in seconds. */
  readonly full: number;
  readonly renewable: boolean;
}

/** What the server says of the token in use. */
export interface TokenFacts {
  readonly displayName: string;
  readonly policies: readonly string[];
  /** When it ends, as the server writes it; undefined for one that does not. */
  readonly expires?: string | undefined;
  /** How long it lasts from the look-up on; undefined for one that does not end. */
  readonly lease?: TokenLease | undefined;
  /** Policies that it has from the entity and the groups it stands for. */
  readonly identityPolicies?: readonly string[] | undefined;
  /** The request that made it, such as `auth/people/login/ada`. */
  readonly path?: string | undefined;
  /** What the auth method noted down about the login, by its own names. */
  readonly meta?: Readonly<Record<string, string>> | undefined;
  readonly entityId?: string | undefined;
  /** The namespace it is of, from the root one, without a slash at its end; undefined where the server does not tell. */
  readonly namespace?: string | undefined;
}

/** An open connection to one server. Printing it shows no token. */
export interface Client {
  readonly identity: ServerIdentity;
  /** Undefined when the token may not look itself up. */
  readonly token: TokenFacts | undefined;
  /**
   * Sends one request and waits for its answer, trying again where that is safe. Every HTTP status is an answer.
   * @throws {Fault} when there is none: transport, sealed, not JSON, too large. Its text holds no secret of the body.
   * @throws the signal's reason when aborted.
   */
  request(request: Request): Promise<Answer>;
  /** What the server's clock says now, in milliseconds since the epoch; undefined where nobody knows. */
  time?(): number | undefined;
  /** Waits for requests under way, then closes the connections. */
  close(): Promise<void>;
  stats(): ClientStats;
}

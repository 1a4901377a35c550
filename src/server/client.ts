import type { Data, Plain } from '../model/data.ts';
import type { ServerIdentity } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';

export type Method = 'GET' | 'LIST' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request to the API. */
export interface Request {
  readonly method: Method;
  /** Below `/v1/`, without a slash in front, each segment percent-encoded already. */
  readonly path: string;
  /** A namespace below the one of the connection; left out or empty: that one itself. */
  readonly namespace?: string | undefined;
  /** A namespace around that of the connection, from the root one, in its place; empty: the root one. */
  readonly outer?: string | undefined;
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
   * Called right before each attempt is sent, after all waiting, also for a connection: the process may have been
   * suspended meanwhile. What it throws ends the request.
   */
  readonly before?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Does not wait for its turn behind other requests, for what must not come late. One at a time. */
  readonly urgent?: boolean | undefined;
}

/** A request in words: `POST sys/mounts/a in the namespace team-a`. */
export const requestText = ({ method, path, namespace, outer }: Request): string => {
  const within = [outer, namespace].filter(Boolean).join('/');
  if (within !== '') return `${method} ${path} in the namespace ${within}`;
  return outer === undefined ? `${method} ${path}` : `${method} ${path} in the root namespace`;
};

/** What the server answered, whatever the status. */
export interface Answer {
  readonly status: number;
  /** The parsed body; undefined when it was empty. */
  readonly data: Plain | undefined;
  /** The `errors` of the body, safe to show: no control characters, no secret that was in the request. For people; see `says`. */
  readonly errors: readonly string[];
  /** The same before masking, where that has changed them: a list of texts. */
  readonly unmasked?: Secret | undefined;
  /** The `warnings` of the body, safe in the same way. */
  readonly warnings: readonly string[];
  /** An earlier attempt, whose answer was lost, may have been carried out: this answer may be about its effects. */
  readonly doubtful?: true | undefined;
}

export interface ClientStats {
  /** Requests that went out, retries included. */
  readonly requests: number;
  readonly retries: number;
}

/** How long a token lasts. */
export interface TokenLease {
  /** Seconds that are left. */
  readonly left: number;
  /** Seconds that it had when it was made. A renewal gives as many again, unless the maximum TTL is near. */
  readonly full: number;
  readonly renewable: boolean;
}

/** What the server says of the token in use. */
export interface TokenFacts {
  readonly displayName: string;
  readonly policies: readonly string[];
  /** When it expires, as the server writes it; undefined for a token that never does. */
  readonly expires?: string | undefined;
  /** How long it lasts from the look-up on; undefined for a token that never expires. */
  readonly lease?: TokenLease | undefined;
  /** Policies from its entity and that entity's groups. */
  readonly identityPolicies?: readonly string[] | undefined;
  /** The path of the request that made it, such as `auth/people/login/ada`. */
  readonly path?: string | undefined;
  /** The metadata of the login, by the auth method's own names. */
  readonly meta?: Readonly<Record<string, string>> | undefined;
  readonly entityId?: string | undefined;
  /** The namespace it was made in, from the root one, without a slash at its end; undefined where the server does not say. */
  readonly namespace?: string | undefined;
}

/** An open connection to one server. Printing it shows no token. */
export interface Client {
  readonly identity: ServerIdentity;
  /** Facts about the token; undefined when it may not look itself up. */
  readonly token: TokenFacts | undefined;
  /**
   * Sends one request and waits for its answer, trying again where that is safe. Every HTTP status is an answer.
   * @throws {Fault} when there is none: transport, sealed, not JSON, too large. Its text holds no secret of the body.
   * @throws the signal's reason when aborted.
   */
  request(request: Request): Promise<Answer>;
  /** Secrets that a seed has for a place: none of them is shown in what the server says of it, whichever request they went with. */
  know(of: Pick<Request, 'path' | 'namespace'>, data: Data): void;
  /** The time by the server's clock, in milliseconds since the epoch; undefined where the server does not say. */
  time?(): number | undefined;
  /** Waits for requests under way, then closes the connections. */
  close(): Promise<void>;
  stats(): ClientStats;
}

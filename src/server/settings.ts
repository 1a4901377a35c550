import type { Checked } from '../model/checked.ts';
import { refused } from '../model/checked.ts';
import type { Secret } from '../model/secret.ts';
import type { Span } from '../model/span.ts';

/** How to speak TLS with the server. PEM texts, not paths. */
export interface TlsSettings {
  /** Certificates to trust in place of the system's. */
  readonly ca?: readonly string[] | undefined;
  readonly cert?: string | undefined;
  readonly key?: Secret | undefined;
  readonly serverName?: string | undefined;
  readonly skipVerify: boolean;
}

export interface ProxySettings {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  readonly except?: string | undefined;
}

/** Everything needed to reach a server. Printing it shows no token. */
export interface Settings {
  /** `https://host:8200` without a slash at its end, or `unix:///path/to.sock`. */
  readonly address: string;
  /** Without slashes at its ends; empty for the root namespace. */
  readonly namespace: string;
  readonly token?: Secret | undefined;
  readonly tls: TlsSettings;
  /** For one attempt of one request, in milliseconds. */
  readonly timeout: number;
  /** How many times a request may be tried again. */
  readonly retries: number;
  readonly proxy?: ProxySettings | undefined;
  /** How many connections are open at most. */
  readonly parallelism: number;
}

/** The part of the command line that is about the server. */
export interface ServerFlags {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly caCert?: string | undefined;
  readonly caPath?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly tlsSkipVerify?: boolean | undefined;
  readonly parallelism?: number | undefined;
}

/** The part of a seed's `server` block that is about reaching it. */
export interface SeedServer {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly at?: Span | undefined;
}

export interface SettingsInput {
  readonly flags: ServerFlags;
  readonly seed?: SeedServer | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder: `~/.vault-token`, `~/.vault`. */
  readonly home: string;
}

/** Where the server is and how to reach it: command line first, then the seed, then the environment. */
export const settingsFrom = async (_input: SettingsInput): Promise<Checked<Settings>> => refused();

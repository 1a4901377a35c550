import { type Checked, checked } from '../model/checked.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Secret } from '../model/secret.ts';
import type { Span } from '../model/span.ts';
import { type AddressSource, addressFrom } from './address.ts';
import { durationMilliseconds } from './duration.ts';
import { type Environment, variable } from './environment.ts';
import { proxyFor } from './proxy.ts';
import { type TlsSettings, tlsFrom } from './tls.ts';
import { tokenFrom } from './token.ts';
import { differingTrust } from './trust.ts';

/** Everything needed to reach a server. Secrets in it are masked when it is printed. */
export interface Settings {
  /** `https://host:8200` without a slash at its end, or `unix:///path/to.sock`. */
  readonly address: string;
  /** Where the address came from. */
  readonly from: AddressSource;
  /** Without slashes at its ends; empty for the root namespace. */
  readonly namespace: string;
  readonly token?: Secret | undefined;
  readonly tls: TlsSettings;
  /** For one attempt of one request, in milliseconds. */
  readonly timeout: number;
  /** How many times a request may be tried again. */
  readonly retries: number;
  readonly proxy?: Secret | undefined;
  /** How many requests may be under way at once, each on a connection of its own. */
  readonly parallelism: number;
}

/** The options of the command line about the server. */
export interface ServerFlags {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly caCert?: string | undefined;
  readonly caPath?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly tlsSkipVerify?: boolean | undefined;
  /** How long to wait for a server that is not ready, in milliseconds. */
  readonly wait?: number | undefined;
}

/** What a seed's `server` block says about reaching it. */
export interface SeedServer extends Omit<ServerFlags, 'wait'> {
  /** Where the block is, for messages. */
  readonly at?: Span | undefined;
}

export interface SettingsInput {
  readonly flags: ServerFlags;
  readonly seed?: SeedServer | undefined;
  readonly env: Environment;
  /** The user's home folder: `~/.vault-token`, `~/.vault`. */
  readonly home: string;
  /** How many requests may be under way at once. */
  readonly parallelism: number;
}

const DEFAULT_TIMEOUT = 60_000;
const DEFAULT_RETRIES = 5;

const numeric = (
  found: { name: string; value: string } | undefined,
  parse: (text: string) => number | undefined,
  what: string,
): { value?: number | undefined; diagnostics: readonly Diagnostic[] } => {
  if (found === undefined) return { diagnostics: [] };
  const value = parse(found.value);
  if (value !== undefined) return { value, diagnostics: [] };
  return { diagnostics: [{ code: 'server-setting-invalid', message: `${found.name} is not ${what}` }] };
};

const count = (text: string): number | undefined => (/^\d{1,4}$/.test(text) ? Number(text) : undefined);

const positive = (text: string): number | undefined => {
  const milliseconds = durationMilliseconds(text);
  return milliseconds === undefined || milliseconds <= 0 ? undefined : milliseconds;
};

/** The settings for which no file is read: timeout, retries and namespace. */
const habitsFrom = ({ flags, seed, env }: SettingsInput) => {
  const timeout = numeric(variable(env, 'CLIENT_TIMEOUT'), positive, 'a duration such as 60 (seconds) or 1m30s');
  const retries = numeric(variable(env, 'MAX_RETRIES'), count, 'a whole number');
  const namespace = flags.namespace ?? seed?.namespace ?? variable(env, 'NAMESPACE')?.value ?? '';
  const odd: Diagnostic = {
    code: 'server-setting-invalid',
    message: 'the namespace holds characters that no namespace has',
  };
  return {
    timeout: timeout.value ?? DEFAULT_TIMEOUT,
    retries: retries.value ?? DEFAULT_RETRIES,
    // "root" is how both products call the namespace without a name.
    namespace: namespace.replace(/^\/+|\/+$/g, '').replace(/^root$/, ''),
    diagnostics: [...timeout.diagnostics, ...retries.diagnostics, ...(/^[\x21-\x7e]*$/.test(namespace) ? [] : [odd])],
  };
};

/**
 * Where the server is and how to reach it: command line first, then the seed, then the environment, with the variables
 * of the `vault` and `bao` programs. There is no default address: a server that nobody named is a mistake, returned
 * with every other one. Reads the certificate files, `~/.vault-token`, and runs the token helper of `~/.vault`.
 * A missing token is no mistake yet: an agent may add one.
 */
export const settingsFrom = async (input: SettingsInput): Promise<Checked<Settings>> => {
  const { env } = input;
  const place = addressFrom(input);
  const habits = habitsFrom(input);
  const trust = differingTrust(input);
  const tls = await tlsFrom(trust.length === 0 ? input : { flags: input.flags, env });
  const found = [...place.diagnostics, ...habits.diagnostics, ...trust, ...tls.diagnostics];
  if (!place.ok || !tls.ok || trust.length > 0) return { ok: false, diagnostics: found };
  const { address, from } = place.value;
  const token = await tokenFrom({ env, home: input.home, address });
  const { timeout, retries, namespace } = habits;
  const settings: Settings = {
    ...{ address, from, namespace, timeout, retries, tls: tls.value },
    token: token.value,
    proxy: proxyFor(address, env),
    parallelism: input.parallelism,
  };
  return checked(settings, [...found, ...token.diagnostics]);
};

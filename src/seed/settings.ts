import { satisfies, validRange } from 'semver';
import { evaluate, type Scope, toData } from '../language/index.ts';
import { visible } from '../model/clean.ts';
import type { Data } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isSeedName, SEED_NAME } from '../model/seed-name.ts';
import type { Span } from '../model/span.ts';
import { constant, invalid } from './parts/split.ts';
import type { WrittenSettings } from './parts/written.ts';
import { mentionsOf } from './references/mentions.ts';
import type { Names } from './references/targets.ts';
import type { Tell } from './tell.ts';

/** What a seed says about the server it is for. Paths of files are as written. */
export interface ServerBlock {
  /** The product it was written for, as the label says. */
  readonly kind: string;
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly caCert?: string | undefined;
  readonly caPath?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly tlsSkipVerify?: boolean | undefined;
  readonly at: Span;
}

/** The name that a seed gives itself, after its version rule was checked against this program's version. */
export const seedName = (
  written: WrittenSettings | undefined,
  { standard, version }: { readonly standard: string; readonly version: string },
  tell: Tell,
): string => {
  const { name, requires } = Object.fromEntries(written?.attributes ?? []);
  if (requires !== undefined) {
    const range = constant(requires.expression);
    const at = requires.expression.span;
    if (typeof range !== 'string' || validRange(range) === null) {
      tell(invalid(at, 'requires must be a range of versions', ['for example requires = ">= 0.1"']));
    } else if (!satisfies(version, range, { includePrerelease: true })) {
      const help = [`install a vaultseed that is ${range}, or change the line`];
      tell({ code: 'version-required', message: `the seed requires ${range}, and this is ${version}`, at, help });
    }
  }
  if (name === undefined) {
    if (!isSeedName(standard)) tell(unnamed(standard));
    return standard;
  }
  const text = constant(name.expression);
  if (typeof text === 'string' && isSeedName(text)) return text;
  tell(invalid(name.expression.span, `name must be ${SEED_NAME}`));
  return standard;
};

const unnamed = (standard: string): Diagnostic => ({
  code: 'invalid-setting',
  message: `the seed would be called ${visible(standard)}, after its file or folder, and a name is ${SEED_NAME}`,
  help: ['give it one: seed { name = "…" }'],
});

const TEXTS = {
  address: 'address',
  namespace: 'namespace',
  ca_cert: 'caCert',
  ca_path: 'caPath',
  client_cert: 'clientCert',
  client_key: 'clientKey',
  tls_server_name: 'tlsServerName',
} as const;

interface ServerContext {
  readonly names: Names;
  /** Functions and variables. */
  readonly scope: Scope;
  readonly products: readonly string[];
  /** Whether all values must be known: the server will be asked. */
  readonly must?: boolean | undefined;
}

const unknownServer = (name: string, at: Span): Diagnostic => ({
  code: 'variable-missing',
  message: `${name} of the server depends on a variable that has no value`,
  help: ['give it: --var NAME=VALUE'],
  at,
});

/** Evaluates the `server` block. It is needed before any object is, so it may use variables and functions only. */
export const serverBlock = (
  { block, attributes }: WrittenSettings,
  { names, scope, products, must }: ServerContext,
  tell: Tell,
): ServerBlock => {
  const label = block.labels[0];
  if (label !== undefined && !products.includes(label.text)) {
    const known = products.map((product) => `"${product}"`).join(' or ');
    tell(invalid(label.span, `there is no server "${label.text}" in this version`, [`it is ${known}`]));
  }
  const only = { kinds: ['variable' as const, 'path' as const], what: 'the server block' };
  const valueFor = (name: string): { data: Data; at: Span } | undefined => {
    const attribute = attributes.get(name);
    if (attribute === undefined) return undefined;
    const { expression } = attribute;
    if (mentionsOf(expression, { names, each: false, only }, tell).broken) return undefined;
    const { value, diagnostics } = evaluate(expression, scope);
    diagnostics.forEach(tell);
    if (value.sensitive) {
      // Nothing more is said of it: other messages repeat the value.
      tell(invalid(expression.span, `${name} of the server is shown, and this is sensitive`, OPEN));
      return undefined;
    }
    if (value.kind === 'unknown' && must) tell(unknownServer(name, expression.span));
    return diagnostics.length > 0 || value.kind === 'unknown'
      ? undefined
      : { data: toData(value), at: expression.span };
  };
  const found: Record<string, string | boolean> = {};
  for (const [name, key] of Object.entries(TEXTS)) {
    const value = valueFor(name);
    if (typeof value?.data === 'string') found[key] = value.data;
    else if (value !== undefined && value.data !== null) tell(invalid(value.at, `${name} must be a text`));
  }
  const address = found.address === undefined ? undefined : schemeless(String(found.address));
  const place = attributes.get('address')?.expression.span;
  if (address !== undefined && place !== undefined) tell(invalid(place, NO_SCHEME, address));
  const skip = valueFor('tls_skip_verify');
  if (typeof skip?.data === 'boolean') found.tlsSkipVerify = skip.data;
  else if (skip !== undefined) tell(invalid(skip.at, 'tls_skip_verify must be true or false'));
  return { kind: label?.text ?? '', ...found, at: block.head };
};

const OPEN = ['where it is no secret, say so: nonsensitive(…)'];
const NO_SCHEME = 'an address begins with https:// or http://, or with unix:// where it is a socket';

/** What to write for an address that does not say how the server is spoken to; one with a password in it is not repeated. */
const schemeless = (text: string): readonly string[] | undefined => {
  const address = text.trim();
  if (address === '' || /^(?:https?|unix):\/\//i.test(address)) return undefined;
  return address.includes('@') || address.includes('://') ? [] : [`write "https://${address}"`];
};

import { type Checked, checked, refused } from '../model/checked.ts';
import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import type { SettingsInput } from './settings.ts';

/** Where the address came from. `agent`: a local agent (VAULT_AGENT_ADDR), which may add a token by itself. */
export type AddressSource = 'flag' | 'seed' | 'environment' | 'agent';

interface Named {
  readonly text: string;
  readonly from: AddressSource;
  /** The option, block or variable, for messages. */
  readonly by: string;
  readonly at?: Span | undefined;
}

const ENVIRONMENT: readonly (readonly [name: string, from: AddressSource])[] = [
  ['BAO_AGENT_ADDR', 'agent'],
  ['VAULT_AGENT_ADDR', 'agent'],
  ['BAO_ADDR', 'environment'],
  ['VAULT_ADDR', 'environment'],
];

const named = ({ flags, seed, env }: SettingsInput): Named | undefined => {
  if (flags.address !== undefined) return { text: flags.address, from: 'flag', by: '--address' };
  if (seed?.address !== undefined) {
    return { text: seed.address, from: 'seed', by: 'the server block of the seed', at: seed.at };
  }
  for (const [name, from] of ENVIRONMENT) {
    const text = env[name];
    if (text !== undefined && text !== '') return { text, from, by: name };
  }
  return undefined;
};

const MISSING: Diagnostic = {
  code: 'server-address-missing',
  message: 'no server address given',
  help: [
    'looked at, in this order: the option --address, the server block of the seed, BAO_ADDR and VAULT_ADDR',
    'for a server on this machine: export VAULT_ADDR=http://127.0.0.1:8200',
    'to try a seed without a server: vaultseed dev',
  ],
};

const invalid = ({ by, at }: Named, why: string, help: readonly string[] = []): Checked<never> =>
  refused({ code: 'server-address-invalid', message: `${by} ${why}`, at, help });

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** Checks and normalises an address. A message does not repeat it where it may hold a password. */
const judged = (place: Named): Checked<string> => {
  const text = place.text.trim();
  if (/^unix:\/\/\/[^/]/.test(text)) return checked(text);
  if (text.includes('@')) {
    return invalid(place, 'holds a user name or password', ['use a token: VAULT_TOKEN or vault login']);
  }
  const shown = visible(text);
  if (!/^https?:\/\//i.test(text)) {
    const help = text.includes('://') ? [] : [`did you mean https://${shown}?`];
    return invalid(place, `is "${shown}", which starts neither with https:// or http:// nor with unix:///`, help);
  }
  const url = parsed(text);
  if (url === undefined || url.hostname === '') return invalid(place, `is "${shown}", which is not a URL`);
  if (url.search !== '' || url.hash !== '') return invalid(place, `is "${shown}", which has a query or a fragment`);
  if (/\/v1\/?$/.test(url.pathname))
    return invalid(place, `is "${shown}", which ends with /v1`, ['leave /v1 out: it is added by itself']);
  return checked(`${url.origin}${url.pathname.replace(/\/+$/, '')}`);
};

/** The address of the server and where it came from: option, seed, then environment. */
export const addressFrom = (input: SettingsInput): Checked<{ address: string; from: AddressSource }> => {
  const place = named(input);
  if (place === undefined) return refused(MISSING);
  const verdict = judged(place);
  return verdict.ok ? checked({ address: verdict.value, from: place.from }) : verdict;
};

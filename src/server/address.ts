import { type Checked, checked, refused } from '../model/checked.ts';
import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { isLoopback } from './loopback.ts';
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

/** The addresses that the environment names. */
export const inEnvironment = (env: SettingsInput['env']): readonly Named[] =>
  ENVIRONMENT.flatMap(([name, from]) => {
    const text = env[name] ?? '';
    return text === '' ? [] : [{ text, from, by: name }];
  });

const named = ({ flags, seed, env }: SettingsInput): Named | undefined => {
  if (flags.address !== undefined) return { text: flags.address, from: 'flag', by: '--address' };
  if (seed?.address !== undefined) {
    return { text: seed.address, from: 'seed', by: 'the server block of the seed', at: seed.at };
  }
  return inEnvironment(env)[0];
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

/**
 * What is wrong with a seed that names another server than the environment does: who writes a seed would decide who gets the
 * token of whoever runs it.
 */
const differing = ({ at }: Named, address: string, env: SettingsInput['env']): readonly Diagnostic[] => {
  const others = inEnvironment(env).map((place) => ({ by: place.by, verdict: judged(place) }));
  const invalids = others.flatMap(({ verdict }) => verdict.diagnostics);
  if (invalids.length > 0) return invalids;
  const places = others.flatMap(({ by, verdict }) => (verdict.ok ? [{ by, address: verdict.value }] : []));
  if (places.length === 0 || places.some((place) => place.address === address)) return [];
  const said = places.map((place) => `${place.by} names ${visible(place.address)}`).join(', ');
  return [
    {
      code: 'address-differs',
      message: `the seed names the server ${visible(address)}, and ${said}`,
      at,
      help: [
        'nothing was sent: a seed does not decide who gets the token of whoever runs it',
        'let both name the same server, or say which it is: --address URL',
      ],
    },
  ];
};

const inPlainText = (address: string): readonly Diagnostic[] => {
  const url = parsed(address);
  if (url?.protocol !== 'http:' || isLoopback(url.hostname)) return [];
  const help = ['use https, or an agent on this machine that does'];
  return [
    { code: 'plain-http', message: `the token and every secret of the seed go to ${url.host} in plain text`, help },
  ];
};

/** The address of the server and where it came from: option, seed (which the environment must not contradict), then environment. */
export const addressFrom = (input: SettingsInput): Checked<{ address: string; from: AddressSource }> => {
  const place = named(input);
  if (place === undefined) return refused(MISSING);
  const verdict = judged(place);
  if (!verdict.ok) return verdict;
  const { value: address } = verdict;
  const diagnostics = place.from === 'seed' ? differing(place, address, input.env) : [];
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return checked({ address, from: place.from }, inPlainText(address));
};

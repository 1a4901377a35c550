import { resolve } from 'node:path';
import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { inEnvironment } from './address.ts';
import { isTrue, variable } from './environment.ts';
import type { SeedServer, ServerFlags, SettingsInput } from './settings.ts';

/** A setting that decides who is taken for the server. */
interface Trust {
  readonly key: Exclude<keyof SeedServer, 'at'>;
  readonly name: string;
  /** The variable of the `vault` program, without its prefix. */
  readonly bare: string;
  readonly same: (seeds: string, environments: string) => boolean;
  /** Options that go before it. */
  readonly unless: readonly (keyof ServerFlags)[];
}

const isSamePath = (one: string, other: string): boolean => resolve(one) === resolve(other);

const TRUST: readonly Trust[] = [
  { key: 'caCert', name: 'ca_cert', bare: 'CACERT', same: isSamePath, unless: ['caCert', 'caPath'] },
  { key: 'caPath', name: 'ca_path', bare: 'CAPATH', same: isSamePath, unless: ['caCert', 'caPath'] },
  {
    key: 'tlsServerName',
    name: 'tls_server_name',
    bare: 'TLS_SERVER_NAME',
    same: (one, other) => one === other,
    unless: ['tlsServerName'],
  },
  {
    key: 'tlsSkipVerify',
    name: 'tls_skip_verify',
    bare: 'SKIP_VERIFY',
    same: (_, other) => isTrue(other),
    unless: ['tlsSkipVerify'],
  },
];

/**
 * What is wrong with a seed that has the server's certificate checked in another way than whoever names the server: a token
 * for one server would go to whoever the seed takes for it. A seed that alone names its server says that as well, and
 * what an option says goes before both.
 */
export const differingTrust = ({ flags, seed, env }: SettingsInput): readonly Diagnostic[] => {
  const [place] = inEnvironment(env);
  const namedBy = flags.address === undefined ? place?.by : '--address';
  return TRUST.flatMap(({ key, name, bare, same, unless }) => {
    const wanted = seed?.[key];
    if (wanted === undefined || wanted === false || unless.some((option) => flags[option] !== undefined)) return [];
    const said = variable(env, bare);
    if (said === undefined ? namedBy === undefined : same(String(wanted), said.value)) return [];
    const others = said === undefined ? `${namedBy} names the server` : `${said.name} is ${visible(said.value)}`;
    const option = `--${name.replaceAll('_', '-')}${wanted === true ? '' : ` ${visible(String(wanted))}`}`;
    return [
      {
        code: 'trust-differs',
        message: `${name} of the seed says how the certificate of the server is checked, and ${others}`,
        at: seed?.at,
        help: [
          'nothing was sent: a seed does not decide who is taken for a server that others name',
          `take ${name} out of the seed, or say the same beside it: ${option}, or VAULT_${bare}=${wanted === true ? 'true' : visible(String(wanted))}`,
        ],
      },
    ];
  });
};

import type { Scope } from '../scope.ts';
import { CallFailure } from './failure.ts';

/** What vaultseed itself logs in, signs or is called with. No seed gets it: who writes one could have it printed, or sent elsewhere. */
const WITHHELD: Readonly<Record<string, string>> = {
  VAULT_TOKEN: 'the token of this run',
  BAO_TOKEN: 'the token of this run',
  VAULTSEED_WEBHOOK_SECRET: 'the secret that signs what the webhook is sent',
  VAULTSEED_WEBHOOK: 'the address of the webhook, which may be a secret',
  VAULTSEED_SEED_FLAGS: 'what vaultseed dev was given for the variables of the seed',
  VAULT_PROXY_ADDR: 'the proxy, which may have a password',
  BAO_PROXY_ADDR: 'the proxy, which may have a password',
  VAULT_HTTP_PROXY: 'the proxy, which may have a password',
  BAO_HTTP_PROXY: 'the proxy, which may have a password',
};

/** Under another name the same is looked for in what is at least so long: a shorter text is in others by chance. */
const SHORTEST = 16;
const SECRETS = ['VAULT_TOKEN', 'BAO_TOKEN', 'VAULTSEED_WEBHOOK_SECRET'];

/** Proxies that every program uses: their addresses are read by seeds, but not with what logs in there, before an @. */
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];

const refused = (message: string): CallFailure =>
  new CallFailure(message, {
    code: 'env-withheld',
    argument: 0,
    help: ['no seed gets it: give the seed a secret of its own, in another variable'],
  });

/** Refuses the credentials of this run, by their names and by what is in them. @throws {CallFailure} */
export const notWithheld = (name: string, { env, credentialIn }: Pick<Scope, 'env' | 'credentialIn'>): void => {
  const plain = name.toUpperCase();
  const what = Object.hasOwn(WITHHELD, plain) ? WITHHELD[plain] : undefined;
  if (what !== undefined) throw refused(`${name} is ${what}`);
  const text = env?.[name] ?? '';
  if (PROXIES.includes(plain) && text.includes('@')) throw refused(`${name} is a proxy with a user name or a password`);
  const same = SECRETS.find((one) => {
    const secret = env?.[one]?.trim() ?? '';
    return secret.length >= SHORTEST && text.includes(secret);
  });
  const holds = same ?? credentialIn?.(text);
  if (holds !== undefined) throw refused(`the environment variable ${name} holds what is in ${holds}`);
};

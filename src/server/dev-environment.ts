import type { Throwaway } from './throwaway.ts';

/** What a program needs in its environment to reach a throw-away server, in the spelling of either product. Holds its token. */
export const devEnvironment = ({ address, token }: Throwaway): Readonly<Record<string, string>> => {
  const text = String(token.reveal());
  return { VAULT_ADDR: address, VAULT_TOKEN: text, BAO_ADDR: address, BAO_TOKEN: text };
};

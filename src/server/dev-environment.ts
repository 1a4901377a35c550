import type { Throwaway } from './throwaway.ts';

/** The environment variables for a program that uses a dev server, in the spelling of both products; among them its token. */
export const devEnvironment = ({ address, token }: Throwaway): Readonly<Record<string, string>> => {
  const text = String(token.reveal());
  return { VAULT_ADDR: address, VAULT_TOKEN: text, BAO_ADDR: address, BAO_TOKEN: text };
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable by its name without prefix: `BAO_…` wins over `VAULT_…`, an empty one counts as unset. */
export const variable = (env: Environment, name: string): { name: string; value: string } | undefined => {
  for (const full of [`BAO_${name}`, `VAULT_${name}`]) {
    const value = env[full];
    if (value !== undefined && value !== '') return { name: full, value };
  }
  return undefined;
};

/** The words Go's ParseBool takes for true; the `vault` program reads such variables with it. */
export const isTrue = (text: string): boolean => /^(1|t|true)$/i.test(text);

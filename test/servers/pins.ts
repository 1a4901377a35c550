/** The one place where the versions of the test servers are pinned; Vault's is checked against `vault/go.mod`. */
export const pins = {
  openbao: ['2.7.2', '2.6.2'],
  vault: '1.21.1',
  moto: '5.2.5',
  /** Majors that will do, the wanted one first. */
  postgres: [15, 16, 17, 14, 13],
} as const;

export const serverNames = ['openbao-2.7.2', 'openbao-2.6.2', 'vault-1.21.1'] as const;
export type ServerName = (typeof serverNames)[number];

/** Everything that can be started: what `VAULTSEED_TEST_SERVERS` may list, with commas between. */
export const allNames = [...serverNames, 'moto', 'postgres'] as const;
export type AnyName = (typeof allNames)[number];

const isName = (text: string): text is AnyName => allNames.some((name) => name === text);

/** The names that this run asks for: all, or those of `VAULTSEED_TEST_SERVERS`. */
export const wanted = (list = process.env.VAULTSEED_TEST_SERVERS): readonly AnyName[] => {
  if (!list) return allNames;
  const asked = list.split(',').map((name) => name.trim());
  const stranger = asked.find((name) => !isName(name));
  if (stranger !== undefined)
    throw new Error(`no test server is named "${stranger}"; there are ${allNames.join(', ')}`);
  return asked.filter(isName);
};

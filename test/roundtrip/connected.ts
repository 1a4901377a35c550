import { type Client, connect, settingsFrom } from '../../src/server/index.ts';
import type { TestServer } from '../servers/index.ts';

/** A client of a test server, as root; `home` is a folder without anybody's token in it. */
export const connected = async ({ address, token }: TestServer, home: string): Promise<Client> => {
  const env = { VAULT_ADDR: address, VAULT_TOKEN: token };
  const settings = await settingsFrom({ flags: {}, env, home, parallelism: 4 });
  if (!settings.ok) throw new Error(settings.diagnostics.map(({ message }) => message).join('\n'));
  return connect(settings.value);
};

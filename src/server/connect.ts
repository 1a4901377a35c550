import type { Client } from './client.ts';
import type { Settings } from './settings.ts';

/** Looks at the server and the token, and opens a client for them. */
export const connect = async (
  _settings: Settings,
  _options: { signal?: AbortSignal | undefined } = {},
): Promise<Client> => {
  throw new Error('connect is not written yet');
};

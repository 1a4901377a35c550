import { type Http, openHttp } from './http.ts';
import type { Settings } from './settings.ts';
import type { TlsOptions } from './ways.ts';

/** Bodies above this are not read: nothing that vaultseed asks for comes near it. */
export const LARGEST_ANSWER = 64 * 1024 * 1024;

/** How long a connection may take to come about, in milliseconds. */
const CONNECT_PATIENCE = 10_000;

export const tlsOptions = ({ tls }: Settings): TlsOptions => ({
  rejectUnauthorized: !tls.skipVerify,
  ...(tls.ca !== undefined && { ca: [...tls.ca] }),
  ...(tls.cert !== undefined && { cert: tls.cert }),
  ...(tls.key !== undefined && { key: String(tls.key.reveal()) }),
  ...(tls.serverName !== undefined && { servername: tls.serverName }),
});

/** Opens the connections to the server; they are kept alive between requests. */
export const openPool = (settings: Settings): Promise<Http> => {
  const { address, parallelism, proxy, timeout } = settings;
  return openHttp({
    // One more for what is urgent.
    connections: parallelism + 1,
    largest: LARGEST_ANSWER,
    patience: Math.min(CONNECT_PATIENCE, timeout),
    tls: tlsOptions(settings),
    ...(address.startsWith('unix://') ? { socketPath: address.slice('unix://'.length) } : { proxy }),
  });
};

import { type Http, openHttp } from './http.ts';
import type { TlsOptions } from './routes.ts';
import type { Settings } from './settings.ts';

/** Answers above this are not read, in bytes: nothing that vaultseed asks for comes near it. */
export const LARGEST_ANSWER = 64 * 1024 * 1024;

/** How long connecting may take, in milliseconds. */
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
    // One more for urgent requests.
    connections: parallelism + 1,
    largest: LARGEST_ANSWER,
    patience: Math.min(CONNECT_PATIENCE, timeout),
    tls: tlsOptions(settings),
    ...(address.startsWith('unix://') ? { socketPath: address.slice('unix://'.length) } : { proxy }),
  });
};

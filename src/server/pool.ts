import type { Dispatcher } from 'undici';
import type { Settings } from './settings.ts';

/** Bodies above this are not read: nothing that vaultseed asks for comes near it. */
export const LARGEST_ANSWER = 64 * 1024 * 1024;

const CONNECT_PATIENCE = 10_000;

/** As Node's TLS takes them. */
export const tlsOptions = ({ tls }: Settings) => ({
  rejectUnauthorized: !tls.skipVerify,
  ...(tls.ca !== undefined && { ca: [...tls.ca] }),
  ...(tls.cert !== undefined && { cert: tls.cert }),
  ...(tls.key !== undefined && { key: String(tls.key.reveal()) }),
  ...(tls.serverName !== undefined && { servername: tls.serverName }),
});

/**
 * Connections to the server, kept alive, HTTP/1.1. Undici's own timers are off: an attempt has one deadline over all.
 * The library is loaded here, so that commands that need no server do not wait for it.
 */
export const openPool = async (settings: Settings): Promise<Dispatcher> => {
  const { Agent, ProxyAgent } = await import('undici');
  const timeout = Math.min(CONNECT_PATIENCE, settings.timeout);
  const limits = {
    // One more for what is urgent.
    connections: settings.parallelism + 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: LARGEST_ANSWER,
    allowH2: false,
  };
  if (settings.address.startsWith('unix://')) {
    return new Agent({ ...limits, connect: { timeout, socketPath: settings.address.slice('unix://'.length) } });
  }
  const tls = { ...tlsOptions(settings), timeout };
  if (settings.proxy === undefined) return new Agent({ ...limits, connect: tls });
  return new ProxyAgent({ ...limits, uri: String(settings.proxy.reveal()), proxyTunnel: false, requestTls: tls });
};

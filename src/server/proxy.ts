import { BlockList, isIP } from 'node:net';
import { Secret } from '../model/secret.ts';
import type { Environment } from './environment.ts';
import { isLoopback } from './loopback.ts';

const set = (env: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');

const inNetwork = (host: string, entry: string): boolean => {
  const [network = '', bits] = entry.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined || isIP(network) === 0 || isIP(host) !== isIP(network)) return false;
  const list = new BlockList();
  const length = Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > (family === 'ipv6' ? 128 : 32)) return false;
  list.addSubnet(network, length, family);
  return list.check(host, family);
};

const entryCovers = (entry: string, host: string, port: string): boolean => {
  if (entry === '*') return true;
  if (entry.includes('/')) return inNetwork(host, entry);
  const [, name = entry, itsPort] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  if (itsPort !== undefined && itsPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return bare !== '' && (host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`)));
};

const isExcepted = (url: URL, list: string): boolean => {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (isLoopback(host)) return true;
  const entries = list.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry !== '' && entryCovers(entry, host, port));
};

/**
 * The proxy for an address, by the rules of the programs written in Go: VAULT_PROXY_ADDR (BAO_PROXY_ADDR) for every
 * address; else HTTPS_PROXY or HTTP_PROXY by the address's scheme, but never for loopback and what NO_PROXY lists
 * (names with their subdomains, `host:port`, networks as `10.0.0.0/8`, `*`). A secret, since it may hold a password.
 */
export const proxyFor = (address: string, env: Environment): Secret | undefined => {
  if (address.startsWith('unix:')) return undefined;
  const url = new URL(address);
  const always = set(env, 'BAO_PROXY_ADDR', 'VAULT_PROXY_ADDR', 'BAO_HTTP_PROXY', 'VAULT_HTTP_PROXY');
  const names = url.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const proxy = always ?? set(env, ...names);
  if (proxy === undefined) return undefined;
  if (always === undefined && isExcepted(url, set(env, 'NO_PROXY', 'no_proxy') ?? '')) return undefined;
  return new Secret(/^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`);
};

import { connect } from 'node:tls';
import type { Fault } from '../model/fault.ts';
import { tlsOptions } from './pool.ts';
import type { Settings } from './settings.ts';
import { troubleFrom } from './trouble.ts';

const LISTEN = 1_500;

/**
 * Why a server drops TLS connections at their first request. Over TLS 1.3 it finds a client certificate missing only
 * after the handshake, and a request on its way makes it reset the connection before its alert is read (seen on OpenBao
 * 2.7.2 and Vault 1.21.1). So this says nothing on a new connection and listens.
 */
export const alertOf = (settings: Settings): Promise<Fault | undefined> => {
  if (!settings.address.startsWith('https:') || settings.proxy !== undefined) return Promise.resolve(undefined);
  const { hostname, port } = new URL(settings.address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const where = { address: settings.address, proxied: false, timeout: LISTEN };
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port || 443), servername: host, ...tlsOptions(settings) });
    const timer = setTimeout(() => socket.destroy(), LISTEN);
    let fault: Fault | undefined;
    socket.on('error', (error) => {
      fault ??= troubleFrom(error, where).fault;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(fault?.code === 'client-certificate-needed' ? fault : undefined);
    });
    socket.resume();
  });
};

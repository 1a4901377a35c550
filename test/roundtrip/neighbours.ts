import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocket, type Server as SocketServer } from 'node:net';

/** A server of the test's own, on loopback. */
export interface Neighbour {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

const listening = async (server: Server | SocketServer): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}`;
};

const OK = 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n';

/** Swallows whatever comes over a socket; to what looks like HTTP it says thank you. */
export const startSink = async (): Promise<Neighbour> => {
  const server = createSocket((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      if (data.toString('latin1').startsWith('POST ')) socket.end(OK);
    });
  });
  const address = await listening(server);
  return { address, stop: () => new Promise((resolve) => server.close(() => resolve())) };
};

/** An identity provider as far as a secrets server looks at one: who it is, and its public keys. */
export const startIdentityProvider = async (): Promise<Neighbour> => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'canary', use: 'sig', alg: 'RS256' }] };
  const server = createServer((request, response) => {
    const issuer = `http://${request.headers.host}`;
    const discovery = {
      issuer,
      jwks_uri: `${issuer}/keys`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      device_authorization_endpoint: `${issuer}/device`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256', 'EdDSA'],
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? keys : discovery));
  });
  const address = await listening(server);
  return {
    address,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

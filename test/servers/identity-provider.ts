import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenID provider that nobody can log in to: it tells what it is and shows its keys. */
export interface IdentityProvider {
  /** `127.0.0.1:PORT`; the issuer is `http://` and this. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

const keys = (): object => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'RS256' }] };
};

const discovery = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  id_token_signing_alg_values_supported: ['RS256'],
});

/** Starts one: the discovery document at its well-known place, the key set at `/keys`. */
export const startIdentityProvider = async (): Promise<IdentityProvider> => {
  const shown = keys();
  const server = createServer((request, response) => {
    const document = request.url === '/keys' ? shown : discovery(`http://${request.headers.host}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

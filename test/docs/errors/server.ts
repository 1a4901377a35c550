import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Examples } from './example.ts';

const files = 'policy "reader" {\n  path "secret/*" { capabilities = ["read"] }\n}\n';

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const HEALTH = {
  initialized: true,
  sealed: false,
  standby: false,
  version: '2.7.2',
  cluster_name: 'c',
  cluster_id: 'i',
};

type Rest = (request: IncomingMessage, response: ServerResponse) => void;

/** Says of its health what a server says in this state. */
const healthy =
  (state: object, rest: Rest = (_, response) => json(response, 404, { errors: [] })): RequestListener =>
  (request, response) => {
    if (request.url?.startsWith('/v1/sys/health')) json(response, 200, { ...HEALTH, ...state });
    else rest(request, response);
  };

/** The way to a server, and what may stand at its end. */
export const serverExamples: Examples = {
  'server-sealed': { files, meets: healthy({ sealed: true }) },
  'server-uninitialised': { files, meets: healthy({ initialized: false, sealed: true }) },
  'server-standby': { files, meets: healthy({ replication_dr_mode: 'secondary' }) },
  'server-redirects': { files, meets: (_, response) => response.writeHead(307, { location: 'ftp://elsewhere' }).end() },
  'not-a-vault': { files, meets: (_, response) => response.end('<!doctype html><title>hello</title>') },
  'version-hidden': {
    files,
    meets: healthy({ version: undefined }, (request, response) => {
      if (request.url === '/v1/auth/token/lookup-self') json(response, 200, { data: { display_name: 'token' } });
      else json(response, 403, { errors: ['permission denied'] });
    }),
  },
  'connection-dropped': { files, meets: (request) => request.socket.destroy() },
  'server-timeout': { files, meets: () => undefined, env: { VAULT_CLIENT_TIMEOUT: '1s' } },
  'server-speaks-tls': {
    files,
    meets: (_, response) => response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
  },
  'token-invalid': {
    files,
    meets: healthy({}, (_, response) => json(response, 403, { errors: ['permission denied', 'invalid token'] })),
  },
  'token-missing': { files, meets: healthy({}), env: { VAULT_TOKEN: '' } },
  'token-helper-failed': {
    files: { 'main.seed.hcl': files, '.vault': 'token_helper = "/nowhere/helper"\n' },
    meets: healthy({}),
    env: { VAULT_TOKEN: '' },
  },
  'proxy-failed': {
    files,
    command: 'plan --address https://vault.example:8200',
    env: { VAULT_TOKEN: 'token', VAULT_PROXY_ADDR: 'http://127.0.0.1:1', VAULT_MAX_RETRIES: '0' },
  },
};

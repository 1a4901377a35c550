import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `server`: words, permanent, searchable. */
export const serverCodes = {
  'server-address-missing': { severity: 'error', summary: 'No server is named' },
  'server-address-invalid': { severity: 'error', summary: 'The address of the server cannot be used' },
  'address-differs': { severity: 'error', summary: 'The seed names another server than the environment' },
  'trust-differs': {
    severity: 'error',
    summary: 'The seed checks the certificate in another way than who names the server',
  },
  'plain-http': { severity: 'warning', summary: 'Anybody on the way can read the token and the secrets' },
  'server-setting-invalid': { severity: 'error', summary: 'A setting of the connection cannot be used' },
  'token-helper-failed': { severity: 'error', summary: 'The token helper gave no token' },
  'tls-not-verified': { severity: 'warning', summary: 'The server may be anybody: its certificate is not checked' },

  'server-unreachable': { severity: 'error', summary: 'The server cannot be reached' },
  'server-timeout': { severity: 'error', summary: 'The server did not answer in time' },
  'connection-dropped': { severity: 'error', summary: 'The connection was dropped before an answer came' },
  'proxy-failed': { severity: 'error', summary: 'The proxy did not let the request through' },
  'server-speaks-plain-http': { severity: 'error', summary: 'The server does not speak TLS' },
  'server-speaks-tls': { severity: 'error', summary: 'The server wants TLS' },
  'certificate-untrusted': { severity: 'error', summary: 'The certificate of the server is not trusted' },
  'certificate-expired': { severity: 'error', summary: 'The certificate of the server is not valid now' },
  'certificate-name': { severity: 'error', summary: 'The certificate of the server is for another name' },
  'client-certificate-needed': { severity: 'error', summary: 'The server wants a client certificate' },
  'tls-failed': { severity: 'error', summary: 'No TLS connection came about' },

  'server-sealed': { severity: 'error', summary: 'The server is sealed' },
  'server-uninitialised': { severity: 'error', summary: 'The server is not initialised' },
  'server-standby': { severity: 'error', summary: 'The node is a standby and reaches no active node' },
  'server-redirects': { severity: 'error', summary: 'The server answered with a redirect that is not followed' },
  'not-a-vault': { severity: 'error', summary: 'There is something else at this address' },
  'version-hidden': { severity: 'error', summary: 'The server does not tell its version' },
  'answer-unreadable': { severity: 'error', summary: 'The answer of the server cannot be read' },
  'answer-too-large': { severity: 'error', summary: 'The answer of the server is too large' },

  'token-missing': { severity: 'error', summary: 'There is no token' },
  'token-invalid': { severity: 'error', summary: 'The server does not accept the token' },
  'namespace-ignored': { severity: 'error', summary: 'This server has no namespaces' },
  'namespace-unknown': { severity: 'error', summary: 'The server has no such namespace' },

  'dev-program-missing': { severity: 'error', summary: 'There is no server program to start' },
  'dev-server-failed': { severity: 'error', summary: 'The throw-away server did not start' },
} as const satisfies Record<string, CodeEntry>;

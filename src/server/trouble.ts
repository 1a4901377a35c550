import { visible } from '../model/clean.ts';
import type { Code } from '../model/diagnostic.ts';
import { Fault } from '../model/fault.ts';
import { HttpError } from './message.ts';
import { LARGEST_ANSWER } from './pool.ts';

/** What a message may say about a request. */
export interface Where {
  readonly address: string;
  /** `GET sys/mounts`; absent while the server is looked at for the first time. */
  readonly request?: string | undefined;
  /** The request goes through a proxy. */
  readonly proxied: boolean;
  /** For one attempt, in milliseconds. */
  readonly timeout: number;
}

/**
 * How far a request without an answer came. `unsent`: the server never saw it. `dropped`, `timeout`: nobody knows what
 * the server did with it. `turned-away`: a proxy or load balancer refused it. `final`: trying again would end the same.
 */
type Stage = 'unsent' | 'dropped' | 'timeout' | 'turned-away' | 'final';

export interface Trouble {
  readonly stage: Stage;
  readonly fault: Fault;
}

interface Row {
  readonly codes: RegExp;
  readonly stage: Stage;
  readonly code: Code;
  readonly says: (where: Where, error: Facts) => string;
  readonly help: (where: Where) => readonly string[];
}

/** What may be taken from an error of Node: never the error itself, since some carry pieces of the traffic. */
interface Facts {
  readonly code: string;
  /** The status of a proxy that refused. */
  readonly status: number | undefined;
  readonly ofProxy: boolean;
  /** The server answered with a TLS alert where HTTP was expected. */
  readonly isAlert: boolean;
  readonly names: string;
}

const WRONG_CA = [
  'if its CA is a private one, name its certificate: --ca-cert FILE, or VAULT_CACERT',
  'the CAs of the operating system are not read by themselves: name their file, such as /etc/ssl/certs/ca-certificates.crt',
];

const CRASHED = ['the log of the server tells what happened there; some requests crash the part that handles them'];

/** Why a server may drop a connection at the first request. */
const noWord = (address: string): readonly string[] =>
  address.startsWith('https:')
    ? ['if it wants a client certificate: VAULT_CLIENT_CERT and VAULT_CLIENT_KEY name it']
    : [`if it wants TLS, use ${address.replace('http:', 'https:')}`];

const ROWS: readonly Row[] = [
  {
    codes: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT|EACCES)$/,
    stage: 'unsent',
    code: 'server-unreachable',
    says: ({ address }, { code }) => `cannot reach ${address}: ${REACH[code] ?? code}`,
    help: ({ address }) => [
      address.startsWith('unix:')
        ? 'is the agent running, and is this its socket?'
        : 'is the server running, and is this its address and port?',
    ],
  },
  {
    codes: /^ANSWER_TOO_LARGE$/,
    stage: 'final',
    code: 'answer-too-large',
    says: ({ request }) =>
      `the answer to ${request ?? 'the first request'} is larger than ${LARGEST_ANSWER / 2 ** 20} MiB`,
    help: () => [],
  },
  {
    codes: /^ANSWER_NEVER_BEGINS$/,
    stage: 'final',
    code: 'answer-unreadable',
    says: ({ address, request }, { status }) =>
      `${address} answered ${request ?? 'the first request'} with what comes before an answer, and no answer (status ${status})`,
    help: () => ['no server does that: a proxy may stand before it, or the address is of something else'],
  },
  {
    codes:
      /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_HTTP_REQUEST|ERR_SSL_RECORD_LAYER_FAILURE)$/,
    stage: 'final',
    code: 'server-speaks-plain-http',
    says: ({ address }) => `${address} does not speak TLS`,
    help: ({ address }) => [`if that is meant to be so, use ${address.replace('https:', 'http:')}`],
  },
  {
    codes: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    stage: 'final',
    code: 'certificate-expired',
    says: ({ address }, { code }) =>
      `the certificate of ${address} ${code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'}`,
    help: () => ['renew it on the server; if it is fine, look at the clock of this machine'],
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    stage: 'final',
    code: 'certificate-name',
    says: ({ address }, { names }) => `the certificate of ${address} is for ${names === '' ? 'another name' : names}`,
    help: () => ['use one of these names in the address, or say which to expect: VAULT_TLS_SERVER_NAME'],
  },
  {
    codes:
      /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|INVALID_CA|ERR_TLS_CERT\w+)$/,
    stage: 'final',
    code: 'certificate-untrusted',
    says: ({ address }, { code }) =>
      `the certificate of ${address} is not trusted${/SELF_SIGNED/.test(code) ? ': it is self-signed' : ': its CA is not known here'}`,
    help: () => WRONG_CA,
  },
  {
    codes:
      /^ERR_SSL_.*ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|CERTIFICATE_UNKNOWN|DECRYPT_ERROR)$/,
    stage: 'final',
    code: 'client-certificate-needed',
    says: ({ address }, { code }) =>
      `${address} ${/REQUIRED|HANDSHAKE/.test(code) ? 'wants a client certificate' : 'does not accept the client certificate'}`,
    help: () => ['give one that its CA has signed: VAULT_CLIENT_CERT and VAULT_CLIENT_KEY'],
  },
  {
    codes: /^(ERR_SSL_\w+|ERR_TLS_\w+|EPROTO|ERR_OSSL_\w+)$/,
    stage: 'final',
    code: 'tls-failed',
    says: ({ address }, { code }) => `no TLS connection to ${address}: ${code}`,
    help: () => [],
  },
  {
    codes:
      /^(ECONNRESET|EPIPE|ECONNABORTED|HPE_INVALID_EOF_STATE|ERR_SOCKET_CLOSED|ERR_STREAM_(DESTROYED|PREMATURE_CLOSE|WRITE_AFTER_END))$/,
    stage: 'dropped',
    code: 'connection-dropped',
    says: ({ address, request }) =>
      request === undefined
        ? `${address} took the connection and dropped it without an answer`
        : `${address} dropped the connection while it worked on ${request}`,
    help: ({ address, request }) => (request === undefined ? noWord(address) : CRASHED),
  },
];

const REACH: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'no connection came about in time',
  ENOENT: 'there is no such socket',
  EACCES: 'this user may not open it',
};

const text = (object: object, name: string): string => {
  const value: unknown = Reflect.get(object, name);
  return typeof value === 'string' ? value : '';
};

/** The first bytes of a TLS alert. */
const ALERT = [0x15, 0x03];

const factsOf = (error: unknown): Facts => {
  if (!(error instanceof Error)) return { code: '', status: undefined, ofProxy: false, isAlert: false, names: '' };
  const cert: unknown = Reflect.get(error, 'cert');
  const names = typeof cert === 'object' && cert !== null ? text(cert, 'subjectaltname') : '';
  const came: unknown = Reflect.get(error, 'rawPacket');
  return {
    code: text(error, 'code') || error.name,
    status: error instanceof HttpError ? error.status : undefined,
    ofProxy: error instanceof HttpError && error.code.startsWith('PROXY_'),
    isAlert: came instanceof Uint8Array && ALERT.every((byte, index) => came[index] === byte),
    names: visible(names.replace(/\b(DNS|IP Address):/g, '').slice(0, 300)),
  };
};

const proxyTrouble = ({ address }: Where, { code, status }: Facts): Trouble => {
  const why = status === undefined ? (REACH[code] ?? 'it does not answer as a proxy') : `it answered ${status}`;
  const help =
    status === 407
      ? ['it wants a login: put user and password into the address of the proxy']
      : ['HTTPS_PROXY, HTTP_PROXY or VAULT_PROXY_ADDR names it; NO_PROXY lists what is reached without it'];
  const fault = new Fault('proxy-failed', `the proxy on the way to ${address} failed: ${why}`, { help });
  return { stage: status === undefined ? 'unsent' : 'final', fault };
};

/** The HTTP parser found something else. */
const notHttp = ({ address }: Where, { isAlert }: Facts): Trouble => {
  const fault = isAlert
    ? new Fault('server-speaks-tls', `${address} wants TLS`, { help: [`use ${address.replace('http:', 'https:')}`] })
    : new Fault('not-a-vault', `what listens at ${address} does not speak HTTP`);
  return { stage: 'final', fault };
};

/** The row of an error code. Once the connection was open, an error of connecting counts as a dropped connection. */
const rowOf = (code: string, open: boolean): Row | undefined => {
  const row = ROWS.find(({ codes }) => codes.test(code));
  return open && row?.stage === 'unsent' ? ROWS.find(({ stage }) => stage === 'dropped') : row;
};

/**
 * The error of a request that brought no answer, in words. Takes nothing over that could hold a secret.
 * @param open there was a connection, so that the server may have seen the request
 */
export const troubleFrom = (error: unknown, where: Where, open = false): Trouble => {
  const facts = factsOf(error);
  const row = rowOf(facts.code, open);
  if (where.proxied && (facts.ofProxy || row?.stage === 'unsent')) return proxyTrouble(where, facts);
  if (row === undefined && facts.code.startsWith('HPE_')) return notHttp(where, facts);
  if (row === undefined) throw error;
  return { stage: row.stage, fault: new Fault(row.code, row.says(where, facts), { help: row.help(where) }) };
};

/** The attempt took longer than it may. */
export const tooSlow = ({ address, request, timeout }: Where): Trouble => ({
  stage: 'timeout',
  fault: new Fault(
    'server-timeout',
    `${address} gave no whole answer to ${request ?? 'the first request'} in ${timeout / 1000} s`,
    {
      help: ['VAULT_CLIENT_TIMEOUT sets how long to wait for it'],
    },
  ),
});

import { createHash, createPublicKey, X509Certificate } from 'node:crypto';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

export const looksLikePem = (text: string): boolean => text.includes('-----BEGIN ');

const oneLine = (name: string): string => name.trim().split('\n').join(', ');

const fingerprint = (bytes: NodeJS.ArrayBufferView): string =>
  `sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;

const certificate = (pem: string): string => {
  const parsed = new X509Certificate(pem);
  const until = new Date(parsed.validTo).toISOString().slice(0, 10);
  const issuer = parsed.subject === parsed.issuer ? 'self-signed' : `issued by ${oneLine(parsed.issuer)}`;
  return `certificate ${oneLine(parsed.subject)}, ${issuer}, until ${until}, ${fingerprint(parsed.raw)}`;
};

const publicKey = (pem: string): string => {
  const key = createPublicKey(pem);
  return `public key ${key.asymmetricKeyType ?? ''}, ${fingerprint(key.export({ type: 'spki', format: 'der' }))}`;
};

const describe = (pem: string, label: string): string => {
  if (label.includes('PRIVATE')) return '(sensitive)';
  try {
    return label === 'CERTIFICATE' ? certificate(pem) : publicKey(pem);
  } catch {
    // Whatever it is, it is somebody's text and not ours to judge: name it, and let the fingerprint tell two apart.
    return `${label.toLowerCase()}, ${fingerprint(Buffer.from(pem))}`;
  }
};

/** What matters of each PEM block in a text, one line each: subject, issuer, expiry, fingerprint. Never a private key. */
export const pemLines = (text: string): readonly string[] => {
  const lines = [...text.matchAll(BLOCK)].map(([pem, label]) => describe(pem, label ?? ''));
  return lines.length > 0 ? lines : [`unreadable PEM, ${fingerprint(Buffer.from(text))}`];
};

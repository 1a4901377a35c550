import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  readonly folder: string;
  readonly ca: Pair;
  /** For `localhost` and 127.0.0.1, signed by `ca`. */
  readonly server: Pair;
  /** Signed by `ca`, for `vault.example`. */
  readonly otherName: Pair;
  /** Signed by `ca`, over since long. */
  readonly expired: Pair;
  readonly selfSigned: Pair;
  /** Of a CA that nobody named. */
  readonly stranger: Pair;
  readonly client: Pair;
  remove(): void;
}

const openssl = (folder: string, ...args: readonly string[]): void => {
  execFileSync('openssl', [...args], { cwd: folder, stdio: 'pipe' });
};

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

const pair = (folder: string, name: string): Pair => ({
  cert: readFileSync(join(folder, `${name}.pem`), 'utf8'),
  key: readFileSync(join(folder, `${name}.key`), 'utf8'),
});

const authority = (folder: string, name: string): Pair => {
  const subject = ['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE'];
  openssl(folder, 'req', '-x509', ...KEY, ...subject, '-days', '2', '-keyout', `${name}.key`, '-out', `${name}.pem`);
  return pair(folder, name);
};

/** Signed through `openssl ca`, the one command that takes dates from long ago. */
const signed = (
  folder: string,
  name: string,
  { ca = 'ca', names = 'DNS:localhost,IP:127.0.0.1', past = false } = {},
) => {
  openssl(folder, 'req', '-new', ...KEY, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  const config = `[ca]\ndefault_ca = it\n[it]\nnew_certs_dir = .\ndatabase = ${name}.db\nserial = ${name}.serial
default_md = sha256\npolicy = any\nx509_extensions = extensions\n[any]\ncommonName = supplied
[extensions]\nsubjectAltName = ${names}\nbasicConstraints = CA:FALSE\n`;
  writeFileSync(join(folder, `${name}.cnf`), config);
  writeFileSync(join(folder, `${name}.db`), '');
  writeFileSync(join(folder, `${name}.serial`), `${Buffer.from(name).toString('hex').slice(0, 16)}\n`);
  const dates = past ? ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z'] : ['-days', '2'];
  const files = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-cert', `${ca}.pem`, '-keyfile', `${ca}.key`];
  openssl(folder, 'ca', '-batch', '-notext', '-config', `${name}.cnf`, ...dates, ...files);
  return pair(folder, name);
};

/** Certificates of every sort that goes wrong, and of those that do not. */
export const makeCertificates = (): Certificates => {
  const folder = mkdtempSync(join(tmpdir(), 'vaultseed-certificates-'));
  const ca = authority(folder, 'ca');
  authority(folder, 'other');
  return {
    folder,
    ca,
    server: signed(folder, 'server'),
    otherName: signed(folder, 'named', { names: 'DNS:vault.example' }),
    expired: signed(folder, 'expired', { past: true }),
    selfSigned: authority(folder, 'alone'),
    stranger: signed(folder, 'stranger', { ca: 'other' }),
    client: signed(folder, 'client'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

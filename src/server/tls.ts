import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { type Checked, checked } from '../model/checked.ts';
import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Secret } from '../model/secret.ts';
import { type Environment, variable } from './environment.ts';
import type { ServerFlags } from './settings.ts';

/** How to speak TLS with the server. Certificates and keys are PEM texts, not paths. */
export interface TlsSettings {
  /** Certificates to trust in place of the built-in ones. */
  readonly ca?: readonly string[] | undefined;
  readonly cert?: string | undefined;
  readonly key?: Secret | undefined;
  readonly serverName?: string | undefined;
  readonly skipVerify: boolean;
}

/** A setting and its name in messages. */
interface Wish {
  readonly name: string;
  readonly value: string;
}

const wish = (flag: readonly [name: string, value: string | undefined], env: Environment, bare: string) =>
  flag[1] !== undefined ? { name: flag[0], value: flag[1] } : variable(env, bare);

const bad = (message: string, ...help: readonly string[]): Diagnostic => ({
  code: 'server-setting-invalid',
  message,
  help,
});

/** The reason of an error of the file system, without the path that the message names already. */
const reason = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = { ENOENT: 'it is not there', EACCES: 'it may not be read' };
  return words[code] ?? (code === 'EISDIR' ? 'it is a folder' : code);
};

const textOf = async ({ name, value }: Wish): Promise<Checked<string>> => {
  try {
    return checked(await readFile(value, 'utf8'));
  } catch (error) {
    return { ok: false, diagnostics: [bad(`${name}: cannot read ${visible(value)}: ${reason(error)}`)] };
  }
};

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
};

const certificates = (name: string, text: string): Checked<readonly string[]> => {
  const list = text.match(CERTIFICATE) ?? [];
  if (list.length > 0 && list.every(isCertificate)) return checked(list);
  return { ok: false, diagnostics: [bad(`${name} holds no certificate in PEM form`)] };
};

const folderCertificates = async ({ name, value }: Wish): Promise<Checked<readonly string[]>> => {
  try {
    const entries = await readdir(value, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(value, entry.name));
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
    return certificates(name, texts.join('\n'));
  } catch (error) {
    return { ok: false, diagnostics: [bad(`${name}: cannot read ${visible(value)}: ${reason(error)}`)] };
  }
};

/** Like the `vault` program: a file, else the bytes, else a folder. */
const authorities = async (flags: ServerFlags, env: Environment): Promise<Checked<readonly string[] | undefined>> => {
  const file = wish(['--ca-cert', flags.caCert], env, 'CACERT');
  const bytes = variable(env, 'CACERT_BYTES');
  const folder = wish(['--ca-path', flags.caPath], env, 'CAPATH');
  if (file !== undefined && (flags.caCert !== undefined || flags.caPath === undefined)) {
    const text = await textOf(file);
    return text.ok ? certificates(file.name, text.value) : text;
  }
  if (bytes !== undefined && flags.caPath === undefined) return certificates(bytes.name, bytes.value);
  return folder === undefined ? checked(undefined) : folderCertificates(folder);
};

interface Identity {
  readonly cert?: string;
  readonly key?: Secret;
}

const usable = (cert: string, key: string): string | undefined => {
  try {
    createSecureContext({ cert, key });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (/MISMATCH/.test(code)) return 'the key does not belong to the certificate';
    return /PASS|DECRYPT|INTERRUPTED/.test(code) ? 'the key is encrypted' : 'they are not a PEM certificate and key';
  }
};

const clientIdentity = async (flags: ServerFlags, env: Environment): Promise<Checked<Identity>> => {
  const certWish = wish(['--client-cert', flags.clientCert], env, 'CLIENT_CERT');
  const keyWish = wish(['--client-key', flags.clientKey], env, 'CLIENT_KEY');
  if (certWish === undefined && keyWish === undefined) return checked({});
  if (certWish === undefined || keyWish === undefined) {
    const [there, missing] = certWish === undefined ? [keyWish, 'certificate'] : [certWish, 'key'];
    return { ok: false, diagnostics: [bad(`${there?.name} is set, but the client ${missing} is not`)] };
  }
  const [cert, key] = await Promise.all([textOf(certWish), textOf(keyWish)]);
  if (!cert.ok || !key.ok) return { ok: false, diagnostics: [...cert.diagnostics, ...key.diagnostics] };
  const trouble = usable(cert.value, key.value);
  if (trouble === undefined) return checked({ cert: cert.value, key: new Secret(key.value) });
  return { ok: false, diagnostics: [bad(`${certWish.name} and ${keyWish.name} cannot be used: ${trouble}`)] };
};

/** The words Go's ParseBool takes for true; the `vault` program reads the variable with it. */
const isTrue = (text: string): boolean => /^(1|t|true)$/i.test(text);

/** Certificates, keys and names for TLS, read and checked; all mistakes in them at once. */
export const tlsFrom = async (flags: ServerFlags, env: Environment): Promise<Checked<TlsSettings>> => {
  const [ca, identity] = await Promise.all([authorities(flags, env), clientIdentity(flags, env)]);
  const skip = variable(env, 'SKIP_VERIFY');
  const skipVerify = flags.tlsSkipVerify ?? (skip !== undefined && isTrue(skip.value));
  const warning: Diagnostic = {
    code: 'tls-not-verified',
    message: `${flags.tlsSkipVerify === undefined ? skip?.name : '--tls-skip-verify'} turns the check of the certificate off`,
    help: ['whoever answers gets the token and every secret of the seed: give the CA instead, with VAULT_CACERT'],
  };
  const diagnostics = [...ca.diagnostics, ...identity.diagnostics, ...(skipVerify ? [warning] : [])];
  if (!ca.ok || !identity.ok) return { ok: false, diagnostics };
  const serverName = flags.tlsServerName ?? variable(env, 'TLS_SERVER_NAME')?.value;
  return checked({ ca: ca.value, ...identity.value, serverName, skipVerify }, diagnostics);
};

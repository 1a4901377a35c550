import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { type Checked, checked } from '../model/checked.ts';
import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Secret } from '../model/secret.ts';
import { isTrue, variable } from './environment.ts';
import type { SettingsInput } from './settings.ts';

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

type Asked = Pick<SettingsInput, 'flags' | 'seed' | 'env'>;

/** The settings with a text, by their names in options and blocks. */
const TEXTS = {
  caCert: ['ca-cert', 'CACERT'],
  caPath: ['ca-path', 'CAPATH'],
  clientCert: ['client-cert', 'CLIENT_CERT'],
  clientKey: ['client-key', 'CLIENT_KEY'],
  tlsServerName: ['tls-server-name', 'TLS_SERVER_NAME'],
} as const;

/** The first that says it: an option, the seed, a variable of the environment. */
const wish = ({ flags, seed, env }: Asked, key: keyof typeof TEXTS): Wish | undefined => {
  const [option, bare] = TEXTS[key];
  const [flag, inSeed] = [flags[key], seed?.[key]];
  if (flag !== undefined) return { name: `--${option}`, value: flag };
  if (inSeed !== undefined) return { name: `${option.replaceAll('-', '_')} of the seed`, value: inSeed };
  return variable(env, bare);
};

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

/** Options before the seed before the environment; of one of them, like the `vault` program: a file, else the bytes, else a folder. */
const authorities = async ({ flags, seed, env }: Asked): Promise<Checked<readonly string[] | undefined>> => {
  const says = (one: Asked['seed']): boolean => one?.caCert !== undefined || one?.caPath !== undefined;
  const asked = says(flags) ? { flags, env: {} } : says(seed) ? { flags: {}, seed, env: {} } : { flags: {}, env };
  const [file, folder] = [wish(asked, 'caCert'), wish(asked, 'caPath')];
  const bytes = variable(asked.env, 'CACERT_BYTES');
  if (file !== undefined) {
    const text = await textOf(file);
    return text.ok ? certificates(file.name, text.value) : text;
  }
  if (bytes !== undefined) return certificates(bytes.name, bytes.value);
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

const clientIdentity = async (asked: Asked): Promise<Checked<Identity>> => {
  const [certWish, keyWish] = [wish(asked, 'clientCert'), wish(asked, 'clientKey')];
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

/** Who turns the check of the certificate off, if somebody does and nobody before him says otherwise. */
const skipping = ({ flags, seed, env }: Asked): string | undefined => {
  if (flags.tlsSkipVerify !== undefined) return flags.tlsSkipVerify ? '--tls-skip-verify' : undefined;
  if (seed?.tlsSkipVerify !== undefined) return seed.tlsSkipVerify ? 'tls_skip_verify of the seed' : undefined;
  const skip = variable(env, 'SKIP_VERIFY');
  return skip !== undefined && isTrue(skip.value) ? skip.name : undefined;
};

/** Certificates, keys and names for TLS, read and checked; all mistakes in them at once. */
export const tlsFrom = async (asked: Asked): Promise<Checked<TlsSettings>> => {
  const [ca, identity] = await Promise.all([authorities(asked), clientIdentity(asked)]);
  const skips = skipping(asked);
  const warning: Diagnostic = {
    code: 'tls-not-verified',
    message: `${skips} turns the check of the certificate off`,
    help: ['whoever answers gets the token and every secret of the seed: give the CA instead, with VAULT_CACERT'],
  };
  const diagnostics = [...ca.diagnostics, ...identity.diagnostics, ...(skips === undefined ? [] : [warning])];
  if (!ca.ok || !identity.ok) return { ok: false, diagnostics };
  const serverName = wish(asked, 'tlsServerName')?.value;
  return checked({ ca: ca.value, ...identity.value, serverName, skipVerify: skips !== undefined }, diagnostics);
};

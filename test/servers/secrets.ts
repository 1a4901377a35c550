import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isolated, temporaryFolder } from './folder.ts';
import type { ServerName } from './pins.ts';
import { freePort } from './ports.ts';
import type { Program } from './programs.ts';
import { type Running, supervise, untilReady } from './supervise.ts';

/** A secrets server that runs. Plain data, so that it travels from the setup to the test files. */
export interface TestServer {
  readonly name: ServerName;
  readonly product: 'openbao' | 'vault';
  readonly version: string;
  /** `http://127.0.0.1:PORT`, or `https://…` with `tls`. */
  readonly address: string;
  /** A root token; empty when the server was not started in dev mode. */
  readonly token: string;
  /** What its plugin catalogue has: `secrets/kv`, `auth/jwt`, `database/postgresql-database-plugin`. */
  readonly plugins: readonly string[];
  /** Its process, for tests that look for what is left over. */
  readonly pid: number;
}

export interface ServerOptions {
  /** More configuration (HCL), beside what the mode itself sets. */
  readonly config?: string;
  /** `false`: not in dev mode, so neither initialised nor unsealed. */
  readonly dev?: boolean;
  /** Dev mode over TLS, with a certificate of its own making: see `caFile`. */
  readonly tls?: boolean;
}

export interface OwnServer extends TestServer {
  /** Its own folder; goes with it. */
  readonly folder: string;
  readonly caFile?: string;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

export const hasPlugin = (server: TestServer, type: 'secrets' | 'auth' | 'database', plugin: string): boolean =>
  server.plugins.includes(`${type}/${plugin}`);

// OpenBao refuses audit devices over the API unless its configuration says otherwise (seen on 2.6.2 and 2.7.2).
export const auditAllowed = 'unsafe_allow_api_audit_creation = true\n';

const ownConfig = (port: number): string => `
storage "inmem" {}
listener "tcp" {
  address     = "127.0.0.1:${port}"
  tls_disable = true
}
api_addr      = "http://127.0.0.1:${port}"
disable_mlock = true
`;

interface Layout {
  readonly folder: string;
  readonly port: number;
  readonly token: string;
}

const argumentsFor = ({ folder, port, token }: Layout, { dev = true, tls = false }: ServerOptions): string[] => {
  const config = `-config=${join(folder, 'server.hcl')}`;
  if (!dev) return ['server', config];
  const base = ['server', '-dev', `-dev-root-token-id=${token}`, `-dev-listen-address=127.0.0.1:${port}`];
  return [...base, '-dev-no-store-token', config, ...(tls ? ['-dev-tls', `-dev-tls-cert-dir=${folder}`] : [])];
};

/** Starts a fresh server of its own; ends with this process, or with `stop`. */
export const startSecrets = async (
  name: ServerName,
  program: Program,
  options: ServerOptions = {},
): Promise<OwnServer> => {
  if (!program.found) throw new Error(`${name}: ${program.why}`);
  const { dev = true, tls = false } = options;
  const folder = await temporaryFolder(name);
  const port = await freePort();
  const token = dev ? `canary-root-${randomBytes(12).toString('hex')}` : '';
  await writeFile(join(folder, 'server.hcl'), `${dev ? '' : ownConfig(port)}${options.config ?? ''}`);
  const running = await supervise({
    name,
    command: program.command,
    args: argumentsFor({ folder, port, token }, options),
    options: { cwd: folder, env: isolated(folder) },
    log: join(folder, 'server.log'),
    signal: 'SIGTERM',
    remove: [folder],
  });
  const address = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  await untilReady(name, running, { ready: () => (tls ? listening(running) : answers(address, token)) });
  const plugins = dev && !tls ? await catalogue(address, token) : [];
  const [product, version] = split(name);
  const ca = /_CACERT='(.+)'/.exec(running.output())?.[1];
  const caFile = ca === undefined ? {} : { caFile: ca };
  const { pid, output, stop } = running;
  return { name, product, version, address, token, plugins, pid, folder, output, stop, ...caFile };
};

const split = (name: ServerName): [product: 'openbao' | 'vault', version: string] => {
  const version = name.slice(name.indexOf('-') + 1);
  return [name.startsWith('vault') ? 'vault' : 'openbao', version];
};

const listening = async (running: Running): Promise<boolean> =>
  running.output().includes('Development mode should NOT');

const ask = (address: string, token: string, path: string): Promise<Response> =>
  fetch(`${address}/v1/${path}`, { headers: { 'X-Vault-Token': token } });

/** With a token: that very token works, so the answer is from the server that was started, not from a neighbour. */
const answers = async (address: string, token: string): Promise<boolean> => {
  if (token === '') return (await ask(address, token, 'sys/health')).status > 0;
  return (await ask(address, token, 'auth/token/lookup-self')).status === 200;
};

const catalogue = async (address: string, token: string): Promise<readonly string[]> => {
  const answer = await ask(address, token, 'sys/plugins/catalog');
  const body: { data: { detailed: readonly { name: string; type: string }[] } } = JSON.parse(await answer.text());
  return body.data.detailed.map(({ name, type }) => `${type === 'secret' ? 'secrets' : type}/${name}`).sort();
};

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from '../server/certificates.ts';
import { moto, postgres } from '../servers/index.ts';
import { siblingName } from './document.ts';
import { startIdentityProvider, startSink } from './neighbours.ts';
import type { Meanings } from './values.ts';

/** Everything that samples may name besides the secrets server. */
export interface Surroundings {
  readonly meanings: Meanings;
  /** Why a sample cannot be walked in this run; nothing when it can. */
  readonly lacks: (needs: readonly string[]) => string | undefined;
  readonly stop: () => Promise<void>;
}

const ACCOUNT = { accessKey: 'AKIACANARY0000000001', region: 'us-east-1' };

// The stand-in takes any signature.
const makeUser = async (address: string, name: string): Promise<void> => {
  const scope = `Credential=${ACCOUNT.accessKey}/20260101/${ACCOUNT.region}/iam/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=canary`;
  const body = new URLSearchParams({ Action: 'CreateUser', Version: '2010-05-08', UserName: name });
  await fetch(address, { method: 'POST', headers: { authorization }, body });
};

const hostOf = (address: string): string => address.replace(/^https?:\/\//, '');

const closedPort = async (): Promise<string> => {
  const sink = await startSink();
  await sink.stop();
  return sink.address;
};

/** Starts what samples need: a sink, an identity provider, certificates, a folder; finds moto and PostgreSQL. */
export const startSurroundings = async (): Promise<Surroundings> => {
  const [sink, provider] = [await startSink(), await startIdentityProvider()];
  const certificates = makeCertificates();
  const folder = await mkdtemp(join(tmpdir(), 'vaultseed-roundtrip-'));
  await chmod(folder, 0o777);
  const [aws, database] = [moto(), postgres()];
  const [iamUser, otherIamUser] = ['canary-one', 'canary-two'];
  if (aws !== undefined) for (const name of [iamUser, otherIamUser]) await makeUser(aws.address, name);
  const meanings: Meanings = {
    tmp: folder,
    socket: sink.address,
    identityProvider: provider.address,
    closedPort: await closedPort(),
    certificate: certificates.ca.cert,
    privateKey: certificates.ca.key,
    iamUser,
    otherIamUser,
    with: siblingName,
    ...(aws === undefined ? {} : { moto: hostOf(aws.address) }),
    ...(database === undefined
      ? {}
      : {
          postgres: database.address,
          postgresUser: database.user,
          postgresPassword: database.password,
          postgresStatic: database.staticUsers[0] ?? '',
        }),
  };
  const there = new Set(['identity-provider', ...(aws ? ['moto'] : []), ...(database ? ['postgres'] : [])]);
  return {
    meanings,
    lacks: (needs) => {
      const missing = needs.filter((need) => !there.has(need));
      return missing.length === 0 ? undefined : `without ${missing.join(' and ')}`;
    },
    stop: async () => {
      certificates.remove();
      await Promise.all([sink.stop(), provider.stop(), rm(folder, { recursive: true, force: true })]);
    },
  };
};

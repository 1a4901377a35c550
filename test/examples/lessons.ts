import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasPlugin, type Moto, type Postgres, type TestServer } from '../servers/index.ts';

/** What the lessons can be pointed at. */
export interface Surroundings {
  readonly server: TestServer;
  readonly moto: Moto | undefined;
  readonly postgres: Postgres | undefined;
}

/** One folder of `examples/`, and what it takes to run it. */
export interface Lesson {
  readonly folder: string;
  /** Why it cannot run there; undefined when it can. */
  readonly missing: (surroundings: Surroundings) => string | undefined;
  readonly variables: (surroundings: Surroundings) => Readonly<Record<string, string>>;
  readonly env: (surroundings: Surroundings) => Readonly<Record<string, string>>;
  /** How many objects it makes. */
  readonly objects: (surroundings: Surroundings) => number;
}

const AWS_KEYS = {
  // What the documentation of AWS calls an example; the pages of the lessons show it.
  VAULT_AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  VAULT_AWS_SECRET_ACCESS_KEY: 'canary-aws-secret-key',
};

const aws = (folder: string, objects: number): Lesson => ({
  folder,
  missing: ({ server, moto }) => {
    if (!hasPlugin(server, 'secrets', 'aws')) return 'it has no plugin aws';
    return moto === undefined ? 'this run has no moto' : undefined;
  },
  variables: ({ moto }) => ({ aws_endpoint: moto?.address ?? '' }),
  env: () => AWS_KEYS,
  objects: () => objects,
});

const certificate = (): string => {
  const file = readFileSync(join(import.meta.dirname, '../../schemas/auth/kubernetes.json'), 'utf8');
  return JSON.parse(file).$defs.config.samples.first.kubernetes_ca_cert;
};

const hasAwsLogin = ({ server }: Surroundings): boolean => hasPlugin(server, 'auth', 'aws');

const platform: Lesson = {
  folder: 'platform',
  missing: () => undefined,
  variables: (surroundings) => ({
    audit_file: 'discard',
    // The test's servers are no pods, so they have no certificates of their own.
    kubernetes_ca_cert: certificate(),
    ...(hasAwsLogin(surroundings) ? {} : { aws_account: '' }),
  }),
  env: () => ({}),
  objects: (surroundings) => (hasAwsLogin(surroundings) ? 9 : 6),
};

const database: Lesson = {
  folder: 'database',
  missing: ({ postgres }) => (postgres === undefined ? 'this run has no PostgreSQL' : undefined),
  variables: ({ postgres }) => ({ database_address: postgres?.address ?? '', database_user: postgres?.user ?? '' }),
  env: ({ postgres }) => ({ ORDERS_DATABASE_PASSWORD: postgres?.password ?? '' }),
  objects: () => 5,
};

export const lessons: readonly Lesson[] = [
  aws('aws-dynamic-secrets/hcl', 3),
  aws('aws-dynamic-secrets/json', 3),
  aws('aws-by-region', 14),
  platform,
  database,
];

/** The words of a command line for a lesson. */
export const lineFor = (command: string, lesson: Lesson, surroundings: Surroundings): string[] => [
  command,
  lesson.folder,
  ...Object.entries(lesson.variables(surroundings)).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
];

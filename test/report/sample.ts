import { loadPlugin, type RawKind } from '../../src/kinds/plugin.ts';
import type { Data } from '../../src/model/data.ts';
import { Pending } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Change, Edit, Plan, Unseen } from '../../src/model/plan.ts';
import { type Resource, USUAL_LIFECYCLE } from '../../src/model/resource.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Source } from '../../src/model/span.ts';
import type { Style } from '../../src/report/index.ts';

/** Every secret of these samples contains this word, so that one search finds a leak. */
export const CANARY = 'canary-9f3c';

export const wide: Style = { color: false, width: 80, unicode: true, verbose: 0 };
export const narrow: Style = { ...wide, width: 40 };
export const ascii: Style = { ...wide, unicode: false };

export const source: Source = { path: 'main.seed.hcl', text: 'mount "kv" {\n}\n' };

const properties = {
  type: { type: 'string', immutable: true, description: 'Type of the engine; the label when left out.' },
  description: { type: 'string', description: 'What it is for.', reset: '' },
  max_lease_ttl: { type: ['string', 'integer'], compare: 'duration', description: 'Longest lease.', reset: 0 },
  token_ttl: { type: ['string', 'integer'], compare: 'duration', description: 'How long a token lives.', reset: 0 },
  token_policies: { type: 'array', items: { type: 'string' }, compare: 'set', description: 'Policies of its tokens.' },
  order: { type: 'array', items: { type: 'string' }, compare: 'list', description: 'What comes after what.' },
  rules: { type: 'string', compare: 'hcl-policy', description: 'Who may do what.' },
  policy_document: { type: 'string', compare: 'json', description: 'What its credentials may do.' },
  options: { type: 'object', compare: 'string-map', description: 'Settings of its own.' },
  issuer_pem: { type: 'string', compare: 'pem', description: 'Who signs.' },
  password: { type: 'string', writeOnly: true, description: 'What it logs in with.' },
  connection_url: { type: 'string', sensitive: true, description: 'Where it connects to.' },
} as const;

/** A kind as its file would declare it; `id` is `file#definition`. */
export const kindOf = (id: string, path: string, more: Partial<RawKind> = {}): Kind => {
  const [file = '', definition = ''] = id.split('#');
  const raw = { block: definition, title: `a ${definition}`, path, properties, ...more };
  const kind = loadPlugin({ $id: file, title: file, $defs: { [definition]: raw } }).kinds[0];
  if (kind === undefined) throw new Error('a file with one definition has one kind');
  return kind;
};

/** The label at the end of an address, or the key behind it. */
const nameIn = (address: string): string => /\["(.*)"\]$/.exec(address)?.[1] ?? address.split('.').at(-1) ?? '';

export const resource = (address: string, kind: Kind, parent?: string): Resource => ({
  address,
  kind,
  parent,
  name: nameIn(address),
  namespace: '',
  vars: { name: nameIn(address), mount: 'some' },
  fields: {},
  dependsOn: [],
  lifecycle: USUAL_LIFECYCLE,
  existing: false,
  at: { source, start: 0, end: 10 },
  fieldSpans: {},
});

export const edit = (
  name: string,
  before: Data | undefined,
  after: Data | undefined,
  more: Partial<Edit> = {},
): Edit => ({
  field: name,
  change: before === undefined ? 'add' : after === undefined ? 'remove' : 'change',
  before,
  after,
  sensitive: false,
  ...more,
});

type Told = Partial<Pick<Change, 'cause' | 'risk' | 'remarks'>>;

export const change = (
  what: Resource,
  action: Exclude<Change['action'], 'replace'>,
  edits: readonly Edit[],
  told: Told = {},
): Change => ({
  address: what.address,
  resource: what,
  action,
  edits,
  cause: action === 'create' ? 'seed' : 'differs',
  risk: 'safe',
  remarks: [],
  ...told,
});

export const kinds = {
  policy: kindOf('sys/policy#policy', 'sys/policies/acl/{name}'),
  login: kindOf('sys/auth#auth', 'sys/auth/{name}', { children: 'auth' }),
  user: kindOf('auth/sample#user', '{mount}/users/{name}'),
  mount: kindOf('sys/mount#mount', 'sys/mounts/{name}', { children: 'secrets' }),
  role: kindOf('secrets/sample#role', '{mount}/roles/{name}'),
};

const OLD_RULES =
  'path "aws-us-west-2/creds/ec2" {\n  capabilities = ["read"]\n}\n\npath "sys/health" {\n  capabilities = ["read"]\n}\n';
const NEW_RULES = OLD_RULES.replace('["read"]', '["read", "update"]');
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] };

export const changes: readonly Change[] = [
  change(resource('policy.ec2-deployer', kinds.policy), 'update', [edit('rules', OLD_RULES, NEW_RULES)], {
    cause: 'seed',
    risk: 'access-widening',
  }),
  change(
    resource('auth.kubernetes.role.app', kinds.user, 'auth.kubernetes'),
    'update',
    [
      edit('token_ttl', 28_800, '1h'),
      edit('token_policies', ['root-ish', 'app'], ['app']),
      edit('order', ['a', 'b'], ['b', 'a']),
      edit('options', { colour: 'red', size: '1' }, { colour: 'blue', shape: 'round' }),
      edit('description', 'x', undefined),
      edit('max_lease_ttl', 7200, null, { change: 'reset' }),
      edit('connection_url', new Secret(`postgres://${CANARY}-old`), new Secret(`postgres://${CANARY}`), {
        sensitive: true,
      }),
    ],
    { cause: 'drift' },
  ),
  change(resource('mount.aws-us-west-2', kinds.mount), 'create', [
    edit('type', undefined, 'aws'),
    edit('max_lease_ttl', undefined, '24h'),
    edit('description', undefined, 'short-lived AWS credentials'),
  ]),
  change(
    resource('mount.aws-us-west-2.role.ec2', kinds.role, 'mount.aws-us-west-2'),
    'create',
    [
      edit('policy_document', undefined, JSON.stringify(DOCUMENT)),
      edit('password', undefined, new Secret(CANARY), { change: 'hidden', sensitive: true }),
      edit('token_policies', undefined, [new Pending(), 'default']),
    ],
    { remarks: ['allows ec2:* on *'] },
  ),
  {
    ...change(resource('mount["team/kv"]', kinds.mount), 'update', [edit('type', 'generic', 'kv')], {
      risk: 'data-destroying',
    }),
    action: 'replace',
    because: ['type'],
  },
  change(resource('mount.old', kinds.mount), 'delete', [], {
    cause: 'destroy',
    risk: 'data-destroying',
    remarks: ['deletes 214 secrets'],
  }),
];

export const unseen: Unseen = {
  address: 'policy.hidden',
  resource: resource('policy.hidden', kinds.policy),
  why: 'permission denied',
};

export const plan: Plan = {
  seed: 'platform',
  server: {
    product: 'vault',
    version: '1.21.1',
    edition: 'community',
    address: 'https://vault.example:8200',
    namespace: '',
    token: 'ci-plan',
  },
  changes,
  unseen: [unseen],
  unchanged: 41,
  hidden: [{ address: 'mount.db.config.main', field: 'password' }],
  rotated: [],
  diagnostics: [],
};

import { type Identity, type Policy, parsePolicy } from '../acl/index.ts';
import { expandPath, fieldOf } from '../kinds/index.ts';
import { isMap } from '../model/data.ts';
import type { Field, Kind } from '../model/kind.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { Client, TokenFacts } from '../server/index.ts';

/** Kinds whose names are rights. */
const RIGHTS = 'policy';

/** The policies of a token: those that could be read, and the names of the others. */
export interface Known {
  readonly policies: readonly Policy[];
  readonly unknown: readonly string[];
}

/** The names of all policies that a token has. */
export const namesOf = ({ policies, identityPolicies = [] }: TokenFacts): readonly string[] => [
  ...new Set([...policies, ...identityPolicies]),
];

/** The field that says what a policy allows; undefined for kinds that are no policies. */
export const rulesField = (kind: Kind): Field | undefined =>
  kind.block === RIGHTS ? kind.fields.find(({ compare }) => compare === 'hcl-policy') : undefined;

/** Fields that name policies: what logs in through the object gets those. */
export const isGrant = (kind: Kind, field: string): boolean => fieldOf(kind, field)?.refers === RIGHTS;

/** Reads policies as the server has them. One that is not there allows nothing, and is no policy. */
export const readPolicies = async (client: Client, names: readonly string[], signal?: AbortSignal): Promise<Known> => {
  const read = await Promise.all(names.map((name) => readPolicy(client, name, signal)));
  return {
    policies: read.filter((one): one is Policy => one !== 'unknown' && one !== 'absent'),
    unknown: names.filter((_, index) => read[index] === 'unknown'),
  };
};

const readPolicy = async (
  client: Client,
  name: string,
  signal?: AbortSignal,
): Promise<Policy | 'unknown' | 'absent'> => {
  const path = expandPath('sys/policies/acl/{name}', { name });
  const { status, data, errors } = await client.request({ method: 'GET', path, signal });
  if (status === 404 && errors.length === 0) return 'absent';
  const facts = data !== undefined && isMap(data) ? data.data : undefined;
  if (status !== 200 || facts === undefined || !isMap(facts) || typeof facts.policy !== 'string') return 'unknown';
  const { allow_slashes_in_identity_templates: slashes, allow_wildcards_in_identity_templates: wildcards } = facts;
  const lets = { slashes: slashes === true, wildcards: wildcards === true };
  return parsePolicy(facts.policy, { name, lets }) ?? 'unknown';
};

/** Templates cannot be filled in without knowing the entity: then what such a policy allows is not known. */
export const withoutTemplates = ({ policies, unknown }: Known): Known => {
  const isTemplated = ({ rules }: Policy): boolean => rules.some(({ path }) => path.includes('{{'));
  return {
    policies: policies.filter((policy) => !isTemplated(policy)),
    unknown: [...unknown, ...policies.filter(isTemplated).map(({ name }) => name)],
  };
};

type Entity = NonNullable<Identity['entity']>;

/** The entity that the token stands for; undefined when the token may not look at it. */
export const readIdentity = async (
  client: Client,
  { entityId }: TokenFacts,
  signal?: AbortSignal,
): Promise<Identity | undefined> => {
  if (entityId === undefined) return {};
  const path = expandPath('identity/entity/id/{id}', { id: entityId });
  const { status, data } = await client.request({ method: 'GET', path, signal });
  const facts = data !== undefined && isMap(data) ? data.data : undefined;
  if (status !== 200 || facts === undefined || !isMap(facts)) return undefined;
  // What groups bring would take a request for each; their templates are left open.
  const metadata = isMap(facts.metadata ?? null) ? Object.entries(facts.metadata ?? {}) : [];
  const entity: Entity = {
    id: entityId,
    name: typeof facts.name === 'string' ? facts.name : '',
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name, String(value)])),
  };
  return { entity };
};

/** The changes of a plan that take something away from what a token may do, or from how it is got. */
export const takesAway = ({ changes }: Pick<Plan, 'changes'>): readonly Change[] =>
  changes.filter(
    ({ action, resource }) =>
      action !== 'create' &&
      action !== 'forget' &&
      (rulesField(resource.kind) !== undefined || resource.kind.children === 'auth' || isInAuth(resource.vars)),
  );

export const isInAuth = ({ mount = '' }: Readonly<Record<string, string>>): boolean => mount.startsWith('auth/');

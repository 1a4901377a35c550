import { type Alias, type Identity, type Policy, parsePolicy, timeOf } from '../../acl/index.ts';
import { expandPath, fieldOf } from '../../kinds/index.ts';
import type { Plain } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import type { Change, Plan } from '../../model/plan.ts';
import { type Client, isNothing, type TokenFacts } from '../../server/index.ts';

/** Kinds whose names are rights. */
const RIGHTS = 'policy';

/** The policies of a token: those that could be read, and the names of the rest. */
export interface Known {
  readonly policies: readonly Policy[];
  readonly unknown: readonly string[];
}

/** The names of all policies that a token has. */
export const namesOf = ({ policies, identityPolicies = [] }: TokenFacts): readonly string[] => [
  ...new Set([...policies, ...identityPolicies]),
];

/** The field with the text of a policy; undefined for other kinds. */
export const rulesField = (kind: Kind): Field | undefined =>
  kind.block === RIGHTS ? kind.fields.find(({ compare }) => compare === 'hcl-policy') : undefined;

/** True for fields that name policies: whoever logs in through the object gets those. */
export const isGrant = (kind: Kind, field: string): boolean => fieldOf(kind, field)?.refers === RIGHTS;

/** Reads policies from the server. One that does not exist is left out: it allows nothing. */
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
  const answer = await client.request({ method: 'GET', path, signal });
  if (isNothing(answer)) return 'absent';
  const facts = answer.status === 200 && isFacts(answer.data) ? answer.data.data : undefined;
  if (!isFacts(facts) || typeof facts.policy !== 'string') return 'unknown';
  const { allow_slashes_in_identity_templates: slashes, allow_wildcards_in_identity_templates: wildcards } = facts;
  const lets = { slashes: slashes === true, wildcards: wildcards === true };
  const ends = typeof facts.expiration === 'string' ? timeOf(facts.expiration) : undefined;
  return parsePolicy(facts.policy, { name, lets, ends }) ?? 'unknown';
};

/** A policy with templates cannot be evaluated without the token's entity: then it counts as unread. */
export const withoutTemplates = ({ policies, unknown }: Known): Known => {
  const isTemplated = ({ rules }: Policy): boolean => rules.some(({ path }) => path.includes('{{'));
  return {
    policies: policies.filter((policy) => !isTemplated(policy)),
    unknown: [...unknown, ...policies.filter(isTemplated).map(({ name }) => name)],
  };
};

type Facts = { readonly [name: string]: Plain };

const isFacts = (value: Plain | undefined): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The data of a read; undefined when the server gives none. */
const factsAt = async (client: Client, path: string, signal?: AbortSignal): Promise<Facts | undefined> => {
  const { status, data } = await client.request({ method: 'GET', path, signal });
  const facts = status === 200 && isFacts(data) ? data.data : undefined;
  return isFacts(facts) ? facts : undefined;
};

const textsIn = (value: Plain | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(isFacts(value) ? value : {}).map(([name, text]) => [name, String(text)]));

const textOf = (value: Plain | undefined): string => (typeof value === 'string' ? value : '');

const listOf = (value: Plain | undefined): readonly Plain[] => (Array.isArray(value) ? value : []);

const namedIn = (facts: Facts) => ({
  id: textOf(facts.id),
  name: textOf(facts.name),
  metadata: textsIn(facts.metadata),
});

const aliasIn = (facts: Facts): Alias => ({
  ...namedIn(facts),
  accessor: textOf(facts.mount_accessor),
  customMetadata: textsIn(facts.custom_metadata),
});

/** The token's entity with all of its groups; undefined when the token may not read all of that. */
export const readIdentity = async (
  client: Client,
  { entityId }: TokenFacts,
  signal?: AbortSignal,
): Promise<Identity | undefined> => {
  if (entityId === undefined) return {};
  const facts = await factsAt(client, expandPath('identity/entity/id/{id}', { id: entityId }), signal);
  if (facts === undefined) return undefined;
  const ids = listOf(facts.group_ids).map(textOf);
  const read = ids.map((id) => factsAt(client, expandPath('identity/group/id/{id}', { id }), signal));
  const groups = (await Promise.all(read)).filter((one) => one !== undefined);
  if (groups.length < ids.length) return undefined;
  const aliases = listOf(facts.aliases).filter(isFacts).map(aliasIn);
  return { entity: { ...namedIn(facts), id: entityId, aliases }, groups: groups.map(namedIn) };
};

/** The changes of a plan that may reduce what a token may do, or prevent getting such a token. */
export const takesAway = ({ changes }: Pick<Plan, 'changes'>): readonly Change[] =>
  changes.filter(
    ({ action, resource }) =>
      action !== 'create' &&
      action !== 'forget' &&
      (rulesField(resource.kind) !== undefined || resource.kind.children === 'auth' || isInAuth(resource.vars)),
  );

export const isInAuth = ({ mount = '' }: Readonly<Record<string, string>>): boolean => mount.startsWith('auth/');

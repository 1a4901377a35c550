import { describedAt } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Change, Plan, Risk } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Client, TokenFacts } from '../../server/index.ts';
import { pathFor, policyPath } from '../live/requests.ts';
import { everybodyAt } from '../plan/risk.ts';
import { namesOf, readIdentity, rulesField } from './own-token.ts';

/*
 * An endpoint may be anything, also what the token that applies the plan depends on: the login it came from, its entity,
 * one of its policies. Nobody can work out what such a write does to the token, so it takes `--allow`.
 */

interface Asking {
  readonly plan: Plan;
  readonly client: Client;
  readonly allow: readonly Risk[];
  readonly topKinds: () => readonly Kind[];
  readonly signal?: AbortSignal | undefined;
}

const RISK: Risk = 'login-affecting';

export const guardPaths = async (input: Asking): Promise<Diagnostic[]> => {
  const { plan, client, allow } = input;
  if (allow.includes(RISK)) return [];
  const all = plan.changes.flatMap(forEverybody);
  if (client.identity.root === true) return all;
  const changes = plan.changes.filter(mayTakeAway);
  if (changes.length === 0) return all;
  const found = await Promise.all(changes.map((change) => reasonFor(change, input)));
  return [
    ...all,
    ...changes.flatMap(({ resource }, index) => {
      const why = found[index];
      return why === undefined ? [] : [doubt(resource, why)];
    }),
  ];
};

const doubt = ({ address, at }: Resource, why: string): Diagnostic => ({
  code: 'lockout-unknown',
  message: `${address} may take access away from this token`,
  help: [why, `if it is meant: --allow ${RISK}`],
  address,
  at,
});

/** Rate limits hold for a root token too. Deleting one is harmless. */
const forEverybody = ({ action, edits, resource }: Change): Diagnostic[] => {
  const isWrite =
    action === 'create' || action === 'replace' || ((action === 'update' || action === 'adopt') && edits.length > 0);
  const why = isWrite ? everybodyAt(resource) : undefined;
  return why === undefined ? [] : [doubt(resource, `what is written there ${why}`)];
};

/**
 * Whether an endpoint's change may take something away: an update, a deletion, or a creation whose object is read at
 * another path, so that nothing shows whether it is new.
 */
const mayTakeAway = ({ action, edits, resource }: Change): boolean => {
  const { kind } = resource;
  if (!kind.anywhere || action === 'forget') return false;
  if (action === 'create') return pathFor(kind.readPath, resource) !== pathFor(kind.path, resource);
  return edits.length > 0 || action === 'delete';
};

/** The part of the token that a change touches, in words. */
const reasonFor = async ({ resource }: Change, { client, topKinds, signal }: Asking): Promise<string | undefined> => {
  const { token, identity } = client;
  const path = policyPath(pathFor(resource.kind.path, resource), resource.namespace);
  const [area = ''] = path.split('/');
  if (token === undefined)
    return AREAS.includes(area)
      ? 'the token may not look at itself: give it read on auth/token/lookup-self'
      : undefined;
  if (token.namespace !== undefined && token.namespace !== identity.namespace) return undefined;
  if (area === 'auth' && isLoginAt(path, token))
    return `this token came from ${token.path}, and what a write to ${path} changes there is not known`;
  const described = describedAt(path, topKinds());
  if (described !== undefined && rulesField(described.kind) !== undefined && namesOf(token).includes(described.name))
    return `this token has the policy ${described.name}`;
  return area === 'identity' ? identityAt(path, token, { client, signal }) : undefined;
};

const AREAS: readonly string[] = ['auth', 'identity'];

/** The paths of the token store: of these a token depends only on the one that it was made by. */
const TOKENS = 'token';

/** Paths of auth methods may hold slashes, so a path that begins with another may be inside it. */
const isLoginAt = (path: string, { path: login = '' }: TokenFacts): boolean => {
  const [, first = ''] = path.split('/');
  if (!login.startsWith(`auth/${first}/`)) return false;
  return first !== TOKENS || path.split('/').at(-1) === login.split('/').at(-1);
};

/** Paths of collections: which object is written stands in the body of the request. */
const UNNAMED = /^identity\/[\w-]+$/;

const identityAt = async (
  path: string,
  token: TokenFacts,
  { client, signal }: Pick<Asking, 'client' | 'signal'>,
): Promise<string | undefined> => {
  if (token.entityId === undefined) return undefined;
  const own = await readIdentity(client, token, signal);
  if (own === undefined) return 'this token stands for an entity, and may not look at it';
  const { entity, groups = [] } = own;
  const names = [entity, ...(entity?.aliases ?? []), ...groups].flatMap((one) =>
    one === undefined ? [] : [one.id, one.name],
  );
  const last = path.split('/').at(-1) ?? '';
  return UNNAMED.test(path) || names.includes(last)
    ? 'this token stands for that entity, or for a member of that group'
    : undefined;
};

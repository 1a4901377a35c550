import { describedAt } from '../kinds/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import type { Change, Plan, Risk } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { Client, TokenFacts } from '../server/index.ts';
import { namesOf, readIdentity, rulesField } from './own-access.ts';
import { pathFor, policyPath } from './requests.ts';
import { everybodyAt } from './risk.ts';

/*
 * What is written by its path may be anything, also what the token that carries the plan out depends on: the login it came from, the
 * entity it stands for, a policy that it has. Nobody can work out what becomes of it, so somebody has to say that it is meant.
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

/** Limits on requests hold for a root token as well. Taking one away takes nothing from anybody. */
const forEverybody = ({ action, edits, resource }: Change): Diagnostic[] => {
  const isWrite =
    action === 'create' || action === 'replace' || ((action === 'update' || action === 'adopt') && edits.length > 0);
  const why = isWrite ? everybodyAt(resource) : undefined;
  return why === undefined ? [] : [doubt(resource, `what is written there ${why}`)];
};

/** Writes and deletions by their path alone; what is adopted as it is is neither, and what was not there takes nothing away. */
const mayTakeAway = ({ action, edits, resource }: Change): boolean => {
  const { kind } = resource;
  if (!kind.anywhere || action === 'forget') return false;
  if (action === 'create') return pathFor(kind.readPath, resource) !== pathFor(kind.path, resource);
  return edits.length > 0 || action === 'delete';
};

/** What of a token stands at the path of a change, in words. */
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

/** What makes tokens out of tokens: a token leans on nothing there but what it was made by. */
const TOKENS = 'token';

/** Paths of auth methods may hold slashes, so one that begins alike may be the same. */
const isLoginAt = (path: string, { path: login = '' }: TokenFacts): boolean => {
  const [, first = ''] = path.split('/');
  if (!login.startsWith(`auth/${first}/`)) return false;
  return first !== TOKENS || path.split('/').at(-1) === login.split('/').at(-1);
};

/** Parts of the path of what is named in the body of the write. */
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

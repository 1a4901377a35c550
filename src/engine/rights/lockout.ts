import {
  type Acl,
  accessChange,
  compile,
  type Loss,
  lets,
  lockout,
  type Need,
  type Policy,
  parsePolicy,
  type Source,
  timeOf,
  verdict,
} from '../../acl/index.ts';
import { fieldOf } from '../../kinds/index.ts';
import { type Data, isPlain } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Change, Plan, Risk } from '../../model/plan.ts';
import type { Client, TokenFacts } from '../../server/index.ts';
import { pathFor, policyPath } from '../live/requests.ts';
import { endsLater } from '../plan/risk.ts';
import {
  isGrant,
  isInAuth,
  type Known,
  namesOf,
  readIdentity,
  readPolicies,
  rulesField,
  takesAway,
  withoutTemplates,
} from './own-token.ts';

/*
 * A plan must not take from its own token the rights that undoing the plan needs. The token's policies are evaluated as
 * they are and as they would be; and the login that the token came from must stay. A root token depends on neither.
 */

interface Guarded {
  readonly plan: Plan;
  readonly client: Client;
  /** Risks that `--allow` accepts. */
  readonly allow: readonly Risk[];
  readonly signal?: AbortSignal | undefined;
}

export const guardLockout = async (input: Guarded): Promise<Diagnostic[]> => {
  const { plan, client } = input;
  if (client.identity.root === true) return [];
  const changes = takesAway(plan).filter(mayNarrow);
  if (changes.length === 0) return [];
  const { token } = client;
  if (token === undefined) return doubts(changes, NO_TOKEN, input);
  // A token does not depend on objects in other namespaces.
  const home = token.namespace === undefined || token.namespace === client.identity.namespace;
  const own = home ? changes.filter(({ resource }) => resource.namespace === '') : [];
  const cut = own.flatMap((change) => cutOff(change, token));
  return cut.length > 0
    ? cut
    : judged(
        own.filter((change) => isOwn(change, token)),
        token,
        input,
      );
};

const NO_TOKEN = 'the token may not look at itself: give it read on auth/token/lookup-self';

const destroys = (action: Change['action']): boolean => action === 'delete' || action === 'replace';

/**
 * Whether a policy change may take rights from a token that has other policies too: a new path block, though it only gives
 * rights, may become the most specific match and so override a wider block of another policy.
 */
const mayNarrow = (change: Change): boolean => {
  const rules = rulesField(change.resource.kind);
  return narrows(change) || change.edits.some(({ field }) => field === rules?.name);
};

/** Whether a change takes rights away by itself. */
const narrows = ({ action, resource: { kind }, edits }: Change): boolean => {
  const rules = rulesField(kind);
  if (destroys(action)) return true;
  return edits.some(({ field, before, after }) => {
    if (field === rules?.name) return !isText(before) || !isText(after) || accessChange(before, after).narrows;
    if (fieldOf(kind, field)?.ends === true) return !endsLater(before, after);
    return isGrant(kind, field) && members(before).some((name) => !members(after).includes(name));
  });
};

const isText = (data: Data | undefined): data is string => typeof data === 'string';

const members = (data: Data | undefined): readonly string[] => {
  if (isText(data)) return data.split(',').map((name) => name.trim());
  return Array.isArray(data) ? data.filter(isText) : [];
};

const isFrom = (mount: string, { path = '' }: TokenFacts): boolean => path.startsWith(`${mount}/`);

/** True for the object that the token logged in as: the login's path or metadata names it. */
const isLogin = ({ resource: { vars, name } }: Change, token: TokenFacts): boolean => {
  const { mount = '' } = vars;
  const noted = [...Object.values(token.meta ?? {}), token.path?.split('/').at(-1)];
  return isInAuth(vars) && isFrom(mount, token) && noted.some((one) => one?.toLowerCase() === name.toLowerCase());
};

const isOwn = (change: Change, token: TokenFacts): boolean =>
  isLogin(change, token) ||
  (rulesField(change.resource.kind) !== undefined && namesOf(token).includes(change.resource.name));

const refusal = ({ resource: { address, at } }: Change, message: string, help: readonly string[]): Diagnostic => ({
  code: 'self-lockout',
  message: `${address} ${message}`,
  help,
  address,
  at,
});

const OTHERS = 'let a token apply this that does not depend on it';

/** The plan deletes the login that the token came from: the token is revoked, or nobody can get another one. */
const cutOff = (change: Change, token: TokenFacts): Diagnostic[] => {
  const { action, resource } = change;
  if (!destroys(action)) return [];
  if (resource.kind.children === 'auth' && isFrom(`auth/${resource.name}`, token)) {
    return [
      refusal(change, `would be ${gone(action)}, and with it this token, which came from ${token.path}`, [OTHERS]),
    ];
  }
  if (!isLogin(change, token)) return [];
  return [refusal(change, `would be ${gone(action)}: this token came from it, and there would be no other`, [OTHERS])];
};

const gone = (action: Change['action']): string => (action === 'delete' ? 'deleted' : 'deleted and made again');

const judged = async (own: readonly Change[], token: TokenFacts, input: Guarded): Promise<Diagnostic[]> => {
  if (own.length === 0) return [];
  const { client, signal } = input;
  const names = namesOf(token);
  const gained = own.flatMap((change) => (isLogin(change, token) ? grants(change, 'after') : []));
  const [read, identity] = await Promise.all([
    readPolicies(client, [...new Set([...names, ...gained])], signal),
    readIdentity(client, token, signal),
  ]);
  const known = identity === undefined ? withoutTemplates(read) : read;
  const before = known.policies.filter(({ name }) => names.includes(name));
  const after = afterwards(known, own, token);
  if (after === undefined) return doubts(own, 'a policy could not be understood', input);
  const acl = (policies: readonly Policy[], now = Date.now()): Acl =>
    compile({ policies, identity, server: client.identity, now });
  const becomes = acl(after);
  const unread = known.unknown.filter((name) => names.includes(name));
  if (unread.length === 0) {
    // As it is at once, and as it is after each moment at which something ends.
    const moments = [Date.now(), ...endsOf(after).map((end) => end + 1)];
    const losses = moments.map((now) =>
      lockout({ before: acl(before, now), after: acl(after, now), needs: own.map(undoing) }),
    );
    return (losses.find((found) => found.length > 0) ?? []).flatMap((loss) => told(loss, own));
  }
  // A right that the readable policies still give is not lost: the unreadable ones do not change.
  const open = own.filter((change) => {
    const { path, capability } = undoing(change);
    return !lets(verdict(becomes, path), capability);
  });
  return doubts(open, `it may not read all about its own policies: ${unread.join(', ')}`, input);
};

const endsOf = (policies: readonly Policy[]): readonly number[] => {
  const all = policies.flatMap(({ ends, rules }) => [ends, ...rules.map((rule) => rule.ends)]);
  return [...new Set(all.filter((end) => end !== undefined))];
};

const grants = ({ edits, resource: { kind } }: Change, side: 'before' | 'after'): readonly string[] =>
  edits.flatMap((edit) => (isGrant(kind, edit.field) ? members(edit[side]) : []));

/** The policies after the plan, for the next such login; undefined where a new policy text does not parse. */
const afterwards = (known: Known, own: readonly Change[], token: TokenFacts): readonly Policy[] | undefined => {
  const logins = own.filter((change) => isLogin(change, token));
  const kept = logins.flatMap((change) => grants(change, 'after'));
  const lost = logins.flatMap((change) => grants(change, 'before')).filter((name) => !kept.includes(name));
  const names = new Set([...namesOf(token), ...kept].filter((name) => !lost.includes(name)));
  const changed = new Map(own.map((change) => [change.resource.name, change]));
  const policies = known.policies
    .filter(({ name }) => names.has(name))
    .flatMap((policy) => become(policy, changed.get(policy.name)));
  const read = policies.filter((policy) => policy !== undefined);
  return read.length === policies.length ? read : undefined;
};

const become = (policy: Policy, change: Change | undefined): (Policy | undefined)[] => {
  const rules = change && rulesField(change.resource.kind);
  if (change === undefined || rules === undefined) return [policy];
  if (change.action === 'delete') return [];
  const text = change.resource.fields[rules.name];
  const facts = { ...policy, ends: endAfter(policy, change) };
  return [text !== undefined && isPlain(text) && isText(text) ? parsePolicy(text, facts) : undefined];
};

/** When the policy ends after a change; at once, where nobody can tell when. */
const endAfter = ({ ends }: Policy, { edits, resource: { kind } }: Change): number | undefined => {
  const edit = edits.find(({ field }) => fieldOf(kind, field)?.ends === true);
  if (edit === undefined) return ends;
  const { after = null } = edit;
  if (after === null) return undefined;
  return (isPlain(after) ? timeOf(after) : undefined) ?? Date.now();
};

/** The rights to undo a change: to write the object as it was. */
const undoing = ({ address, resource }: Change): Need => ({
  path: policyPath(pathFor(resource.kind.path, resource), resource.namespace),
  capability: 'update',
  why: address,
});

const place = ({ policy, path }: Source): string => `path "${path}" of the policy ${policy}`;

const told = ({ need, before, after }: Loss, own: readonly Change[]): Diagnostic[] => {
  const change = own.find(({ address }) => need.why === address);
  if (change === undefined) return [];
  const [had, has] = [before, after].map((sources) => sources.map(place).join(', '));
  const then = has === had ? 'that path no longer gives it' : `${has} decides`;
  return [
    refusal(change, `could not be undone by this token: it loses ${need.capability} on ${need.path}`, [
      `it has that right from ${had}; afterwards ${has === '' ? 'no path of its policies fits' : then}`,
      `keep it there, or give it in another policy of the token first, or ${OTHERS}`,
    ]),
  ];
};

/** Whether the token would lose rights cannot be told: that takes `--allow`. */
const doubts = (changes: readonly Change[], why: string, { allow }: Guarded): Diagnostic[] =>
  changes.filter(narrows).flatMap((change): Diagnostic[] => {
    const { address, at, kind } = change.resource;
    const risk: Risk = rulesField(kind) === undefined ? 'login-affecting' : 'access-narrowing';
    if (allow.includes(risk)) return [];
    const help = [why, `if it is meant: --allow ${risk}`];
    return [
      { code: 'lockout-unknown', message: `${address} takes access away, perhaps from this token`, help, address, at },
    ];
  });

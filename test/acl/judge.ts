import { capabilities, compile, type Identity, type Policy, parsePolicy } from '../../src/acl/index.ts';
import { byHand } from '../acceptance/stage.ts';
import type { TestServer } from '../servers/index.ts';
import { caseOf, type Words } from './generate.ts';

/** A server, a token of it whose policies may be written anew, and who that token stands for. */
export interface Court {
  readonly server: TestServer;
  readonly token: string;
  readonly identity: Identity;
  readonly words: Words;
}

const NAMES = ['acl-fuzz-0', 'acl-fuzz-1', 'acl-fuzz-2'];
const FACTS = { team: 'a', wild: 'b+*', glob: 'b*', deep: 'a/b' };

/** Makes the entity, its alias, its group and its token. */
export const openCourt = async (server: TestServer): Promise<Court> => {
  const ask = async (line: string, body?: unknown) => byHand(server, line, body === undefined ? {} : { body });
  const id = async (line: string): Promise<string> => String((await ask(line)).data.id);
  const methods = Object.values((await ask('GET sys/auth')).data);
  const accessor = methods
    .map((one) => one as { type?: string; accessor?: string } | null)
    .find((one) => one?.type === 'token')?.accessor;
  if (accessor === undefined) throw new Error('no accessor');
  await ask('POST identity/entity', { name: 'acl-fuzz-entity', metadata: FACTS });
  const entity = await id('GET identity/entity/name/acl-fuzz-entity');
  const alias = { name: 'acl-fuzz-alias', mount_accessor: accessor, canonical_id: entity };
  await ask('POST identity/entity-alias', { ...alias, custom_metadata: { 'dotted.key': 'ab' } });
  await ask('POST identity/group', { name: 'acl-fuzz-group', member_entity_ids: [entity], metadata: { floor: 'b' } });
  const group = await id('GET identity/group/name/acl-fuzz-group');
  await ask('POST auth/token/roles/acl-fuzz', { allowed_entity_aliases: ['acl-fuzz-alias'] });
  const wanted = { policies: NAMES, entity_alias: 'acl-fuzz-alias', no_default_policy: true, ttl: '1h' };
  const { auth } = await ask('POST auth/token/create/acl-fuzz', wanted);
  if (auth === undefined) throw new Error('no token');
  const identity: Identity = {
    entity: {
      id: entity,
      name: 'acl-fuzz-entity',
      metadata: FACTS,
      aliases: [{ id: '', accessor, name: 'acl-fuzz-alias', customMetadata: { 'dotted.key': 'ab' } }],
    },
    groups: [{ id: group, name: 'acl-fuzz-group', metadata: { floor: 'b' } }],
  };
  const own = server.product === 'vault' ? ['subscribe', 'recover'] : ['scan'];
  const words = { capabilities: own, accessor, expires: server.product !== 'vault' };
  return { server, token: auth.client_token, identity, words };
};

export const closeCourt = async ({ server, identity }: Court): Promise<void> => {
  for (const name of NAMES) await byHand(server, `DELETE sys/policies/acl/${name}`);
  await byHand(server, 'DELETE identity/group/name/acl-fuzz-group');
  await byHand(server, `DELETE identity/entity/id/${identity.entity?.id}`);
  await byHand(server, 'DELETE auth/token/roles/acl-fuzz');
};

/** What was compared, and where the evaluator and the server do not agree. */
export interface Trial {
  readonly compared: number;
  /** Paths at which something was allowed: a generator that only makes denials proves nothing. */
  readonly allowed: number;
  /** Whether the server could not make sense of the policies. */
  readonly broken: boolean;
  readonly differences: readonly string[];
}

/** What the server says of paths; `undefined` when it says that its policies make no sense. */
const answerOf = async ({ server, token }: Court, paths: readonly string[]) => {
  const asked = await byHand(server, 'POST sys/capabilities', { body: { token, paths } });
  return asked.status === 200 ? asked.data : undefined;
};

const flagsOf = ({ slashes, wildcards }: NonNullable<Policy['lets']>) => ({
  allow_slashes_in_identity_templates: slashes,
  allow_wildcards_in_identity_templates: wildcards,
});

/** Writes the policies of one case and asks both. */
export const tryCase = async (court: Court, seed: number): Promise<Trial> => {
  const { server, identity, words } = court;
  const values = ['acl-fuzz-entity', 'acl-fuzz-alias', 'a', 'ab', 'b', 'b*', 'a/b', String(identity.entity?.id)];
  const lets = { slashes: seed % 3 === 1, wildcards: seed % 4 === 1 };
  const { policies, paths } = caseOf(seed, words, values);
  for (const [index, name] of NAMES.entries()) {
    const policy = policies[index];
    if (policy === undefined) await byHand(server, `DELETE sys/policies/acl/${name}`);
    else {
      const body = { policy, ...(words.expires ? flagsOf(lets) : {}) };
      const { status } = await byHand(server, `POST sys/policies/acl/${name}`, { body });
      if (status >= 300) throw new Error(`seed ${seed}: the server refuses ${policy}`);
    }
  }
  const read = policies.map((text, index) => parsePolicy(text, { name: NAMES[index] ?? '', lets }));
  const unread = read.indexOf(undefined);
  if (unread >= 0) return { compared: 0, allowed: 0, broken: false, differences: [`not read: ${policies[unread]}`] };
  const known = read.filter((one): one is Policy => one !== undefined);
  const acl = compile({ policies: known, identity, server: { ...server, edition: 'community' }, now: Date.now() });
  const said = await answerOf(court, paths);
  if ((said === undefined) !== (acl.broken !== undefined)) {
    const differences = [`seed ${seed}: the server ${said ? 'reads' : 'fails on'}\n${policies.join('\n---\n')}`];
    return { compared: 0, allowed: 0, broken: true, differences };
  }
  const differences = paths.flatMap((path) => {
    const [ours, theirs] = [capabilities(acl, path).join(' '), [said?.[path] ?? ['deny']].flat().join(' ')];
    return ours === theirs ? [] : [`seed ${seed}, ${path}: ${ours}, the server ${theirs}\n${policies.join('\n---\n')}`];
  });
  const allowed = paths.filter((path) => capabilities(acl, path)[0] !== 'deny').length;
  return { compared: paths.length, allowed, broken: said === undefined, differences };
};

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, type Stage, stageFor } from './stage.ts';

/* Whose login it is, is said by an alias, which no path names: none is moved by a seed. */

describe.each(products())('the alias of a login, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: 'al-ledger' };
  const { ask } = asRoot(server);
  const entity = async (name: string): Promise<string> => {
    await ask(`POST identity/entity/name/${name}`, {});
    return String((await ask(`GET identity/entity/name/${name}`)).data.id);
  };

  beforeEach(() => {
    stage = stageFor(server, '');
  });
  afterEach(async () => {
    for (const path of ['entity/name/al-theirs', 'entity/name/al-mine', 'group/name/al-theirs', 'group/name/al-mine']) {
      await ask(`DELETE identity/${path}`);
    }
    await ask('DELETE sys/auth/al-people');
    await ask('DELETE sys/mounts/al-ledger');
    stage.remove();
  });

  const people = async (): Promise<string> => {
    await ask('POST sys/auth/al-people', { type: 'userpass' });
    return String((await ask('GET sys/auth/al-people')).data.accessor);
  };

  it.each(['entity-alias', 'alias', 'entity-alias/id/{id}', 'alias/id/{id}', 'persona', 'persona/id/{id}'])(
    'stays with its entity: identity/%s',
    async (rest) => {
      const [mount_accessor, theirs, mine] = [await people(), await entity('al-theirs'), await entity('al-mine')];
      const alias = { name: 'joe', mount_accessor };
      const { id } = (await ask('POST identity/entity-alias', { ...alias, canonical_id: theirs })).data;
      const path = `identity/${rest.replace('{id}', String(id))}`;
      const body = `name = "joe", mount_accessor = "${mount_accessor}", canonical_id = "${mine}"`;
      stage.seed(`seed { name = "al-b" }\nendpoint "${path}" {\n  data = { ${body} }\n}\n`);
      const { code, err } = await stage.vaultseed('apply --auto-approve', env);
      expect([code, err]).toEqual([1, expect.stringContaining('acting-endpoint')]);
      expect((await ask(`GET identity/entity-alias/id/${id}`)).data.canonical_id).toBe(theirs);
    },
  );

  it.each(['group-alias', 'group-alias/id/{id}'])('stays with its group: identity/%s', async (rest) => {
    const mount_accessor = await people();
    const group = async (name: string): Promise<string> => {
      await ask(`POST identity/group/name/${name}`, { type: 'external' });
      return String((await ask(`GET identity/group/name/${name}`)).data.id);
    };
    const [theirs, mine] = [await group('al-theirs'), await group('al-mine')];
    const alias = { name: 'admins', mount_accessor };
    const { id } = (await ask('POST identity/group-alias', { ...alias, canonical_id: theirs })).data;
    const path = `identity/${rest.replace('{id}', String(id))}`;
    const body = `name = "admins", mount_accessor = "${mount_accessor}", canonical_id = "${mine}"`;
    stage.seed(`seed { name = "al-b" }\nendpoint "${path}" {\n  data = { ${body} }\n}\n`);
    const { code, err } = await stage.vaultseed('apply --auto-approve', env);
    expect([code, err]).toEqual([1, expect.stringContaining('acting-endpoint')]);
    expect((await ask(`GET identity/group-alias/id/${id}`)).data.canonical_id).toBe(theirs);
  });
});

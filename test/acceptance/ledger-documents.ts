import type { TestServer } from '../servers/index.ts';
import { byHand } from './stage.ts';

/** What a server has of one key, or of all below it: names, what is noted of each, and every version that is kept. */
const textsBelow = async (server: TestServer, mount: string, path: string): Promise<readonly string[]> => {
  const keys = (await byHand(server, `LIST ${mount}/metadata/${path}`)).data.keys;
  const names = Array.isArray(keys) ? keys.map(String) : [];
  const below = await Promise.all(
    names.map((name) =>
      name.endsWith('/') ? textsBelow(server, mount, `${path}${name}`) : documentTexts(server, mount, `${path}${name}`),
    ),
  );
  return [...names, ...below.flat()];
};

const documentTexts = async (server: TestServer, mount: string, path: string): Promise<readonly string[]> => {
  const noted = await byHand(server, `GET ${mount}/metadata/${path}`);
  const versions = Object.keys(Object(noted.data.versions));
  const documents = await Promise.all(
    versions.map((version) => byHand(server, `GET ${mount}/data/${path}?version=${version}`)),
  );
  return [noted, ...documents].map((one) => JSON.stringify(one));
};

/** All that stands in a ledger as the server has it: the names of its documents, and the documents in all their versions. */
export const ledgerTexts = (server: TestServer, mount: string): Promise<readonly string[]> =>
  textsBelow(server, mount, '');

import { isMap, type Plain } from '../../src/model/data.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Answer, Client, Request } from '../../src/server/index.ts';

/*
 * A versioned key-value store in memory, as far as a ledger asks for one. What it answers was written down from real servers;
 * `test/ledger/ledger.live.test.ts` asks the same of them.
 */

interface Kept {
  version: number;
  readonly content: Plain;
}

const opened = (secret: Secret): Plain => {
  const seen: Plain[] = [];
  secret.is((value) => seen.push(value) > 0);
  return seen[0] ?? null;
};

/** As in a request body: secrets in the clear. */
const plain = (data: unknown): Plain => {
  if (data instanceof Secret) return opened(data);
  if (typeof data !== 'object' || data === null) return data as Plain;
  if (Array.isArray(data)) return data.map(plain);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)]));
};

const answer = (status: number, data?: Plain, errors: readonly string[] = []): Answer => ({
  status,
  data: status === 404 ? { errors: [] } : data === undefined ? undefined : { data },
  errors,
  warnings: [],
});

export interface Store {
  /** What the server does with a request, at once. */
  ask(request: Request): Answer;
  readonly documents: ReadonlyMap<string, Kept>;
}

export const memoryStore = (mount: string): Store => {
  const documents = new Map<string, Kept>();
  const read = (name: string): Answer => {
    const found = documents.get(name);
    if (found === undefined) return answer(404);
    return answer(200, { data: found.content, metadata: { version: found.version } });
  };
  const write = (name: string, body: Plain): Answer => {
    const { options, data } = isMap(body) ? body : {};
    const now = documents.get(name)?.version ?? 0;
    const cas = isMap(options ?? null) ? (options as { cas?: Plain }).cas : undefined;
    if (cas === undefined) return answer(400, undefined, ['check-and-set parameter required for this call']);
    if (cas !== now) return answer(400, undefined, ['check-and-set parameter did not match the current version']);
    documents.set(name, { version: now + 1, content: data ?? null });
    return answer(200, { version: now + 1 });
  };
  const list = (folder: string): Answer => {
    const start = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
    const below = [...documents.keys()]
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length));
    const keys = [...new Set(below.map((name) => name.replace(/\/.*$/, '/')))].sort();
    return keys.length === 0 ? answer(404) : answer(200, { keys });
  };
  const ask = ({ method, path, body }: Request): Answer => {
    if (path === 'sys/mounts') return answer(200, { [`${mount}/`]: { type: 'kv', options: { version: '2' } } });
    const [, what = '', name = ''] = /^[^/]+\/(data|metadata)\/(.*)$/.exec(path) ?? [];
    if (method === 'LIST') return list(name);
    if (what === 'data') return method === 'GET' ? read(name) : write(name, plain(body));
    documents.delete(name);
    return answer(204);
  };
  return { ask, documents };
};

/** A client whose every request is answered by this function. */
export const clientOf = (request: (request: Request) => Promise<Answer>): Client => ({
  identity: { product: 'openbao', version: '2.7.2', edition: 'community', address: 'memory', namespace: '' },
  token: undefined,
  request,
  know: () => {},
  close: async () => {},
  stats: () => ({ requests: 0, retries: 0 }),
});

/** Requests to a store with check-and-set required, and the status and version that come back. */
export const CASES: readonly (readonly [line: string, cas: number | undefined, status: number, version?: number])[] = [
  ['GET data/seeds/a/index', undefined, 404],
  ['LIST metadata/seeds', undefined, 404],
  ['POST data/seeds/a/index', undefined, 400],
  ['POST data/seeds/a/index', 1, 400],
  ['POST data/seeds/a/index', 0, 200, 1],
  ['POST data/seeds/a/index', 0, 400],
  ['GET data/seeds/a/index', undefined, 200, 1],
  ['POST data/seeds/a/index', 1, 200, 2],
  ['POST data/seeds/a/index', 1, 400],
  ['POST data/seeds/a/lock', 0, 200, 1],
  ['LIST metadata/seeds', undefined, 200],
  ['LIST metadata/seeds/a', undefined, 200],
  ['DELETE metadata/seeds/a/index', undefined, 204],
  ['DELETE metadata/seeds/a/index', undefined, 204],
  ['GET data/seeds/a/index', undefined, 404],
  ['POST data/seeds/a/index', 2, 400],
  ['POST data/seeds/a/index', 0, 200, 1],
];

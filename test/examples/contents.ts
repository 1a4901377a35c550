import type { TestServer } from '../servers/index.ts';

interface Answer {
  readonly status: number;
  readonly lease_id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One request to a server, as its root. With a body it is a POST. */
export const ask = async (server: TestServer, path: string, body?: object): Promise<Answer> => {
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await fetch(`${server.address}/v1/${path}`, {
    method,
    headers: { 'X-Vault-Token': server.token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed: Partial<Answer> = text === '' ? {} : JSON.parse(text);
  return { data: {}, ...parsed, status: answer.status };
};

/** The names of everything at the top of a server: what an example makes must be gone from here when it is destroyed. */
export const contents = async (server: TestServer): Promise<Readonly<Record<string, readonly string[]>>> => {
  const [mounts, methods, devices, policies] = await Promise.all([
    ask(server, 'sys/mounts'),
    ask(server, 'sys/auth'),
    ask(server, 'sys/audit'),
    ask(server, 'sys/policies/acl?list=true'),
  ]);
  return {
    mounts: Object.keys(mounts.data).sort(),
    methods: Object.keys(methods.data).sort(),
    devices: Object.keys(devices.data).sort(),
    policies: [...(policies.data.keys as string[])].sort(),
  };
};

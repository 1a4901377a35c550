import { pointerGet, supports } from '../../kinds/index.ts';
import { type Data, isMap } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { type Client, says } from '../../server/index.ts';

/*
 * Questions to the server before the first write, for plans with creations: does it have the plugin that a mount names,
 * does it take objects of this kind at all. What the token may not ask is left to the write itself.
 */

interface Asking {
  readonly plan: Plan;
  readonly client: Client;
  readonly signal?: AbortSignal | undefined;
}

export const askFirst = async (input: Asking): Promise<Diagnostic[]> => {
  const making = input.plan.changes.filter(({ action }) => action === 'create' || action === 'replace');
  const [plugins, probes] = await Promise.all([missingPlugins(making, input), refusedProbes(making, input)]);
  return [...probes, ...plugins];
};

/** Where the answer of `sys/plugins/catalog` lists the plugins for mounts of each class, as JSON pointers. */
const CATALOG_LISTS = { secrets: '/data/secret', auth: '/data/auth' } as const;

const missingPlugins = async (making: readonly Change[], { client, signal }: Asking): Promise<Diagnostic[]> => {
  const mounts = making.filter(({ resource }) => resource.kind.children !== undefined);
  if (mounts.length === 0) return [];
  const answer = await client.request({ method: 'GET', path: 'sys/plugins/catalog', signal });
  if (answer.status !== 200 || answer.data === undefined) return [];
  const { data } = answer;
  return mounts.flatMap(({ resource }): Diagnostic[] => {
    const { children, uncatalogued } = resource.kind;
    const known = children === undefined ? undefined : pointerGet(data, CATALOG_LISTS[children]);
    const { type } = resource.fields;
    if (typeof type === 'string' && uncatalogued.includes(type)) return [];
    if (!Array.isArray(known) || typeof type !== 'string' || known.includes(type)) return [];
    return [
      {
        code: 'missing-plugin',
        message: `this server has no ${children === 'auth' ? 'auth method' : 'secrets engine'} "${type}"`,
        help: [
          `it has: ${known.join(', ')}`,
          'others are external plugins: register the plugin in the catalogue first',
        ],
        address: resource.address,
        at: resource.at,
      },
    ];
  });
};

const refusedProbes = async (making: readonly Change[], { client, signal }: Asking): Promise<Diagnostic[]> => {
  const kinds = [...new Set(making.map(({ resource }) => resource.kind))];
  const found = kinds.map(async (kind): Promise<Diagnostic[]> => {
    const { probe } = kind;
    if (probe === undefined || !supports(probe.products, client.identity)) return [];
    const request = { method: 'POST' as const, path: probe.path, body: probe.body, repeat: 'safe' as const };
    const answer = await client.request({ ...request, signal });
    if (!says(answer, probe.text)) return [];
    const concerned = making.map(({ resource }) => resource).filter((resource) => resource.kind === kind);
    return concerned.map((resource) => {
      const { address, at } = resource;
      const help = helpFor(probe.help, resource);
      return { code: 'audit-api-off', message: `${address}: ${answer.errors[0]}`, help, address, at };
    });
  });
  return (await Promise.all(found)).flat();
};

/**
 * Help lines with the object's own values in the place of `{field}`: quoted, or for a map one line for each entry. Lines
 * about fields that the seed does not declare are left out.
 */
const helpFor = (lines: readonly string[], { vars, fields }: Resource): string[] =>
  lines.flatMap((line) => {
    const names = [...line.matchAll(PLACE)].map(([, name = '']) => name);
    const values = names.map((name) => vars[name] ?? fields[name] ?? undefined);
    if (values.includes(undefined)) return [];
    const [first] = values;
    if (first !== undefined && isMap(first)) {
      return Object.entries(first).map(([name, value]) => line.replace(PLACE, () => `${name} = ${quoted(value)}`));
    }
    return [line.replace(PLACE, () => quoted(values.shift() ?? null))];
  });

const PLACE = /\{(\w+)\}/g;

const quoted = (value: Data): string => JSON.stringify(String(value));

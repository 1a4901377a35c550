import { loadPlugin, type RawPlugin } from '../../src/kinds/index.ts';
import type { Fields } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Change } from '../../src/model/plan.ts';
import { type Resource, USUAL_LIFECYCLE } from '../../src/model/resource.ts';

/** A kind from the few annotations that matter to a test. */
export const kindOf = (raw: Record<string, unknown>, definition = 'thing'): Kind => {
  const file = {
    $id: 'sys/thing',
    title: 'Things',
    $defs: { [definition]: { block: definition, path: 'things/{name}', ...raw } },
  };
  const [kind] = loadPlugin(file as unknown as RawPlugin).kinds;
  if (kind === undefined) throw new Error('the file holds no kind');
  return kind;
};

const nowhere = { source: { path: 'test.seed.hcl', text: '' }, start: 0, end: 0 };

/** A resource from the few members that matter to a test. */
export const resourceOf = (
  address: string,
  kind: Kind,
  more: Partial<Resource> & { fields?: Fields } = {},
): Resource => {
  const name = address.split('.').at(-1) ?? address;
  return {
    address,
    kind,
    namespace: '',
    name,
    vars: { name },
    fields: {},
    dependsOn: [],
    lifecycle: USUAL_LIFECYCLE,
    existing: false,
    at: nowhere,
    fieldSpans: {},
    ...more,
  };
};

export const changeOf = (action: 'create' | 'update' | 'delete' | 'forget', resource: Resource): Change => ({
  action,
  address: resource.address,
  resource,
  cause: 'seed',
  risk: 'safe',
  edits: [],
  remarks: [],
});

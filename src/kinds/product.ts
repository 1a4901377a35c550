import { satisfies } from 'semver';
import type { Fields } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind, Products } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import type { ServerIdentity } from '../model/plan.ts';

/** What tells one server's abilities from another's. */
export type ServerVersion = Pick<ServerIdentity, 'product' | 'version' | 'edition'>;

const EXTERNAL = 'plugin';
const ENTERPRISE = 'enterprise';
/** Also of a server whose version is no number, as builds of one's own have. */
const EVERY = '*';

// `1.16.0-rc1` has what `1.16.0` brings, and `1.21.1+ent` is 1.21.1.
const satisfied = (version: string, range: string): boolean => {
  const [plain = ''] = version.split(/[-+]/);
  return satisfies(plain, range);
};

/** True unless `products` says that a server lacks it. A product that is not named, or that can have it by a plugin, counts. */
export const supports = (products: Products, server: ServerVersion): boolean => {
  const range = products[server.product];
  if (range === undefined || range === EXTERNAL || range === EVERY) return true;
  if (range === ENTERPRISE) return server.edition === ENTERPRISE;
  return range !== false && satisfied(server.version, range);
};

interface Limited {
  readonly products: Products;
  readonly edition?: 'enterprise' | undefined;
}

/** Why a server has no such thing, as the end of a sentence. */
const lacking = ({ products, edition }: Limited, server: ServerVersion): string | undefined => {
  const range = products[server.product];
  if (range === false) return `no version of ${server.product} has it`;
  if (range === ENTERPRISE && server.edition !== range)
    return `${server.product} has it in its enterprise edition only`;
  if (!supports(products, server)) return `${server.product} has it in ${range}, this is ${server.version}`;
  if (edition === 'enterprise' && server.edition !== 'enterprise') return 'it needs the enterprise edition';
  return undefined;
};

/** What a server does not have, and the field it is about; none: the kind as a whole. */
interface Unsupported extends Pick<Diagnostic, 'code' | 'message'> {
  readonly field?: string | undefined;
}

interface Lack {
  readonly field: string;
  readonly why: string;
}

// A seed has thousands of objects of few kinds, and hardly ever one that its server lacks something of.
const lacksOn = perObject((server: ServerVersion) =>
  perObject((kind: Kind): readonly Lack[] =>
    kind.fields.flatMap((field): Lack[] => {
      const why = lacking(field, server);
      return why === undefined ? [] : [{ field: field.name, why }];
    }),
  ),
);

/** What of a declaration this server does not have: the kind itself, or single fields. Without places: the caller knows them. */
export const checkProduct = (kind: Kind, fields: Fields, server: ServerVersion): readonly Unsupported[] => {
  const whole = lacking(kind, server);
  if (whole !== undefined) return [{ code: 'kind-unsupported', message: `no ${bare(kind.title)} here: ${whole}` }];
  return lacksOn(server)(kind)
    .filter(({ field }) => field in fields)
    .map(({ field, why }) => ({ code: 'field-unsupported', message: `no ${field} here: ${why}`, field }));
};

const bare = (title: string): string => title.replace(/^(a|an|the) /, '');

import { type ServerVersion, same, supports } from '../../src/kinds/index.ts';
import type { Data } from '../../src/model/data.ts';
import type { Field, Kind, Transition } from '../../src/model/kind.ts';

/** What the samples of a kind show on one server. */
export interface Coverage {
  /** Fields that the walk changes away from their default, and reads back. */
  readonly proven: readonly string[];
  /** Fields that it sends so, and that the server never shows. */
  readonly sent: readonly string[];
  /** Fields that the kind file says cannot be visited, and why. */
  readonly unprovable: readonly { readonly field: string; readonly why: string }[];
  /** Fields that are neither: a gap in the samples. */
  readonly missing: readonly string[];
  /** Fields that are said to be unprovable and are visited all the same. */
  readonly contradicted: readonly string[];
}

/** The transitions that can be walked on a server, by name, in their order. */
export const transitionsOn = (kind: Kind, server: ServerVersion): readonly (readonly [string, Transition])[] =>
  Object.entries(kind.samples.transitions).filter(([, { products }]) => supports(products, server));

const isOther = (field: Field, value: unknown): boolean =>
  value !== null && (field.reset === undefined || !same(field, value as Data, field.reset as Data));

const isShown = ({ writeOnly, local, at }: Field): boolean => local || (!writeOnly && at.read !== undefined);

const needsProof = ({ readOnly, edition, products }: Field, server: ServerVersion): boolean =>
  !readOnly && edition === undefined && supports(products, server);

/** What the samples of a kind visit on a server of this product and version. Nothing is asked of a server. */
export const coverageOf = (kind: Kind, server: ServerVersion): Coverage => {
  const states = [kind.samples.first, ...transitionsOn(kind, server).map(([, { set }]) => set)];
  const isVisited = (field: Field): boolean =>
    states.some((state) => field.name in state && isOther(field, state[field.name]));
  const here = kind.fields.filter((field) => needsProof(field, server));
  const names = (fields: readonly Field[]): string[] => fields.map(({ name }) => name);
  const visited = here.filter(isVisited);
  const rest = here.filter((field) => !isVisited(field));
  const listed = Object.entries(kind.unprovable).filter(([name]) =>
    kind.fields.some((field) => field.name === name && !field.readOnly && supports(field.products, server)),
  );
  return {
    proven: names(visited.filter(isShown)),
    sent: names(visited.filter((field) => !isShown(field))),
    unprovable: listed.map(([field, why]) => ({ field, why })),
    missing: names(rest.filter(({ name }) => !(name in kind.unprovable))),
    contradicted: names(visited.filter(({ name }) => name in kind.unprovable)),
  };
};

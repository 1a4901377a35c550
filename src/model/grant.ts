import type { Plain } from './data.ts';

/** What a policy can allow at a path, in the order in which policies are written. */
export const CAPABILITIES = ['create', 'read', 'update', 'patch', 'delete', 'list', 'sudo'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One path of the API, from the namespace of the connection, and what a token has to be allowed there. */
export interface Grant {
  readonly path: string;
  readonly capabilities: readonly Capability[];
  /** The parameters of a write that are allowed, each with its values; undefined: all. */
  readonly parameters?: Readonly<Record<string, readonly Plain[]>> | undefined;
  /** A policy reads a name in it as any name: it covers more than is meant. */
  readonly covers?: true | undefined;
}

/** True for a path in which a policy finds a pattern, or the place for a name of whoever asks. */
const isPattern = (path: string): boolean =>
  path.endsWith('*') || path.split('/').includes('+') || /\{\{|\}\}/.test(path);

/** Why a policy cannot name such a path. */
export const WHY_PATTERN =
  'a + between slashes or a * at the end of a path stands for any name in it, and {{ }} for one of whoever asks';

/** A path that holds names as they are, with what is to be said beside it. */
export const asNamed = (path: string): Pick<Grant, 'path' | 'covers'> =>
  isPattern(path) ? { path, covers: true } : { path };

/** As a policy says it, on one line. */
export const grantText = ({ path, capabilities, parameters }: Grant): string => {
  const allowed = Object.entries(parameters ?? {}).map(
    ([name, values]) => `${JSON.stringify(name)} = ${listText(values)}`,
  );
  const limits = parameters === undefined ? '' : `, allowed_parameters = { ${allowed.join(', ')} }`;
  return `path ${JSON.stringify(path)} { capabilities = ${listText(capabilities)}${limits} }`;
};

const listText = (values: readonly Plain[]): string => `[${values.map((one) => JSON.stringify(one)).join(', ')}]`;

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
}

/** As a policy says it: on one line, where it allows all parameters. */
export const grantText = ({ path, capabilities, parameters }: Grant): string => {
  const can = `capabilities = ${listText(capabilities)}`;
  if (parameters === undefined) return `path ${JSON.stringify(path)} { ${can} }`;
  const values = Object.entries(parameters).map(([name, allowed]) => `    ${name} = ${listText(allowed)}`);
  return [`path ${JSON.stringify(path)} {`, `  ${can}`, '  allowed_parameters = {', ...values, '  }', '}'].join('\n');
};

const listText = (values: readonly Plain[]): string => `[${values.map((one) => JSON.stringify(one)).join(', ')}]`;

/** What a policy can allow at a path, in the order in which policies are written. */
export const CAPABILITIES = ['create', 'read', 'update', 'patch', 'delete', 'list', 'sudo'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One path of the API, from the namespace of the connection, and what a token has to be allowed there. */
export interface Grant {
  readonly path: string;
  readonly capabilities: readonly Capability[];
}

/** As a policy says it, on one line. */
export const grantText = ({ path, capabilities }: Grant): string =>
  `path ${JSON.stringify(path)} { capabilities = [${capabilities.map((one) => JSON.stringify(one)).join(', ')}] }`;

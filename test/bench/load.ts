import type { TestServer } from '../servers/secrets.ts';

/** What is asked of a server, once as a seed and once as bare requests. */
export interface Load {
  readonly title: string;
  /** The seed that declares it, below this name. */
  readonly seed: (name: string) => string;
  /** The request that makes the place for the roles. */
  readonly place: (name: string) => Write;
  /** One write an object; a read of the same path gets it back. */
  readonly objects: (name: string) => readonly Write[];
  /** The same for Terraform. */
  readonly terraform?: (name: string) => string;
}

export interface Write {
  readonly path: string;
  readonly body: unknown;
}

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(4, '0'));

const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] };

const rules = (name: string, number: string): string => `path "${name}/${number}/*" {\n  capabilities = ["read"]\n}\n`;

const policySeed = (name: string, number: string): string =>
  `policy "${name}-${number}" {\n  path "${name}/${number}/*" {\n    capabilities = ["read"]\n  }\n}\n`;

const policyWrite = (name: string, number: string): Write => ({
  path: `sys/policies/acl/${name}-${number}`,
  body: { policy: rules(name, number) },
});

const terraformText = (name: string, { roles, policies }: { roles: number; policies: number }): string => `
terraform {
  required_providers {
    vault = { source = "hashicorp/vault" }
  }
}
resource "vault_aws_secret_backend" "this" {
  path       = "${name}"
  access_key = "none"
  secret_key = "none"
}
resource "vault_aws_secret_backend_role" "this" {
  count           = ${roles}
  backend         = vault_aws_secret_backend.this.path
  name            = "r\${count.index}"
  credential_type = "iam_user"
  policy_document = jsonencode(${JSON.stringify(ALLOW)})
}
resource "vault_policy" "this" {
  count  = ${policies}
  name   = "${name}-\${count.index}"
  policy = "path \\"${name}/\${count.index}/*\\" {\\n  capabilities = [\\"read\\"]\\n}\\n"
}
`;

/** Roles of the engine that most people start with. */
const onVault = (roles: number, policies: number): Load => ({
  title: `${roles} aws roles and ${policies} policies`,
  seed: (name) => `${numbers(policies)
    .map((number) => policySeed(name, number))
    .join('\n')}
mount "${name}" {
  type = "aws"
${numbers(roles)
  .map(
    (number) => `  role "r${number}" {
    credential_type = "iam_user"
    policy_document = jsonencode(${JSON.stringify(ALLOW)})
  }`,
  )
  .join('\n')}
}
`,
  place: (name) => ({ path: `sys/mounts/${name}`, body: { type: 'aws' } }),
  terraform: (name) => terraformText(name, { roles, policies }),
  objects: (name) => [
    ...numbers(policies).map((number) => policyWrite(name, number)),
    ...numbers(roles).map((number) => ({
      path: `${name}/roles/r${number}`,
      body: { credential_type: 'iam_user', policy_document: JSON.stringify(ALLOW) },
    })),
  ],
});

/** OpenBao has no such engine built in: roles of an auth method in its place. */
const onOpenBao = (roles: number, policies: number): Load => ({
  title: `${roles} approle roles and ${policies} policies`,
  seed: (name) => `${numbers(policies)
    .map((number) => policySeed(name, number))
    .join('\n')}
auth "${name}" {
  type = "approle"
${numbers(roles)
  .map((number) => `  role "r${number}" {\n    token_policies = ["default"]\n    token_ttl = "1h"\n  }`)
  .join('\n')}
}
`,
  place: (name) => ({ path: `sys/auth/${name}`, body: { type: 'approle' } }),
  objects: (name) => [
    ...numbers(policies).map((number) => policyWrite(name, number)),
    ...numbers(roles).map((number) => ({
      path: `auth/${name}/role/r${number}`,
      body: { token_policies: ['default'], token_ttl: '1h' },
    })),
  ],
});

export const loadFor = ({ product }: TestServer, roles: number, policies: number): Load =>
  product === 'vault' ? onVault(roles, policies) : onOpenBao(roles, policies);

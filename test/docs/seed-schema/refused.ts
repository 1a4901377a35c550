import type { Code } from '../../../src/model/diagnostic.ts';

interface Refused {
  readonly name: string;
  readonly seed: unknown;
  /** What the loader says. */
  readonly code: Code;
  /** Where the schema has something against it: the path of a member, as a JSON pointer. */
  readonly at: string;
}

const inKv = (secret: unknown) => ({ mount: { kv: { options: { version: '2' }, secret: { a: secret } } } });
const approle = (role: unknown) => ({ auth: { approle: { role: { app: role } } } });

/** Mistakes that an editor can show. */
export const refused: readonly Refused[] = [
  { name: 'an unknown block', seed: { polizy: { a: { rules: '' } } }, code: 'unknown-block', at: '' },
  { name: 'a block of Terraform', seed: { resource: { vault_policy: { a: {} } } }, code: 'foreign-block', at: '' },
  { name: 'a block of a later version', seed: { quota: { a: {} } }, code: 'not-yet', at: '' },
  { name: 'a seed that is a text', seed: 'mount', code: 'json-shape', at: '' },
  {
    name: 'a block without its label',
    seed: { policy: { rules: 'x' } },
    code: 'block-as-attribute',
    at: '/policy/rules',
  },
  { name: 'a block that is a text', seed: { mount: 'kv' }, code: 'block-as-attribute', at: '/mount' },
  { name: 'a label too many', seed: { policy: { a: { b: { rules: '' } } } }, code: 'unknown-field', at: '/policy/a' },
  { name: 'a label where none belongs', seed: { seed: { app: { name: 'x' } } }, code: 'unknown-setting', at: '/seed' },
  {
    name: 'an unknown field of a mount',
    seed: { mount: { kv: { descripton: 'x' } } },
    code: 'unknown-field',
    at: '/mount/kv',
  },
  {
    name: 'a wrong type on a mount',
    seed: { mount: { kv: { seal_wrap: 'yes' } } },
    code: 'wrong-type',
    at: '/mount/kv/seal_wrap',
  },
  {
    name: 'a bad duration',
    seed: { mount: { kv: { max_lease_ttl: '1 hour' } } },
    code: 'bad-duration',
    at: '/mount/kv/max_lease_ttl',
  },
  {
    name: 'part of a second',
    seed: { mount: { kv: { max_lease_ttl: '500ms' } } },
    code: 'bad-duration',
    at: '/mount/kv/max_lease_ttl',
  },
  { name: 'a secret without data', seed: inKv({}), code: 'missing-field', at: '/mount/kv/secret/a' },
  {
    name: 'an unknown field of a secret',
    seed: inKv({ data: {}, password: 'x' }),
    code: 'unknown-field',
    at: '/mount/kv/secret/a',
  },
  {
    name: 'a block that the type does not have',
    seed: { mount: { transit: { secret: { a: {} } } } },
    code: 'unknown-field',
    at: '/mount/transit',
  },
  {
    name: 'the same with a type written out',
    seed: { mount: { x: { type: 'transit', role: { a: {} } } } },
    code: 'unknown-field',
    at: '/mount/x',
  },
  {
    name: 'a label that the kind does not have',
    seed: { mount: { aws: { config: { rot: { region: 'x' } } } } },
    code: 'unknown-block',
    at: '/mount/aws/config',
  },
  {
    name: 'a value that no list has',
    seed: { mount: { aws: { role: { a: { credential_type: 'iam' } } } } },
    code: 'wrong-value',
    at: '/mount/aws/role/a/credential_type',
  },
  {
    name: 'a role without what it needs',
    seed: { mount: { aws: { role: { a: {} } } } },
    code: 'missing-field',
    at: '/mount/aws/role/a',
  },
  {
    name: 'a list that is a text',
    seed: approle({ token_policies: 5 }),
    code: 'wrong-type',
    at: '/auth/approle/role/app/token_policies',
  },
  {
    name: 'a number that is a text',
    seed: approle({ token_num_uses: 'many' }),
    code: 'wrong-type',
    at: '/auth/approle/role/app/token_num_uses',
  },
  {
    name: 'a field that the server makes',
    seed: { mount: { kv: { accessor: 'x' } } },
    code: 'read-only-field',
    at: '/mount/kv',
  },
  {
    name: 'null where there is no default',
    seed: { policy: { a: { rules: null } } },
    code: 'no-default',
    at: '/policy/a/rules',
  },
  {
    name: 'text and blocks',
    seed: { policy: { a: { rules: '', path: { x: { capabilities: ['read'] } } } } },
    code: 'declared-twice',
    at: '/policy/a',
  },
  { name: 'a policy without rules', seed: { policy: { a: {} } }, code: 'missing-field', at: '/policy/a' },
  {
    name: 'a capability that does not exist',
    seed: { policy: { a: { path: { x: { capabilities: ['reed'] } } } } },
    code: 'wrong-value',
    at: '/policy/a/path/x/capabilities/0',
  },
  {
    name: 'an unknown word in a policy block',
    seed: { policy: { a: { path: { x: { capabilites: ['read'] } } } } },
    code: 'unknown-field',
    at: '/policy/a/path/x',
  },
  {
    name: 'two fields of which one is taken',
    seed: { auth: { userpass: { user: { a: { password: 'x', password_hash: 'y' } } } } },
    code: 'field-group',
    at: '/auth/userpass/user/a',
  },
  {
    name: 'none of the fields of which one is needed',
    seed: { auth: { userpass: { user: { a: {} } } } },
    code: 'field-group',
    at: '/auth/userpass/user/a',
  },
  {
    name: 'an audit device in a namespace',
    seed: { namespace: { a: { audit: { file: { type: 'file', options: { file_path: 'x' } } } } } },
    code: 'root-only',
    at: '/namespace/a',
  },
  {
    name: 'a variable in a namespace',
    seed: { namespace: { a: { variable: { x: {} } } } },
    code: 'unknown-field',
    at: '/namespace/a',
  },
  {
    name: 'an unknown setting of a variable',
    seed: { variable: { a: { typ: 'string' } } },
    code: 'unknown-setting',
    at: '/variable/a',
  },
  {
    name: 'a constant that is an expression',
    seed: { variable: { a: { sensitive: '${true}' } } },
    code: 'invalid-setting',
    at: '/variable/a/sensitive',
  },
  {
    name: 'half a validation',
    seed: { variable: { a: { validation: { condition: '${true}' } } } },
    code: 'missing-setting',
    at: '/variable/a/validation',
  },
  { name: 'an output without a value', seed: { output: { a: {} } }, code: 'missing-setting', at: '/output/a' },
  { name: 'a product nobody knows', seed: { server: { consul: {} } }, code: 'invalid-setting', at: '/server' },
  { name: 'a login', seed: { server: { vault: { login: { approle: {} } } } }, code: 'not-yet', at: '/server/vault' },
  { name: 'a module without a source', seed: { module: { a: {} } }, code: 'missing-setting', at: '/module/a' },
  {
    name: 'an unknown word of lifecycle',
    seed: { mount: { kv: { lifecycle: { prevent: true } } } },
    code: 'unknown-setting',
    at: '/mount/kv/lifecycle',
  },
  {
    name: 'a strange way to destroy',
    seed: { mount: { kv: { lifecycle: { on_destroy: 'keep' } } } },
    code: 'invalid-setting',
    at: '/mount/kv/lifecycle/on_destroy',
  },
];

import type { Examples } from './example.ts';

const READ = 'path "secret/*" { capabilities = ["read"] }';
const policy = (name: string, more = ''): string => `policy "${name}" {\n${more}  ${READ}\n}\n`;
const each = (value: string): string => policy('a', `  for_each = ${value}\n  name     = each.key\n`);

/** How files become declarations. */
export const seedExamples: Examples = {
  'bad-prune': 'auth "approle" {\n  prune = ["rol"]\n}\n',
  'no-seed': { files: { 'notes.txt': 'nothing to see\n' } },
  'empty-seed': '# nothing yet\n',
  'file-missing': 'policy "reader" {\n  rules = file("reader.hcl")\n}\n',
  'file-too-large': { files: { 'main.seed.hcl': `# ${'x'.repeat(20_000_000)}\n` } },
  'file-outside': 'policy "reader" {\n  rules = file("../reader.hcl")\n}\n',
  'allowed-folder': { files: policy('a'), command: 'validate --allow-files nowhere' },
  'not-a-file': {
    files: { 'main.seed.hcl': 'policy "reader" {\n  rules = file("policies")\n}\n', 'policies/a.hcl': READ },
  },
  'not-text': { files: { 'main.seed.hcl': 'locals {\n  a = "\0"\n}\n' } },
  'not-utf8': { files: { 'main.seed.hcl': Uint8Array.of(0x23, 0x20, 0xe9, 0x0a) } },
  'unknown-block': 'polizy "reader" {\n}\n',
  'not-yet': 'quota "q" {\n}\n',
  'foreign-block': 'resource "vault_policy" "reader" {\n}\n',
  'block-labels': `policy {\n  ${READ}\n}\n`,
  'root-only':
    'namespace "team" {\n  audit "file" {\n    type    = "file"\n    options = { file_path = "stdout" }\n  }\n}\n',
  'block-for-field': 'mount "kv" {\n  options {\n    version = "2"\n  }\n}\n',
  'stray-attribute': 'name = "app"\n',
  'unknown-setting': 'variable "name" {\n  typ = string\n}\n',
  'missing-setting': 'output "name" {\n}\n',
  'invalid-setting': 'mount "kv" {\n  options = { version = "2" }\n  lifecycle {\n    on_destroy = "keep"\n  }\n}\n',
  'declared-twice': policy('reader') + policy('reader'),
  'described-path':
    'endpoint "sys/policies/acl/reader" {\n  data = { policy = "path \\"secret/*\\" { capabilities = [\\"read\\"] }" }\n}\n',
  'same-object': policy('a', '  name = "reader"\n') + policy('b', '  name = "reader"\n'),
  'module-source': 'module "team" {\n  source = "./team"\n}\n',
  'module-input': {
    files: {
      'main.seed.hcl': 'module "team" {\n  source = "./team"\n}\n',
      'team/team.seed.hcl': 'variable "name" {\n}\n',
    },
  },
  'module-block': {
    files: {
      'main.seed.hcl': 'module "team" {\n  source = "./team"\n}\n',
      'team/team.seed.hcl': 'server "vault" {\n}\n',
    },
  },
  'module-limit': {
    files: {
      'main.seed.hcl': 'module "a" {\n  source   = "./a"\n  for_each = toset([for n in range(101) : tostring(n)])\n}\n',
      'a/a.seed.hcl': 'module "b" {\n  source   = "../b"\n  for_each = toset([for n in range(101) : tostring(n)])\n}\n',
      'b/b.seed.hcl': 'locals {\n}\n',
    },
  },
  'version-required': 'seed {\n  requires = ">= 99"\n}\n',
  'unknown-reference':
    'auth "userpass" {\n  user "alice" {\n    password       = env("HOME")\n    token_policies = [policy.reader.name]\n  }\n}\n',
  'reference-not-allowed': 'locals {\n  a = 1\n}\nvariable "n" {\n  default = local.a\n}\n',
  'quoted-reference': 'variable "about" {\n  default = "keys"\n}\nmount "transit" {\n  description = "var.about"\n}\n',
  cycle: 'locals {\n  a = local.b\n  b = local.a\n}\n',
  'for-each-value': each('["a", "b"]'),
  'for-each-sensitive': each('toset([sensitive("a")])'),
  'for-each-unknown': `mount "transit" {\n}\n${each('toset([mount.transit.accessor])')}`,
  'for-each-name': policy('a', '  for_each = toset(["a", "b"])\n'),
  'name-value': policy('a', '  name = ["reader"]\n'),
  'unknown-plugin': 'mount "kvv" {\n  secret "a" {\n    data = { k = "v" }\n  }\n}\n',
  'unusual-plugin': 'mount "transitt" {\n}\n',
  'existing-fields': 'mount "team" {\n  type        = "transit"\n  existing    = true\n  description = "ours"\n}\n',
  'variable-missing': {
    files: 'variable "region" {\n}\nmount "transit" {\n  description = var.region\n}\n',
    command: 'plan --address http://127.0.0.1:1',
  },
  'variable-unknown': { files: 'variable "region" {\n  default = "eu"\n}\n', command: 'validate --var regoin=us' },
  'variable-unused': {
    files: { 'main.seed.hcl': policy('reader'), 'all.auto.seedvars': 'region = "eu"\n' },
  },
  'variable-invalid': { files: 'variable "n" {\n  type = number\n}\n', command: 'validate --var n=many' },
  'type-mismatch':
    'variable "ports" {\n  type    = map(number)\n  default = {\n    web = 80\n    dns = "domain"\n  }\n}\n',
  'values-unread': {
    files: { 'main.seed.hcl': 'variable "region" {\n  default = "us"\n}\n', 'terraform.tfvars': 'region = "eu"\n' },
  },
  'variable-file': { files: { 'main.seed.hcl': policy('reader'), 'all.auto.seedvars': 'policy "a" {\n}\n' } },
};

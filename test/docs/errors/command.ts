import type { Examples } from './example.ts';

const PRETEND = 'policy "reader" {\n  path "secret/*" { capabilities = ["read"] }\n}\n';

/** The command line, and what can be told of a server without one. */
export const commandExamples: Examples = {
  'unknown-command': { command: 'aply' },
  usage: { command: 'validate --strict' },
  'nothing-to-explain': { command: 'explain polcy' },
  'pattern-name': {
    files: 'mount "+" {\n  type = "transit"\n\n  key "app" {\n  }\n}\n',
    command: 'policy',
  },
  'not-formatted': { files: { 'reader.hcl': 'path "x" {}\n' }, command: 'fmt reader.hcl' },
  untranslatable: {
    files: { 'main.seed.json': '{ "locals": { "my name": 1 } }\n' },
    command: 'fmt --to hcl main.seed.json',
  },
  'translation-exists': {
    files: { 'main.seed.hcl': PRETEND, 'main.seed.json': '{}\n' },
    command: 'fmt --to json main.seed.hcl',
  },
  'plan-file': { files: { 'notes.txt': 'Apply this on Friday.\n' }, command: 'show notes.txt' },
  'plan-format': { files: { 'plan.json': '{ "plan_file": 2, "vaultseed": "9.0.0" }\n' }, command: 'show plan.json' },
  'plan-tampered': {
    files: { 'plan.json': '{ "plan_file": 1, "checksum": "sha256:0" }\n' },
    command: 'show plan.json',
  },
  'plan-unwritten': { files: { 'main.seed.hcl': PRETEND, 'notes.txt': 'Mine.\n' }, command: 'plan --out notes.txt' },
  'server-address-missing': { files: PRETEND, command: 'plan' },
  'server-address-invalid': { files: PRETEND, command: 'plan --address vault.example/v1' },
  'address-differs': {
    files: `server "vault" {\n  address = "https://other.example:8200"\n}\n\n${PRETEND}`,
    command: 'plan',
    env: { VAULT_ADDR: 'https://vault.example:8200' },
  },
  'trust-differs': {
    files: `server "vault" {\n  tls_skip_verify = true\n}\n\n${PRETEND}`,
    command: 'plan',
    env: { VAULT_ADDR: 'https://vault.example:8200' },
  },
  'plain-http': {
    files: PRETEND,
    command: 'plan --address http://vault.example:8200',
    env: { VAULT_CLIENT_TIMEOUT: 'soon' },
  },
  'server-setting-invalid': {
    files: PRETEND,
    command: 'plan',
    env: { VAULT_ADDR: 'https://127.0.0.1:1', VAULT_CLIENT_TIMEOUT: 'soon' },
  },
  'server-unreachable': {
    files: PRETEND,
    command: 'plan --address http://127.0.0.1:1',
    env: { VAULT_MAX_RETRIES: '0' },
  },
  'dev-program-missing': { files: PRETEND, command: 'dev .', env: { PATH: '/nowhere' } },
};

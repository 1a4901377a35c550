import type { Examples } from './example.ts';

const READER = 'policy "pages-reader" {\n  path "secret/*" { capabilities = ["read"] }\n}\n';

/** What a server's answers decide: played on an OpenBao of their own. */
export const liveExamples: Examples = {
  'approval-needed': { live: true, files: READER, command: 'apply' },
  'unknown-target': { live: true, files: READER, command: 'plan --target policy.pages-raeder' },
  'prevent-destroy': {
    live: true,
    files: READER.replace('}\n}', '}\n  lifecycle {\n    prevent_destroy = true\n  }\n}'),
    before: ['apply --auto-approve'],
    command: 'destroy --auto-approve',
  },
  'existing-missing': {
    live: true,
    files: 'mount "pages-team" {\n  type     = "transit"\n  existing = true\n\n  key "app" {\n  }\n}\n',
    command: 'plan',
  },
  'ledger-declared': {
    live: true,
    files: 'mount "vaultseed" {\n  type    = "kv"\n  options = { version = "2" }\n}\n',
    command: 'plan --ledger vaultseed',
  },
  'missing-plugin': { live: true, files: 'mount "pages-own" {\n  type = "our-own-engine"\n}\n', command: 'plan' },
  'namespace-unknown': { live: true, files: READER, command: 'plan --namespace nowhere' },
  'delete-refused': {
    live: true,
    files: {
      'first/main.seed.hcl':
        'mount "pages-change" {\n  type = "transit"\n\n  key "app" {\n    exportable = true\n  }\n}\n',
      'main.seed.hcl': 'mount "pages-change" {\n  type = "transit"\n\n  key "app" {\n    exportable = false\n  }\n}\n',
    },
    before: ['apply first --auto-approve'],
    command: 'plan',
  },
  'not-supported': {
    live: true,
    files: 'endpoint "pages-nowhere/config" {\n  data = { a = 1 }\n}\n',
    command: 'apply --auto-approve',
  },
  'plan-moved': {
    live: true,
    files: READER.replace('pages-reader', 'pages-moved'),
    before: ['plan --out plan.json', 'apply --auto-approve'],
    command: 'apply plan.json',
  },
  'plan-elsewhere': {
    live: true,
    files: READER.replace('pages-reader', 'pages-elsewhere'),
    before: ['plan --out plan.json'],
    command: 'apply --ledger pages-elsewhere plan.json',
  },
  'plan-outside': {
    live: true,
    files: READER.replace('pages-reader', 'pages-outside'),
    before: ['plan --allow-files /usr --out plan.json'],
    command: 'apply plan.json',
  },
  'plan-unsigned': {
    live: true,
    files: READER.replace('pages-reader', 'pages-unsigned'),
    before: ['plan --ledger pages-unsigned --out plan.json', 'apply --ledger pages-unsigned --auto-approve'],
    command: 'apply --ledger pages-unsigned plan.json',
  },
  'plan-secrets-alike': {
    live: true,
    files: 'auth "pages-people" {\n  type = "userpass"\n\n  user "ada" {\n    password = "…"\n  }\n}\n',
    command: 'plan --out plan.json',
  },
  'vault-refused': {
    live: true,
    files: 'auth "pages-jwt" {\n  type = "jwt"\n\n  config {\n    oidc_discovery_url = "http://127.0.0.1:1"\n  }\n}\n',
    command: 'apply --auto-approve',
  },
};

import type { Examples } from './example.ts';

const approle = (field: string): string => `auth "approle" {\n  role "app" {\n    ${field}\n  }\n}\n`;

/** What is declared of an object. */
export const kindsExamples: Examples = {
  'unknown-field': approle('token_ttll = "1h"'),
  'wrong-type': approle('token_policies = 5'),
  'wrong-value': 'policy "reader" {\n  path "secret/*" { capabilities = ["reed"] }\n}\n',
  'missing-field': 'policy "reader" {\n}\n',
  'no-default': 'policy "reader" {\n  rules = null\n}\n',
  'read-only-field': 'mount "transit" {\n  accessor = "transit_1"\n}\n',
  'field-group': 'auth "userpass" {\n  user "alice" {\n  }\n}\n',
  'deprecated-field':
    'auth "kubernetes" {\n  config {\n    kubernetes_host = "https://kubernetes.default.svc"\n    issuer          = "api"\n  }\n}\n',
  'bad-duration': approle('token_ttl = "1 hour"'),
  advice: 'mount "kv" {\n}\n',
  'refused-text': 'policy "reader" {\n  rules = "path secret/* {}"\n}\n',
  'bad-name': 'policy "a?b" {\n  path "secret/*" { capabilities = ["read"] }\n}\n',
  'another-object':
    'endpoint "identity/entity/name/joe" {\n  data = {\n    id       = "0b1a6c9e-0d67-4c2e-9a43-5f0f3f3f5d11"\n    policies = ["reader"]\n  }\n}\n',
  'acting-endpoint': 'endpoint "sys/seal" {\n  data = {}\n}\n',
};

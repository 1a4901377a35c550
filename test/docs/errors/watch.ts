import type { Examples } from './example.ts';

const PRETEND = 'policy "reader" {\n  path "secret/*" { capabilities = ["read"] }\n}\n';

/** An address that is set aside for documents, and so is none of this machine. */
const NOWHERE = '--metrics-address 192.0.2.1:9464';

const reason = 'It takes a watch that goes on while the server, the token or a receiver changes.';

/** A watch over drift: what can be told of one before its first round. */
export const watchExamples: Examples = {
  'webhook-invalid': { files: PRETEND, command: 'drift --interval 5m --webhook hooks.example/drift' },
  'webhook-unsigned': {
    files: PRETEND,
    command: `drift --interval 5m --webhook https://hooks.example/drift ${NOWHERE}`,
    env: { VAULT_ADDR: 'https://127.0.0.1:1' },
  },
  'webhook-plain': {
    files: PRETEND,
    command: `drift --interval 5m --webhook http://hooks.example/drift ${NOWHERE}`,
    env: { VAULT_ADDR: 'https://127.0.0.1:1', VAULTSEED_WEBHOOK_SECRET: 'only an example of one' },
  },
  'metrics-unavailable': {
    files: PRETEND,
    command: `drift --interval 5m ${NOWHERE}`,
    env: { VAULT_ADDR: 'https://127.0.0.1:1' },
  },
  'server-changed': { reason },
  'round-late': { reason },
  'token-ends': { reason },
  'token-ended': { reason },
  'webhook-failed': { reason },
};

import type { Code } from '../../../src/model/diagnostic.ts';
import type { Examples } from './example.ts';

/** Why there is no example of some codes: each must be true, and no code may stand here that an example can be had of. */
const REASONS: readonly (readonly [reason: string, codes: readonly Code[]])[] = [
  [
    'What a server answers to a plan or an apply decides it, so it takes a server in that state to meet it.',
    [
      'write-ignored',
      'made-unseen',
      'right-missing',
      'rights-unknown',
      'self-lockout',
      'lockout-unknown',
      'write-respelt',
      'cannot-verify',
      'delete-ignored',
      'another-form',
      'half-seen',
      'left-unseen',
      'change-refused',
      'audit-api-off',
      'cannot-see',
      'kind-unsupported',
      'field-unsupported',
      'namespace-ignored',
      'answer-unreadable',
      'answer-too-large',
    ],
  ],
  [
    'It takes a ledger on a server, and another run or a write beside it.',
    [
      'ledger-unreadable',
      'ledger-altered',
      'ledger-refused',
      'ledger-crossed',
      'ledger-unfit',
      'ledger-newer',
      'ledger-keyless',
      'ledger-key-lost',
      'ledger-key-needed',
      'ledger-empty',
      'lock-held',
      'lock-damaged',
      'lock-lost',
      'run-under-way',
      'run-died',
      'another-seed',
      'perhaps-another-seed',
      'owned-elsewhere',
      'too-many-deletions',
      'risk-not-allowed',
      'owners-unknown',
      'owners-unreadable',
      'undeclared-mount',
      'replace-unowned',
      'prune-refused',
    ],
  ],
  [
    'It takes a server with TLS, and certificates of a certain kind.',
    [
      'certificate-untrusted',
      'certificate-expired',
      'certificate-name',
      'client-certificate-needed',
      'tls-failed',
      'tls-not-verified',
      'server-speaks-plain-http',
    ],
  ],
  ['It takes a server program that is there and does not do as it should.', ['dev-server-failed', 'command-not-run']],
  ['It depends on the rights that files have on a machine.', ['file-unreadable']],
  [
    'The loader of seeds finds it first, and says it in words of its own: only a program that uses the language alone meets it.',
    ['label-count', 'attribute-as-block'],
  ],
  ['Nobody knows how to meet it: it would have been mended.', ['internal-error']],
];

export const reasons: Examples = Object.fromEntries(
  REASONS.flatMap(([reason, codes]) => codes.map((code) => [code, { reason }])),
);

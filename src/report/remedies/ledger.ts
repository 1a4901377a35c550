import type { Remedies } from './remedy.ts';

/** Of trouble with what vaultseed remembers. */
export const ledgerRemedies = {
  'ledger-unreadable': [
    'The server did not show the ledger, or it is damaged. What is owned is never guessed, so nothing is planned.',
    'Give the token what vaultseed policy shows; where a document was deleted or spoilt, run the line that the message says. Where the server was only busy or not ready: try again.',
  ],
  'ledger-altered': [
    'Each document of a ledger is signed with its key, as the version that it is. This one is not: somebody without the key has written it, it was rolled back to an older version or put back from a copy, a rekey has ended halfway, or the key itself was exchanged. What it lists may be anything, so nothing is planned.',
    'Look at the versions that the message names, and in the audit log at who wrote them. If it was you who went back to an older version, or when what stands there is right: vaultseed ledger rekey shows what that is, asks, and signs it. Hidden fields are counted as not sent from then on; apply --resend-secrets sends them.',
  ],
  'ledger-refused': [
    'The token may not write the ledger, or the server has a limit that it meets.',
    'vaultseed policy shows what the token needs.',
  ],
  'ledger-crossed': [
    'Two runs wrote the ledger of one seed at the same time, and this one came second.',
    'See who the other was, then plan again.',
  ],
  'ledger-unfit': [
    'What is mounted at the path of the ledger is no key-value store with versions.',
    'Name the path at which the ledger is, or a free one, with --ledger PATH or VAULTSEED_LEDGER. Without a ledger nothing is remembered of what the seed owns.',
  ],
  'ledger-newer': [
    'A newer vaultseed has written the ledger, in a form that this one does not know.',
    'Install that version.',
  ],
  'ledger-empty': [
    'Most of what the seed declares is on the server, and there is no ledger that remembers any of it. That is as it should be before the first apply to a server that was set up by hand; else the ledger was deleted, or is at another path.',
    'Before a first apply: look at what the plan takes into care, and apply. If the seed was applied before, see whether its ledger can be had back first: docs/how-the-plan-decides.md, "When something has gone wrong".',
  ],
  'ledger-keyless': [
    'Write-only fields are compared by fingerprints, and the token may not read the key they are made with.',
    'Let the token read the key, where it is meant to see whether secrets have changed.',
  ],
  'ledger-key-lost': [
    'Write-only fields are compared by fingerprints, and the key they are made with was deleted or damaged. Nobody can tell whether they are as declared, so plan --detailed-exitcode and drift end with 1, and an apply is refused.',
    'If it was deleted, run the line that the message says; if it is lost for good: vaultseed ledger rekey, then vaultseed apply --resend-secrets.',
  ],
  'ledger-key-needed': [
    'An apply writes fingerprints of what it sends into the ledger, and the key that they are made with was deleted or damaged, or the token may not read it. Nothing of the plan was carried out.',
    'The message tells which it is. A key that was deleted comes back by the line that it says; one that is lost for good: vaultseed ledger rekey, then vaultseed apply --resend-secrets. A token that may not read it needs what vaultseed policy prints.',
  ],
  'ledger-declared': [
    'A block of the seed is the store in which all seeds remember what they own, or stands in it: the seed could change or delete what the others remember.',
    'Take the block out, also where it only says existing = true. The store is made by the first apply and taken away by the last destroy; a seed that owns it by now lets go of it with vaultseed ledger forget.',
  ],
  'lock-held': [
    'One run at a time works on a seed. A holder that is gone loses the lock by itself after half a minute.',
    'Wait with --lock-timeout; vaultseed unlock tells whether the holder is alive, and --force stops it.',
  ],
  'lock-damaged': [
    'The document of the lock says what no run would: something was written into it by hand, or by somebody who wants no run to begin.',
    'vaultseed unlock waits half a minute for a holder that may be there after all, and replaces it. See who may write to the ledger: the server keeps who wrote what in its audit log.',
  ],
  'lock-lost': [
    'The run has lost its lock and stopped before its next write: somebody has taken it (vaultseed unlock), or it could not be renewed in time, because the run was suspended or the server away.',
    'See who works on the seed now, then plan, and look at what would change: the same command again could put back older values than that run has written.',
  ],
  'run-under-way': [
    'A run holds the lock of the seed and has renewed it within the last half minute, by the clock of the server.',
    'Wait until it has ended to see what is left to do.',
  ],
  'run-died': [
    'A run wrote down what it was about to do, and not how that ended: it was killed, or lost the server.',
    'Apply again: it looks at those objects, and sends again only what that run was to send. ledger show names them.',
  ],
} as const satisfies Remedies;

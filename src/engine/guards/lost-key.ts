import type { Book } from '../../ledger/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';

/**
 * Without the ledger's key hidden fields cannot be compared. A token that may not read the key is somebody's choice; a lost
 * key is nobody's, and with it gone an apply cannot record what it has done. So a lost key has a code of its own, with
 * which a plan counts as incomplete: whoever looks at exit codes only learns of it too.
 */
export const keyless = (book: Book | undefined): Diagnostic[] => {
  // Where documents were altered, that is told instead.
  if (book === undefined || !book.keyless || book.altered.length > 0) return [];
  if (!book.keyLost) {
    return [
      {
        code: 'ledger-keyless',
        message: `the key of the ledger of ${book.seed} is not at hand: hidden fields cannot be compared, nor whether somebody has altered it`,
        help: ['let the token read it: vaultseed policy'],
      },
    ];
  }
  return [
    {
      code: 'ledger-key-lost',
      message: `the key of the ledger of ${book.seed} is gone: hidden fields cannot be compared, and no apply is carried out`,
      help: [
        ...(book.keyBack === undefined ? [] : [`it was deleted, and comes back with:\n  ${book.keyBack}`]),
        'if it is lost for good: vaultseed ledger rekey, then vaultseed apply --resend-secrets',
      ],
    },
  ];
};

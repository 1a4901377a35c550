import type { Book } from '../ledger/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/**
 * Without the key nothing hidden can be compared; with it gone, an apply cannot write down what it has done. A token that may
 * not read the key is somebody's choice, a key that is gone nobody's: whoever looks at exit codes only must hear of it.
 */
export const keyless = (book: Book | undefined): Diagnostic[] => {
  if (book === undefined || (!book.keyless && book.foreign.size === 0)) return [];
  if (!book.keyLost) {
    return [
      {
        code: 'ledger-keyless',
        message: `the key of the ledger of ${book.seed} is not at hand: hidden fields cannot be compared`,
        help: ['let the token read it: vaultseed policy'],
      },
    ];
  }
  const gone = book.keyless ? 'is gone' : 'is not the one that it was written with';
  return [
    {
      code: 'ledger-key-lost',
      message: `the key of the ledger of ${book.seed} ${gone}: hidden fields cannot be compared`,
      help: [
        ...(book.keyBack === undefined ? [] : [`it was deleted, and comes back with:\n  ${book.keyBack}`]),
        'if it is lost for good: vaultseed ledger rekey, then vaultseed apply --resend-secrets',
      ],
    },
  ];
};

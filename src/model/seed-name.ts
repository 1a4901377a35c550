// A name becomes a folder of the ledger, and a part of the paths of policies, where *, a part that is +, and what stands in {{ }} are
// not taken as they stand.
const NAME = /^(?!\.+$|\+$|.*\{\{)[^\p{Cc}/\\*]+$/u;

/** True for what a seed may be called. */
export const isSeedName = (text: string): boolean => NAME.test(text);

export const SEED_NAME = 'a plain text without slashes, stars and {{, and no single +';

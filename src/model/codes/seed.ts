import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `seed`: words, permanent, searchable. */
export const seedCodes = {} as const satisfies Record<string, CodeEntry>;

import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `engine`: words, permanent, searchable. */
export const engineCodes = {} as const satisfies Record<string, CodeEntry>;

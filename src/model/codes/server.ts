import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `server`: words, permanent, searchable. */
export const serverCodes = {} as const satisfies Record<string, CodeEntry>;

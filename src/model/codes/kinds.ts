import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `kinds`: words, permanent, searchable. */
export const kindsCodes = {} as const satisfies Record<string, CodeEntry>;

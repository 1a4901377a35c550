import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `language`: words, permanent, searchable. */
export const languageCodes = {} as const satisfies Record<string, CodeEntry>;

import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `command`: words, permanent, searchable. */
export const commandCodes = {} as const satisfies Record<string, CodeEntry>;

/** A text as a piece of a regular expression that matches it and nothing else. */
export const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

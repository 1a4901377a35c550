import type { Plain } from '../../model/data.ts';

/** A policy text; what does not parse is compared as bytes. */
export const canonicalPolicy = (value: Plain): Plain => value;

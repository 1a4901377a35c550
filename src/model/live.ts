import type { Fields } from './data.ts';

/**
 * What the server answered about one object. Four answers, never two: an error is not absence.
 * `fields` hold every readable field of the kind by the seed's name for it, secrets wrapped, and the values as the server
 * spells them; a field that the answer did not contain is not in it.
 */
export type Live =
  | { readonly state: 'present'; readonly fields: Fields }
  /** `remains`: what the server still says about a deleted object, such as its last version. */
  | { readonly state: 'absent'; readonly remains?: Fields | undefined }
  | { readonly state: 'unseen'; readonly why: string }
  /** `unrouted`: nothing is mounted at its path. */
  | { readonly state: 'unsupported'; readonly why: string; readonly unrouted?: true };

import type { Fields } from './data.ts';

/**
 * What the server answered about one object. Four answers, never two: an error is not absence.
 * `fields` hold every readable field of the kind by the seed's name for it, secrets wrapped, and the values as the server
 * spells them; a field that the answer did not contain is not in it.
 */
export type Live =
  | { readonly state: 'present'; readonly fields: Fields }
  | { readonly state: 'absent' }
  | { readonly state: 'unseen'; readonly why: string }
  | { readonly state: 'unsupported'; readonly why: string };

import { Secret } from './secret.ts';

/** JSON as servers send and take it. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * Stands for a value that the server will make later (an accessor, a role_id): "known after apply".
 * `sensitive` says that it will be a secret once it is known; `withheld`, that nobody gave it.
 */
export class Pending {
  readonly sensitive: boolean;
  readonly withheld: true | undefined;

  constructor(sensitive = false, withheld = false) {
    this.sensitive = sensitive;
    this.withheld = withheld ? true : undefined;
  }
}

/** A value of a resource: plain data in which parts may be secret or not yet known. */
export type Data =
  | null
  | boolean
  | number
  | string
  | Secret
  | Pending
  | readonly Data[]
  | { readonly [name: string]: Data };

/** The fields of an object by name. A field that is absent is not managed; `null` means "back to the default". */
export type Fields = Readonly<Record<string, Data>>;

/** True for an object in the JSON sense: not null, not a list, not a secret, not pending. */
export const isMap = (data: Data | undefined): data is { readonly [name: string]: Data } =>
  typeof data === 'object' &&
  data !== null &&
  !Array.isArray(data) &&
  !(data instanceof Secret) &&
  !(data instanceof Pending);

/** A list in which all is text: names, as servers list them. */
export const isTexts = (data: Data | undefined): data is readonly string[] =>
  Array.isArray(data) && data.every((one) => typeof one === 'string');

/** True when no part of the value waits for the server. */
export const isKnown = (data: Data): boolean => {
  if (data instanceof Pending) return false;
  if (Array.isArray(data)) return data.every(isKnown);
  return isMap(data) ? Object.values(data).every(isKnown) : true;
};

/** True when every part of the value is there for everybody to see: nothing secret in it, nothing that waits for the server. */
export const isPlain = (data: Data): data is Plain => isKnown(data) && !holdsSecret(data);

/** True when any part of the value is a secret. */
export const holdsSecret = (data: Data): boolean => {
  if (data instanceof Secret) return true;
  if (data instanceof Pending) return data.sensitive;
  if (Array.isArray(data)) return data.some(holdsSecret);
  return isMap(data) ? Object.values(data).some(holdsSecret) : false;
};

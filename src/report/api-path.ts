import { expandPath } from '../kinds/index.ts';
import type { Resource } from '../model/resource.ts';

/** The API path of an object, below `/v1/`. */
export const apiPath = ({ kind, vars }: Resource): string => expandPath(kind.path, vars);

/** The API path that a policy has to open for an object to be seen. */
export const readPath = ({ kind, vars, fields }: Resource): string => {
  const texts = Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return decodeURIComponent(expandPath(kind.readPath, { ...Object.fromEntries(texts), ...vars })).split('?')[0] ?? '';
};

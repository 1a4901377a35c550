/** A path or a name inside a namespace, relative to the namespace of the connection. */
export const below = (namespace: string, path: string): string => (namespace === '' ? path : `${namespace}/${path}`);

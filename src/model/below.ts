/** A path or a name in a namespace, as it is called from that of the connection. */
export const below = (namespace: string, path: string): string => (namespace === '' ? path : `${namespace}/${path}`);

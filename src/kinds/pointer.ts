import { type Data, isMap } from '../model/data.ts';
import { Secret } from '../model/secret.ts';

/** The pointers of the kinds are few, and asked for with every object. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 10_000;

const partsOf = (pointer: string): readonly string[] => {
  const before = known.get(pointer);
  if (before !== undefined) return before;
  const parts = partsIn(pointer);
  if (known.size < MOST_KNOWN) known.set(pointer, parts);
  return parts;
};

const partsIn = (pointer: string): readonly string[] => {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new Error(`not a JSON pointer: ${pointer}`);
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
};

const INDEX = /^(0|[1-9]\d*)$/;

const inside = (body: Data | undefined, part: string): Data | undefined => {
  if (Array.isArray(body)) return INDEX.test(part) ? body[Number(part)] : undefined;
  return isMap(body) && Object.hasOwn(body, part) ? body[part] : undefined;
};

/**
 * What stands at a JSON pointer (RFC 6901; `""` is the whole body), or `undefined` where there is nothing.
 * A secret is not looked into.
 */
export const pointerGet = (body: Data | undefined, pointer: string): Data | undefined => {
  let found = body;
  for (const part of partsOf(pointer)) found = inside(found, part);
  return found;
};

const setAt = (body: Data | undefined, parts: readonly string[], value: Data): Data => {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (body instanceof Secret) {
    const inner = isPlainMap(body) ? body : Secret.seal({});
    return Secret.seal({ [part]: setAt(undefined, rest, value) }).mergeOnto(inner);
  }
  const map = isMap(body) ? body : {};
  return { ...map, [part]: setAt(inside(map, part), rest, value) };
};

const isPlainMap = (secret: Secret): boolean =>
  secret.is((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** A copy of `body` with `value` at a JSON pointer; maps on the way are made where they are missing. */
export const pointerSet = (body: Data, pointer: string, value: Data): Data => setAt(body, partsOf(pointer), value);

import { createHmac, type KeyObject } from 'node:crypto';
import { inspect, isDeepStrictEqual } from 'node:util';
import { type Data, isMap, Pending, type Plain } from './data.ts';

/** What stands in the place of every secret. Its length is constant, so it tells nothing. */
export const MASK = '(sensitive)';

/** Which members of a secret map are not the same in another. */
export interface KeysChanged {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

const isPlainMap = (value: Plain): value is { readonly [name: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value that must never be printed. Every way of turning it into text gives the mask.
 * It may hold any plain data: a sensitive number or list is as secret as a string.
 */
export class Secret {
  readonly #value: Plain;
  /** Names of members may be told: somebody has written them down in clear. */
  readonly #named: boolean;

  constructor(value: Plain, named = false) {
    this.#value = value;
    this.#named = named;
  }

  /**
   * One secret that holds everything in `data`, parts that were secret already included. Pending parts must be gone. The
   * names in a map are no secrets; those in what was a secret as a whole may be, and stay inside.
   */
  static seal(data: Data): Secret {
    return new Secret(Secret.#open(data), data instanceof Secret ? data.#named : true);
  }

  static #open(data: Data): Plain {
    if (data instanceof Secret) return data.#value;
    if (data instanceof Pending) throw new Error('a pending value cannot be sealed');
    if (Array.isArray(data)) return data.map((item) => Secret.#open(item));
    if (isMap(data)) return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, Secret.#open(item)]));
    return data as Plain;
  }

  /** The value itself. Called in `server/` only, where a request is put together; a test counts the callers. */
  reveal(): Plain {
    return this.#value;
  }

  /** True when both hold the same value, after `form` has brought each to the form in which it is compared. */
  equals(other: Secret, form: (value: Plain) => Plain = (value) => value): boolean {
    return isDeepStrictEqual(form(this.#value), form(other.#value));
  }

  /** A secret made from this one; the value stays inside. */
  map(change: (value: Plain) => Plain): Secret {
    return new Secret(change(this.#value), this.#named);
  }

  /** The fields of `base` with the fields of this one on top; both must hold maps. */
  mergeOnto(base: Secret): Secret {
    return new Secret({ ...Object(base.#value), ...Object(this.#value) }, base.#named && this.#named);
  }

  /** A question about the value whose answer gives nothing away. */
  is(question: (value: Plain) => boolean): boolean {
    return question(this.#value);
  }

  /** A keyed digest (HMAC-SHA256, base64url) of what `spell` makes of the value: tells nothing to who lacks the key. */
  digest(key: KeyObject, spell: (value: Plain) => string): string {
    return createHmac('sha256', key).update(spell(this.#value)).digest('base64url');
  }

  /** The names of the members that it holds, when it holds a map whose names may be told. */
  keys(): readonly string[] | undefined {
    const value = this.#value;
    return this.#named && isPlainMap(value) ? Object.keys(value).sort() : undefined;
  }

  /** The members that come, change and go on the way from this map to the other; undefined unless both are maps whose names may be told. */
  keysChanged(other: Secret): KeysChanged | undefined {
    const [from, to] = [this.#value, other.#value];
    if (!this.#named || !other.#named || !isPlainMap(from) || !isPlainMap(to)) return undefined;
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return {
      added: names.filter((name) => !Object.hasOwn(from, name)),
      changed: names.filter(
        (name) => Object.hasOwn(from, name) && Object.hasOwn(to, name) && !isDeepStrictEqual(from[name], to[name]),
      ),
      removed: names.filter((name) => !Object.hasOwn(to, name)),
    };
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

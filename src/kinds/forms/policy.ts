import type { Plain } from '../../model/data.ts';
import { canonicalDuration } from './duration.ts';
import { type Item, readHcl1, type Value } from './hcl1.ts';
import { NotHcl } from './hcl1-tokens.ts';
import { canonicalSet } from './lists.ts';
import { isObject, sortedKeys } from './plain.ts';

/*
 * What a policy text means, as data. Servers keep the text byte for byte, so a comment or an indentation must not look like
 * a change; but nothing that could mean something else may look the same. Hence: the blocks are compared as a multiset, two
 * blocks of one path are not merged (which rights win there is the server's business), and what is not understood
 * completely is compared as bytes.
 */

type Plains = { readonly [name: string]: Plain };

/** What the one-word rights of old policies stand for: https://developer.hashicorp.com/vault/docs/concepts/policies */
const LEGACY: Readonly<Record<string, readonly string[]>> = {
  deny: ['deny'],
  read: ['read', 'list'],
  write: ['create', 'read', 'update', 'delete', 'list'],
  sudo: ['create', 'read', 'update', 'delete', 'list', 'sudo'],
};

/** A value as data. A block that has labels, or a name that is there twice, is more than data can say: not understood. */
const plain = (value: Value): Plain => {
  if (value.type === 'scalar') return value.value;
  if (value.type === 'list') return value.items.map(plain);
  return attributes(value.items);
};

const attributes = (items: readonly Item[]): Plains => {
  const names = items.map(({ keys }) => keys.join('\n'));
  if (new Set(names).size < names.length || items.some(({ keys }) => keys.length > 1)) throw new NotHcl('meaning');
  return Object.fromEntries(items.map(({ keys: [name = ''], value }) => [name, plain(value)]));
};

const strings = (value: Plain): readonly string[] => {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new NotHcl('meaning');
  return value;
};

const capabilities = ({ policy, capabilities: named = [] }: Plains): Plain => {
  const legacy = policy === undefined ? [] : LEGACY[String(policy)];
  if (legacy === undefined) throw new NotHcl('meaning');
  const all = [...legacy, ...strings(named)];
  // Once denied, nothing else of the block counts.
  return all.includes('deny') ? ['deny'] : canonicalSet(all);
};

/** Names of parameters are lower-cased by the server; the values that each may have are a set. */
const parameters = (value: Plain): Plain => {
  if (!isObject(value)) throw new NotHcl('meaning');
  const entries = Object.entries(value).map(([name, allowed]): [string, Plain] => [
    name.toLowerCase(),
    values(allowed),
  ]);
  return sortedKeys(Object.fromEntries(entries));
};

const values = (allowed: Plain): Plain => {
  if (!Array.isArray(allowed)) throw new NotHcl('meaning');
  const texts = allowed.map((one) => JSON.stringify(sortedKeys(one)));
  return [...new Set(texts)].sort();
};

const CANONICAL: Readonly<Record<string, (value: Plain) => Plain>> = {
  allowed_parameters: parameters,
  denied_parameters: parameters,
  required_parameters: (value) => canonicalSet(strings(value)),
  min_wrapping_ttl: canonicalDuration,
  max_wrapping_ttl: canonicalDuration,
};

/** One path block of a policy, its path as it is written. */
export interface PathBlock {
  readonly path: string;
  readonly capabilities: Plain;
  readonly [name: string]: Plain;
}

const block = (path: string, value: Value): PathBlock => {
  if (value.type !== 'body') throw new NotHcl('meaning');
  const { policy, capabilities: _, ...rest } = attributes(value.items);
  const others = Object.entries(rest).map(([name, one]): [string, Plain] => [
    name,
    (CANONICAL[name] ?? sortedKeys)(one),
  ]);
  return { ...Object.fromEntries(others), path, capabilities: capabilities(attributes(value.items)) };
};

const pathBlock = ({ keys: [, path, ...more], value }: Item): PathBlock => {
  if (path === undefined || more.length > 0) throw new NotHcl('meaning');
  return block(path, value);
};

const meaning = (items: readonly Item[]): Plain => {
  const paths = items.filter(({ keys }) => keys[0] === 'path');
  const rest = attributes(items.filter(({ keys }) => keys[0] !== 'path'));
  // The server takes a path without a leading slash.
  const all = paths
    .map(pathBlock)
    .map((one) => sortedKeys({ ...one, path: one.path.replace(/^\//, '') }))
    .map((one) => ({ one, text: JSON.stringify(one) }));
  return { ...rest, path: all.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ one }) => one) };
};

/** The path blocks of a policy text, in its order; `undefined` where it cannot be understood completely. */
export const policyBlocks = (text: string): readonly PathBlock[] | undefined => {
  try {
    return readHcl1(text)
      ?.filter(({ keys }) => keys[0] === 'path')
      .map(pathBlock);
  } catch (error) {
    if (error instanceof NotHcl) return undefined;
    throw error;
  }
};

/** The meaning of a policy text; a text that cannot be understood completely as it is. */
export const canonicalPolicy = (value: Plain): Plain => {
  if (typeof value !== 'string') return value;
  try {
    const items = readHcl1(value);
    return items === undefined ? value : meaning(items);
  } catch (error) {
    if (error instanceof NotHcl) return value;
    throw error;
  }
};

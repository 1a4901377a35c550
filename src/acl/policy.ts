import { type PathBlock, policyBlocks, seconds } from '../kinds/index.ts';
import type { Plain } from '../model/data.ts';

/** Name of a parameter, in lower case → the values it may (or may not) have; an empty list stands for all. */
export type Parameters = ReadonlyMap<string, readonly Plain[]>;

/** What one path block says. */
export interface Rule {
  /** As it is written: with wildcards, templates, and perhaps a slash in front. */
  readonly path: string;
  /** `deny` stands alone. */
  readonly capabilities: ReadonlySet<string>;
  readonly allowed?: Parameters | undefined;
  readonly denied?: Parameters | undefined;
  readonly required: readonly string[];
  /** Seconds that the answer must at least, or may at most, be wrapped for; 0: either is left open. */
  readonly wrapping: { readonly least: number; readonly most: number };
  /** When it ends, in milliseconds since 1970. */
  readonly ends?: number | undefined;
}

export interface Policy {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** The namespace it is of, from the root one of the server, with a slash behind; empty for the root one. */
  readonly namespace: string;
  /** What its templates may stand for, where the server limits that. */
  readonly lets?: { readonly slashes: boolean; readonly wildcards: boolean } | undefined;
  readonly ends?: number | undefined;
}

/** What is known of a policy besides its text. */
type PolicyFacts = Pick<Policy, 'name'> & Partial<Omit<Policy, 'name' | 'rules'>>;

/**
 * Reads the text of a policy, HCL or JSON, as servers do.
 * @returns `undefined` where it cannot be understood completely: what such a policy allows is not known.
 */
export const parsePolicy = (text: string, facts: PolicyFacts): Policy | undefined => {
  const rules = policyBlocks(text)?.map(ruleOf);
  return rules === undefined || rules.includes(undefined)
    ? undefined
    : { namespace: '', ...facts, rules: rules.filter((rule) => rule !== undefined) };
};

const ruleOf = (block: PathBlock): Rule | undefined => {
  const { path, capabilities, expiration } = block;
  const [least, most] = [lengthOf(block.min_wrapping_ttl), lengthOf(block.max_wrapping_ttl)];
  const ends = expiration === undefined ? undefined : timeOf(expiration);
  const unclear = expiration !== undefined && ends === undefined;
  if (unclear || least === undefined || most === undefined || path.includes('+*')) return undefined;
  return {
    path,
    capabilities: new Set(texts(capabilities)),
    allowed: parametersOf(block.allowed_parameters),
    denied: parametersOf(block.denied_parameters),
    required: texts(block.required_parameters),
    wrapping: { least, most },
    ends,
  };
};

const texts = (value: Plain | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const lengthOf = (value: Plain | undefined): number | undefined => (value === undefined ? 0 : seconds(value));

/** Milliseconds since 1970 of a time as servers write it: RFC 3339, or a number of seconds. */
export const timeOf = (value: Plain): number | undefined => {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) return Number(value) * 1000;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

// Each value stands there as JSON, so that values of any type make a set.
const parametersOf = (value: Plain | undefined): Parameters | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([name, values]) => [name, texts(values).map((one) => JSON.parse(one))]));
};

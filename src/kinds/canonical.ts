import type { Plain } from '../model/data.ts';
import type { Code } from '../model/diagnostic.ts';
import type { Form } from '../model/kind.ts';
import { canonicalDuration, durationMeant, durationProblem, seconds } from './forms/duration.ts';
import {
  canonicalCidrs,
  canonicalCsv,
  canonicalList,
  canonicalSet,
  canonicalSetIgnoringCase,
  canonicalStringMap,
  itemsOf,
} from './forms/lists.ts';
import { loosely } from './forms/loose.ts';
import { sameMasked, sameTexts, textsCovered } from './forms/maps.ts';
import { canonicalPem, canonicalPemList } from './forms/pem.ts';
import { isJson, parsedJson, sortedKeys } from './forms/plain.ts';
import { canonicalPolicy } from './forms/policy.ts';
import {
  canonicalBoolean,
  canonicalLowercase,
  canonicalNumber,
  canonicalTime,
  canonicalTrimmed,
} from './forms/scalars.ts';

/** A mistake in a value of the right type. The message does not show the value; `help` may. */
interface Problem {
  readonly code: Code;
  readonly message: string;
  readonly help?: readonly string[];
}

/** How values of one form are recognised and sent. */
export interface FormRow {
  /** The spelling that all spellings of one meaning share. Applying it twice changes nothing. */
  readonly canonical: (value: Plain) => Plain;
  /** What is sent for a declared value; as declared, unless said. It means the same as what it was made from. */
  readonly wire?: (value: Plain) => Plain;
  /** Absent, null and every empty value are the same. */
  readonly collection?: true;
  /** Whether the live value contains the declared one, for forms in which that is enough. */
  readonly within?: (declared: Plain, live: Plain) => boolean;
  /** A map of which only what is declared counts: each key of it is a value of its own. */
  readonly parts?: true;
  /** Why a value of the right type would be refused, or not be stored as written. */
  readonly problem?: (value: Plain, least?: unknown) => Problem | undefined;
}

const asItems = (value: Plain): Plain => (typeof value === 'string' ? itemsOf(value) : value);
const asJsonText = (value: Plain): Plain =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
const asText = (value: Plain): Plain => (value === null || typeof value === 'object' ? value : String(value));

const json = (value: Plain): Plain => sortedKeys(parsedJson(value));

/** `least`: the schema's `minimum`, which JSON Schema itself applies to numbers only. */
const badDuration = (value: Plain, least?: unknown): Problem | undefined => {
  const message = durationProblem(value) ?? tooShort(value, least);
  if (message === undefined) return undefined;
  const meant = durationMeant(value);
  return { code: 'bad-duration', message, help: durationHelp(value, meant) };
};

/** A month is as long as somebody says; below zero is nothing to guess from. */
const durationHelp = (value: Plain, meant: string | undefined): readonly string[] => {
  const [, minutes] = typeof value === 'string' ? (/^\s*(\d+)\s*M\s*$/.exec(value) ?? []) : [];
  if (minutes !== undefined) return [`there is no unit for months: write "${meant}"`, `for minutes "${minutes}m"`];
  if (meant !== undefined) return [`write "${meant}"`];
  return [(seconds(value) ?? 0) < 0 ? 'write a time such as "1h", or leave it out' : USUAL];
};

const USUAL = 'write "1h30m" or "7d", or a whole number of seconds: 5400';

const tooShort = (value: Plain, least: unknown): string | undefined =>
  typeof least === 'number' && (seconds(value) ?? least) < least
    ? `servers refuse a duration below ${least === 0 ? 'zero' : `${least}s`}`
    : undefined;

const notJson = (value: Plain): Problem | undefined =>
  typeof value === 'string' && value !== '' && !isJson(value)
    ? { code: 'wrong-value', message: 'this text is not JSON' }
    : undefined;

/** Every form, and what it means for two values to be the same in it. */
export const forms: Readonly<Record<Form, FormRow>> = {
  exact: { canonical: sortedKeys },
  duration: { canonical: canonicalDuration, problem: badDuration },
  set: { canonical: canonicalSet, wire: asItems, collection: true },
  'set-ignore-case': { canonical: canonicalSetIgnoringCase, wire: asItems, collection: true },
  list: { canonical: canonicalList, wire: asItems, collection: true },
  csv: { canonical: canonicalCsv, wire: canonicalCsv, collection: true },
  json: { canonical: json, wire: asJsonText, collection: true, problem: notJson },
  'json-subset': { canonical: json, within: loosely, parts: true, collection: true },
  'hcl-policy': { canonical: canonicalPolicy },
  'cidr-set': { canonical: canonicalCidrs, wire: asItems, collection: true },
  pem: { canonical: canonicalPem },
  'pem-list': { canonical: canonicalPemList, collection: true },
  'string-map': { canonical: canonicalStringMap, wire: canonicalStringMap, collection: true, within: sameTexts },
  'string-map-subset': {
    canonical: canonicalStringMap,
    wire: canonicalStringMap,
    collection: true,
    within: textsCovered,
  },
  'masked-url': { canonical: sortedKeys, within: sameMasked },
  'bool-string': { canonical: canonicalBoolean, wire: asText },
  'number-string': { canonical: canonicalNumber, wire: asText },
  lowercase: { canonical: canonicalLowercase },
  trimmed: { canonical: canonicalTrimmed },
  time: { canonical: canonicalTime },
};

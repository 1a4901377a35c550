import type { Evaluated, Value } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import { objectOf, textValue } from './state.ts';

/** One member of `for_each`: its key, and what `each` is for it. */
interface Member {
  readonly key: string;
  readonly each: Value;
}

export type Members = { readonly members: readonly Member[] } | { readonly problem?: Diagnostic };

/**
 * The instances that a value of `for_each` asks for, sorted by key. Keys become addresses, so they must be known and may not be
 * secret; what stands behind the keys of a map may be both.
 */
export const membersOf = ({ value, diagnostics }: Evaluated, at: Span, spoiled: boolean): Members => {
  if (diagnostics.length > 0) return {};
  const refuse = (code: Diagnostic['code'], message: string, help: readonly string[]): Members => ({
    problem: { code, message, at, help },
  });
  if (value.sensitive) return { problem: sensitive(value, at) };
  switch (value.kind) {
    case 'unknown':
      return spoiled ? {} : refuse('for-each-unknown', 'for_each cannot wait for the server', UNKNOWN);
    case 'map':
    case 'object':
      return { members: sorted([...value.entries].map(([key, item]) => member(key, item))) };
    case 'set':
      return membersOfSet(value.items, at, spoiled);
    case 'list':
    case 'tuple':
      return refuse('for-each-value', 'for_each cannot use a list', [asSet(at), KEYS]);
    case 'number':
      return refuse('for-each-value', 'for_each cannot use a number', COUNTED);
    default:
      return refuse('for-each-value', `for_each cannot use ${NAMES[value.kind]}`, ['it takes a map or a set of texts']);
  }
};

/** A reference is repeated; anything else may hold more than fits in a line. */
const asSet = ({ source, start, end }: Span): string => {
  const written = source.text.slice(start, end);
  return /^[a-z][\w.]*$/.test(written) ? `write toset(${written})` : 'a set of texts can be used: toset([…])';
};

const KEYS = 'with a map { KEY = … } every instance has a name that stays when others come and go';
const SENSITIVE = [
  'keys become addresses, which every plan shows',
  'use nonsensitive keys, and look the secret up by each.key',
];
const WITHHELD = 'where secrets are left out (--without-secrets) what env() lacks counts as one: give it here';

const sensitive = ({ kind }: Value, at: Span): Diagnostic => ({
  code: 'for-each-sensitive',
  message: 'for_each would show a sensitive value',
  at,
  help: kind === 'unknown' ? [...SENSITIVE, WITHHELD] : SENSITIVE,
});

const UNKNOWN = [
  'which objects there are must be known before anything is applied',
  'use keys that stand in the seed, and values of the server behind them',
];
const COUNTED = [
  'it takes a map or a set of texts: toset(["a", "b"]) makes one object for each',
  'by number: toset([for index in range(3) : tostring(index)])',
];
const NAMES = { null: 'null', bool: 'true or false', string: 'a text' } as const;

const membersOfSet = (items: readonly Value[], at: Span, spoiled: boolean): Members => {
  const keys: string[] = [];
  for (const item of items) {
    if (item.sensitive) return { problem: sensitive(item, at) };
    if (item.kind === 'unknown') {
      const problem = {
        code: 'for-each-unknown' as const,
        message: 'for_each cannot wait for the server',
        at,
        help: UNKNOWN,
      };
      return spoiled ? {} : { problem };
    }
    if (item.kind !== 'string') {
      return {
        problem: { code: 'for-each-value', message: 'for_each takes a set of texts, and this holds others', at },
      };
    }
    keys.push(item.value);
  }
  return { members: sorted(keys.map((key) => member(key, textValue(key)))) };
};

const member = (key: string, value: Value): Member => ({
  key,
  each: objectOf([
    ['key', textValue(key)],
    ['value', value],
  ]),
});

/** By code unit: the order of a seed's objects must not depend on where it is read. */
const sorted = (members: readonly Member[]): readonly Member[] =>
  members.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

import type { Code, Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';

/*
 * Leaves out mistakes that follow from another one that is reported: they would send people to places that are right.
 */

/** Codes of mistakes that make the rest of their line look wrong. */
const HALF_READ: readonly Code[] = [
  'missing-operator',
  'missing-comma',
  'unclosed-string',
  'unclosed-template',
  'bad-escape',
];

/** What is said of values that were read by half. */
const OF_VALUES: readonly Code[] = ['wrong-type', 'wrong-value', 'unknown-attribute', 'bad-argument', 'bad-operand'];

/** The longest text that is looked at between two places, in characters. */
const NEAR = 400;

/** With more mistakes than this none is left out. */
const MOST = 200;

type Placed = Diagnostic & { readonly at: Span };

const isPlaced = (one: Diagnostic): one is Placed => one.at !== undefined;

/** The mistakes without those that follow from others of them. */
export const withoutFollowers = (all: readonly Diagnostic[]): readonly Diagnostic[] => {
  const placed = all.filter(isPlaced);
  const causes = placed.filter(({ code }) => HALF_READ.includes(code)).slice(0, MOST);
  const named = [...new Set(placed.flatMap(namedIn))].slice(0, MOST);
  const strays = new Set(placed.filter(({ code }) => code === 'stray-attribute').map(({ at }) => textAt(at)));
  const unset = new Set(all.flatMap(({ code, message }) => (code === 'unknown-reference' ? variableIn(message) : [])));
  const curly = placed.filter(({ code }) => code === 'smart-quotes').slice(0, MOST);
  if (causes.length + named.length + strays.size + curly.length === 0) return all;
  const follows = (one: Diagnostic): boolean =>
    named.some((begin) => one.message.startsWith(begin) || one.message.endsWith(begin)) ||
    (one.code === 'unknown-reference' && variableIn(one.message).some((name) => strays.has(name))) ||
    (isPlaced(one) && one.code === 'bad-name' && curly.some(({ at }) => isSame(at, one.at))) ||
    (isPlaced(one) && causes.some((cause) => isHalfRead(one, cause)));
  return all.filter((one) => !follows(one)).map((one) => asVariable(one, unset));
};

const isSame = (one: Span, other: Span): boolean => one.source === other.source && one.start === other.start;

const textAt = ({ source, start, end }: Span): string => source.text.slice(start, end);

const variableIn = (message: string): readonly string[] =>
  /^there is no variable "([^"]*)"$/.exec(message)?.slice(1) ?? [];

/** Of which names nothing more is to be said, as their block is there under another name: how such messages begin or end. */
const namedIn = ({ code, message, help = [] }: Diagnostic): readonly string[] => {
  if (code === 'unknown-field' && message.endsWith(' has no field provider')) return ['a seed has no providers'];
  if (code !== 'unknown-block') return [];
  if (message.startsWith('there is no block "variables"')) return ['there is no variable "'];
  if (help.includes('did you mean locals?')) return ['there is no local "'];
  return help.flatMap((line) => {
    const [, head] = /^here that is (\w+ "[^"]*") \{ … \}$/.exec(line) ?? [];
    return head === undefined ? [] : [` declares no ${head}`];
  });
};

const isHalfRead = (one: Placed, { code, at: cause }: Placed): boolean => {
  const { at } = one;
  if (at.source !== cause.source) return false;
  const [from, to] = at.start < cause.start ? [at.end, cause.start] : [cause.start, at.start];
  if (one.code === 'variable-invalid') return to - from < 10 * NEAR && !/\n\}/.test(at.source.text.slice(from, to));
  const ofValues = OF_VALUES.includes(one.code) || (one.code === 'unknown-reference' && code === 'unclosed-template');
  return ofValues && to - from < NEAR && !at.source.text.slice(from, to).includes('\n');
};

/** A value at the top of a file that is used as a variable. */
const asVariable = (one: Diagnostic, unset: ReadonlySet<string>): Diagnostic => {
  const name = one.code === 'stray-attribute' && one.at !== undefined ? textAt(one.at) : undefined;
  if (name === undefined || !unset.has(name)) return one;
  return { ...one, help: [`write variable "${name}" { default = … }`] };
};

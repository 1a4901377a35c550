import type { Examined } from './examine.ts';
import type { Judgement } from './judge.ts';

/** What we refuse though HCL accepts it, by our code; each has its line in `docs/differences-from-terraform.md`. */
export const STRICTER: Readonly<Record<string, string>> = {
  'too-deep': 'nothing may be nested more than 300 levels deep',
  'duplicate-attribute': 'two names that are the same once Unicode has composed them look the same to everybody',
  'bad-key': 'a key with dots needs quotes or parentheses; HCL says so only when it evaluates it',
  'too-large': 'a number has at most 5000 digits, also when they are written as an exponent',
};

/** Says how the two verdicts differ, unless it is one of the differences that are meant. */
export const disagreement = (ours: Examined, theirs: Judgement): string | undefined => {
  if (theirs.crash !== undefined || ours.accepts === theirs.accepts) return undefined;
  if (ours.accepts)
    return `accepted, and HCL says: ${theirs.problems?.[0]?.summary} (line ${theirs.problems?.[0]?.line})`;
  if (ours.diagnostics.every(({ code }) => Object.hasOwn(STRICTER, code))) return undefined;
  const first = ours.diagnostics[0];
  return `refused, and HCL accepts it: ${first?.code}: ${first?.message}`;
};

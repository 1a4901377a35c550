import { type Acl, bytes, type Merged } from './compile.ts';

/** A rule that fits a path, with what decides between several. */
interface Candidate {
  readonly rule: Merged;
  /** Its pattern, without the `*` at its end. */
  readonly pattern: string;
  readonly firstWildcard: number;
  readonly isPrefix: boolean;
  readonly segments: number;
}

/** What the policies say of a path from the root of the server; `listing` also looks at it without the slash at its end. */
export const ruleFor = (acl: Acl, path: string, listing: boolean): Merged | undefined => {
  const asked = bytes(path).replace(/^\/+/, '');
  if (!listing || !asked.endsWith('/')) return acl.exact.get(asked) ?? wild(acl, asked);
  const bare = asked.slice(0, -1);
  const [first, second] = acl.dialect.bareFirst ? [bare, asked] : [asked, bare];
  return acl.exact.get(asked) ?? acl.exact.get(bare) ?? wild(acl, first) ?? wild(acl, second);
};

const wild = (acl: Acl, path: string): Merged | undefined => {
  const parts = path.split('/');
  const fitting = [...acl.wildcards].flatMap(([full, rule]) => segmentCandidate(full, rule, parts) ?? []);
  return [...fitting, ...longestPrefix(acl, path)].sort(weaker).at(-1)?.rule;
};

const longestPrefix = ({ prefixes }: Acl, path: string): Candidate[] => {
  let best: string | undefined;
  for (const prefix of prefixes.keys()) {
    if (path.startsWith(prefix) && (best === undefined || prefix.length > best.length)) best = prefix;
  }
  const rule = best === undefined ? undefined : prefixes.get(best);
  if (best === undefined || rule === undefined) return [];
  return [{ rule, pattern: best, firstWildcard: best.length, isPrefix: true, segments: 0 }];
};

/** `+` stands for one segment, a `*` at the end for anything, also for nothing. Everywhere else they are themselves. */
const segmentCandidate = (full: string, rule: Merged, parts: readonly string[]): Candidate | undefined => {
  const isPrefix = full.endsWith('*');
  const pattern = isPrefix ? full.slice(0, -1) : full;
  const wanted = pattern.split('/');
  if (isPrefix ? parts.length < wanted.length : parts.length !== wanted.length) return undefined;
  const fits = wanted.every((want, index) => {
    const part = parts[index] ?? '';
    return want === '+' || want === part || (isPrefix && index === wanted.length - 1 && part.startsWith(want));
  });
  const segments = wanted.filter((want) => want === '+').length;
  return fits ? { rule, pattern, firstWildcard: full.indexOf('+'), isPrefix, segments } : undefined;
};

/**
 * Of two patterns the weaker one has the earlier wildcard; else ends in `*`; else has more `+`; else is shorter; else comes
 * first in the order of bytes: https://developer.hashicorp.com/vault/docs/concepts/policies#priority-matching
 */
const weaker = (a: Candidate, b: Candidate): number =>
  a.firstWildcard - b.firstWildcard ||
  Number(b.isPrefix) - Number(a.isPrefix) ||
  b.segments - a.segments ||
  a.pattern.length - b.pattern.length ||
  (a.pattern < b.pattern ? -1 : 1);

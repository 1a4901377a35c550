/*
 * Sample paths for a set of patterns: for every combination of patterns that a path can match there is a sample that matches
 * exactly those. So whatever policies with these patterns allow for all samples they allow for all paths.
 */

/** A pattern in its segments; the last one of a `prefix` may go on in any way. */
interface Pattern {
  readonly segments: readonly string[];
  readonly prefix: boolean;
  /** `+` is any segment in it. */
  readonly plus: boolean;
}

/** A segment, or the rest of one, that no pattern names: a character for private use. */
const OTHER = '\uE0A1';

const patternOf = (path: string): Pattern => {
  const prefix = path.endsWith('*');
  const bare = prefix ? path.slice(0, -1) : path;
  return { segments: bare.split('/'), prefix, plus: path === '+' || path.startsWith('+/') || path.includes('/+') };
};

/** How a pattern goes on behind a path: not at all, not any further, with its next segment, or with whatever comes. */
type State = 'out' | 'end' | 'on' | 'open';

const after = ({ segments, prefix, plus }: Pattern, at: number, segment: string): State => {
  const last = at === segments.length - 1;
  const wanted = segments[at];
  if (wanted === undefined) return 'out';
  if (last && prefix) return segment.startsWith(wanted) ? 'open' : 'out';
  if (wanted !== segment && !(plus && wanted === '+')) return 'out';
  return last ? 'end' : 'on';
};

/** What may come next: each segment that a pattern names, how a prefix may go on, and one that nobody names. */
const choices = (on: readonly Pattern[], at: number): ReadonlySet<string> =>
  new Set([
    OTHER,
    ...on.flatMap(({ segments, prefix, plus }): readonly string[] => {
      const wanted = segments[at];
      if (wanted === undefined || (plus && wanted === '+')) return [];
      return prefix && at === segments.length - 1 ? [wanted, wanted + OTHER] : [wanted];
    }),
  ]);

/** The limit of work; only generated policies take more. */
const MOST = 2_000_000;

interface Reach {
  /** All patterns, as policies write them, without templates. */
  readonly patterns: Iterable<string>;
  /** Those of them that matter: of paths that fit none of these nobody asks. */
  readonly about: Iterable<string>;
}

const parsed = (paths: Iterable<string>): readonly Pattern[] =>
  [...new Set([...paths].map((path) => path.replace(/^\//, '')))].map(patternOf);

/** @returns undefined where there would be too many. */
export const standIns = ({ patterns, about }: Reach): readonly string[] | undefined => {
  const all = parsed(patterns);
  const most = MOST / (all.length + 1);
  const found: string[] = [];
  const walk = (before: string, { on, focus, open }: Front, at: number): void => {
    for (const segment of choices(on, at)) {
      const states = focus.map((pattern) => ({ pattern, state: after(pattern, at, segment) }));
      if (found.length > most || !(open || states.some(({ state }) => state !== 'out'))) continue;
      const path = at === 0 ? segment : `${before}/${segment}`;
      // A list looks at a path with a slash behind it, and without. Behind what goes on in any way, patterns come to their end.
      found.push(path, `${path}/`, `${path}/${OTHER}`, `${path}/${OTHER}/`);
      const front = {
        on: on.filter((pattern) => after(pattern, at, segment) === 'on'),
        focus: states.filter(({ state }) => state === 'on').map(({ pattern }) => pattern),
        open: open || states.some(({ state }) => state === 'open'),
      };
      if (front.on.length > 0 && (front.open || front.focus.length > 0)) walk(path, front, at + 1);
    }
  };
  walk('', { on: all, focus: parsed(about), open: false }, 0);
  return found.length > most ? undefined : found;
};

/** Patterns that go on behind a path, those of them that matter, and whether one of these goes on in any way. */
interface Front {
  readonly on: readonly Pattern[];
  readonly focus: readonly Pattern[];
  readonly open: boolean;
}

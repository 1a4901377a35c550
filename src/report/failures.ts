import { inShell, named } from '../model/address.ts';
import type { Code, Diagnostic } from '../model/diagnostic.ts';
import type { Outcome } from '../model/outcome.ts';

/*
 * What to say about each change of an apply. A server that stops answering ends all that is under way with the same error: one
 * cause is one block, which names the changes that failed because of it, and those that were not tried.
 */

/** What ends more than the change that meets it. */
const SHARED: ReadonlySet<Code> = new Set<Code>([
  'server-unreachable',
  'server-timeout',
  'connection-dropped',
  'server-sealed',
  'server-standby',
  'proxy-failed',
  'token-invalid',
  'lock-lost',
]);

/** The failed change at the root of each one that was not tried. */
const rootOf = (outcome: Outcome, byAddress: ReadonlyMap<string, Outcome>): string | undefined => {
  const seen = new Set<string>();
  let because = outcome.status === 'not-tried' ? outcome.because : undefined;
  while (because !== undefined && !seen.has(because)) {
    seen.add(because);
    const next = byAddress.get(because);
    if (next?.status !== 'not-tried' || next.because === undefined) return because;
    because = next.because;
  }
  return because;
};

/** Failed changes with those that were not tried because of them. */
const blockedBy = (outcomes: readonly Outcome[]): ReadonlyMap<string, readonly string[]> => {
  const byAddress = new Map(outcomes.map((outcome) => [outcome.change.address, outcome]));
  const blocked = new Map<string, string[]>();
  for (const outcome of outcomes) {
    const root = rootOf(outcome, byAddress);
    if (root !== undefined) blocked.set(root, [...(blocked.get(root) ?? []), outcome.change.address]);
  }
  return blocked;
};

const notTried = (blocked: readonly string[]): readonly string[] =>
  blocked.length === 0 ? [] : [`not tried because of it: ${named(blocked)}`];

/** What of the help of each holds for all of them: what the first says, and what is said twice. */
const commonHelp = (members: readonly Diagnostic[]): readonly string[] => {
  const times = new Map<string, number>();
  const told = members.map(({ address, help = [] }) =>
    help.map((line) => (address === undefined ? line : line.replaceAll(inShell(address), 'ADDRESS'))),
  );
  for (const line of told.flat()) times.set(line, (times.get(line) ?? 0) + 1);
  const first = new Set(told[0]);
  return [...times].flatMap(([line, number]) => (number > 1 || first.has(line) ? [line] : []));
};

/** Several with one cause as one. Where each says something of its own, the first stands for them. */
const folded = (members: readonly Diagnostic[], blocked: readonly string[]): readonly Diagnostic[] => {
  const [first] = members;
  if (first === undefined) return [];
  const addresses = (list: readonly Diagnostic[]) => list.flatMap(({ address }) => address ?? []);
  const { code, message, at, address } = first;
  const alike = members.every((one) => one.message === message);
  const isOwn = !alike && address !== undefined;
  const failed = isOwn ? addresses(members.slice(1)) : addresses(members);
  const which = failed.length === 0 ? [] : [`${isOwn ? 'the same with' : 'failed because of it'}: ${named(failed)}`];
  const help = [...commonHelp(members), ...which, ...notTried(blocked)];
  return [isOwn ? { code, message, help, at, address } : { code, message, help }];
};

/** A failure of its own: what was not tried because of it stands below the last that is said of it. */
const single = (one: Diagnostic, blocked: readonly string[]): Diagnostic =>
  blocked.length === 0
    ? one
    : { ...one, help: [...(one.help ?? []), `not tried because of it: ${blocked.join(', ')}`] };

/** The diagnostics of failed changes, each that is the last of its change with what was not tried because of that. */
const blockedOf = (outcomes: readonly Outcome[]): ReadonlyMap<Diagnostic, readonly string[]> => {
  const blocked = blockedBy(outcomes);
  return new Map(
    outcomes.flatMap((outcome) => {
      const last = outcome.status === 'failed' ? outcome.diagnostics.at(-1) : undefined;
      return last === undefined ? [] : [[last, blocked.get(outcome.change.address) ?? []] as const];
    }),
  );
};

/**
 * What went wrong and what to know, the failures with the changes that were not tried because of them.
 * @param trouble what went wrong with the lock or the ledger: said once as well, and last.
 */
export const outcomeDiagnostics = (
  outcomes: readonly Outcome[],
  trouble?: Diagnostic | undefined,
): readonly Diagnostic[] => {
  const blocked = blockedOf(outcomes);
  const changes = outcomes.flatMap((outcome): readonly Diagnostic[] => {
    if (outcome.status === 'done') return outcome.warnings;
    return outcome.status === 'failed' ? outcome.diagnostics : [];
  });
  const more = trouble === undefined ? [] : [trouble];
  const groups = new Map<Code, Diagnostic[]>();
  // What says most of the cause comes first.
  for (const one of [...more, ...changes]) {
    if (SHARED.has(one.code) || one.code === trouble?.code)
      groups.set(one.code, [...(groups.get(one.code) ?? []), one]);
  }
  return [...changes, ...more].flatMap((one) => {
    const members = groups.get(one.code) ?? [one];
    if (members.length === 1) return single(one, blocked.get(one) ?? []);
    if (members[0] !== one) return [];
    return folded(
      members,
      members.flatMap((member) => blocked.get(member) ?? []),
    );
  });
};

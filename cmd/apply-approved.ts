import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { visible } from '../src/model/clean.ts';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { PlanFile } from '../src/report/approved.ts';
import type { VariableInput } from '../src/seed/index.ts';
import { carryOut } from './carry-out.ts';
import { type Context, fail, note } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import { ledgerPath } from './ledger.ts';
import { allowable, type PlanFlags } from './options.ts';
import { approvalOf, partsAgain, readPlanFile } from './plan-file.ts';
import { leadsOut, pathOutside } from './plan-paths.ts';
import { type SessionFlags, withPlan, withSession } from './session.ts';
import { version } from './version.ts';

/**
 * Carries out a plan that was approved: exactly that, or nothing. It is planned again from the same source, on the same
 * server and under the lock of the ledger; whatever is not as it was approved is named, and then nothing is written.
 */
export const applyApproved = async (context: Context, path: string, flags: ApprovedFlags): Promise<ExitCode> => {
  const { cwd } = context.io;
  const settled = settledBy(path, flags.plan);
  if (settled !== undefined) return fail(context, [settled]);
  const read = await readPlanFile(path, cwd);
  if (!read.ok) return fail(context, read.diagnostics);
  const file = read.value;
  if (flags.checksum !== undefined && flags.checksum !== file.checksum)
    return fail(context, [notThatOne(path)], exit.refused);
  const { elsewhere, movedSince, otherLedger, unproven } = await import('../src/report/approved.ts');
  const outside = flags.checksum === undefined ? pathOutside(file, cwd, flags.seed) : undefined;
  if (outside !== undefined) return fail(context, [leadsOut(path, outside)], exit.refused);
  const wrongLedger = otherLedger(file, { path, ledger: ledgerPath(flags.plan, context.io.env) ?? false });
  if (wrongLedger !== undefined) return fail(context, [wrongLedger], exit.refused);
  const again = flagsOf(file, flags);
  if (!existsSync(resolve(cwd, again.seed.folder))) return fail(context, [notFromHere(path, again.seed.folder)]);
  return withSession(context, again, async (session) => {
    const wrong = elsewhere(file, session.client.identity);
    if (wrong !== undefined) return fail(context, [wrong], exit.refused);
    const ask = { session, flags: again.plan, mode: 'apply', writes: true } as const;
    return withPlan(context, ask, async (made, planned) => {
      const forged = unproven(file, { path, approval: approvalOf(planned.ledger) });
      if (forged !== undefined) return fail(context, [forged], exit.refused);
      const parts = await partsAgain({ session, made, ledger: planned.ledger }, file);
      const now = { ...parts, ungiven: ungiven(file, flags), vaultseed: version };
      const moved = movedSince(file, now);
      if (moved.length > 0) return fail(context, moved, exit.refused);
      if (file.seal === undefined && flags.checksum === undefined) note(context, unsealed(path));
      return carryOut(context, { session, made, ...planned, flags: again.plan, autoApprove: true, mode: 'apply' });
    });
  });
};

/** How to carry out a plan file. */
interface ApprovedFlags extends SessionFlags {
  /** That of the file that was approved. */
  readonly checksum?: string | undefined;
}

const notFromHere = (path: string, folder: string): Diagnostic => ({
  code: 'no-seed',
  message: `${path} is a plan for the seed at ${folder}, and nothing of that name is here`,
  help: ['the path begins at the folder in which the plan was made: run this there, where the seed is as well'],
});

/** Before the first apply of a seed, and without a ledger. */
const unsealed = (path: string): string =>
  `${visible(path)} has no seal, as there is no key to make one with: nobody can tell whether it is the plan that was approved, unless --checksum names it.\n`;

const notThatOne = (path: string): Diagnostic => ({
  code: 'plan-tampered',
  message: `${path} is not the plan with the checksum that was given`,
  help: ['nothing was written; find out where the file comes from'],
});

/** What a plan file has settled cannot be said again. */
const settledBy = (path: string, plan: PlanFlags): Diagnostic | undefined => {
  const said = [
    ...(plan.target.length > 0 ? ['--target'] : []),
    ...(plan.resendSecrets ? ['--resend-secrets'] : []),
    ...(plan.allow === undefined ? [] : ['--allow']),
    ...(plan.maxDeletions === undefined ? [] : ['--max-deletions']),
  ];
  if (said.length === 0) return undefined;
  return {
    code: 'usage',
    message: `${path} is a plan that was approved, and ${said.join(', ')} would make another of it`,
    help: ['leave it out, or plan again with it: vaultseed plan --out FILE'],
  };
};

/** What the plan was made with; values that the command line gives take the places they had then. */
const flagsOf = ({ source }: PlanFile, flags: SessionFlags): SessionFlags => {
  const given = flags.seed.variables;
  const places = source.variables.flatMap((one): readonly VariableInput[] =>
    'file' in one
      ? [{ file: one.file }]
      : given.filter((input) => 'name' in input && input.name === one.name).slice(-1),
  );
  const known = new Set(source.variables.map((one) => ('name' in one ? `name ${one.name}` : `file ${one.file}`)));
  const further = given.filter((input) => !known.has('name' in input ? `name ${input.name}` : `file ${input.file}`));
  return {
    ...flags,
    seed: {
      folder: source.seed,
      variables: [...places, ...further],
      allowed: [...source.allow_files, ...flags.seed.allowed],
    },
    plan: {
      ...flags.plan,
      target: source.targets,
      resendSecrets: source.resend_secrets,
      allow: allowable(source.allow),
      maxDeletions: source.max_deletions,
      ledger: source.ledger,
    },
  };
};

const ungiven = ({ source }: PlanFile, { seed }: SessionFlags): readonly string[] => {
  const given = new Set(seed.variables.flatMap((one) => ('name' in one ? [one.name] : [])));
  return source.variables.flatMap((one) => ('name' in one && !given.has(one.name) ? [one.name] : []));
};

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { MadePlan } from '../src/engine/index.ts';
import { meaningOf } from '../src/language/index.ts';
import type { Approval } from '../src/ledger/index.ts';
import { type Checked, refused } from '../src/model/checked.ts';
import { visibleJson } from '../src/model/clean.ts';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import { Fault } from '../src/model/fault.ts';
import type { Plan } from '../src/model/plan.ts';
import type { PlanFile, PlanSource } from '../src/report/approved.ts';
import { planJson } from '../src/report/index.ts';
import { findFiles } from '../src/seed/files/files.ts';
import { readText } from '../src/seed/files/text-file.ts';
import type { Context } from './context.ts';
import { ledgerPath, type OpenLedger } from './ledger.ts';
import type { PlanFlags, SeedFlags } from './options.ts';
import type { Session } from './session.ts';
import { version } from './version.ts';
import { writeWhole } from './whole-file.ts';

/** The largest plan file, in bytes. A plan of a hundred thousand objects has some dozen megabytes. */
const LARGEST = { fileSize: 512 * 1024 * 1024 };

/** Names of files that belong to a seed. */
const OF_A_SEED = /\.hcl$|\.seed\.json$|(^|\.)seedvars(\.json)?$/;

/** Whether an argument is a plan file and not a seed: a regular file without a name of a seed's file. */
export const isPlanFile = (path: string, cwd: string): boolean =>
  !OF_A_SEED.test(basename(path)) && (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() ?? false);

/** The error for a plan file given in the place of a seed; undefined for anything else. */
export const whyNoSeed = (path: string, cwd: string): Diagnostic | undefined =>
  isPlanFile(path, cwd) && startsLikePlan(resolve(cwd, path))
    ? {
        code: 'plan-file',
        message: `${path} is a plan file, and this command takes a seed`,
        help: [`vaultseed show ${path} shows it, vaultseed apply ${path} carries it out`],
      }
    : undefined;

/** The error for the path of a seed where none is: it comes before whatever else a command lacks. */
export const whyNothingAt = (path: string, cwd: string): Diagnostic | undefined =>
  whyNoSeed(path, cwd) ?? findFiles(path, cwd).diagnostics[0];

/** Reads a plan file and checks its checksum and version. */
export const readPlanFile = async (path: string, cwd: string): Promise<Checked<PlanFile>> => {
  const text = readText({ path: resolve(cwd, path), shown: path, limits: LARGEST });
  if (!text.ok) return refused({ code: text.code, message: text.message, help: text.help });
  const { planFileFrom } = await import('../src/report/approved.ts');
  return planFileFrom(text.value, path);
};

const unwritten = (message: string, help: readonly string[] = []): Diagnostic => ({
  code: 'plan-unwritten',
  message,
  help: [...help, 'name another file: --out plan.json'],
});

/** Why no plan file can be written to a path, asked before planning. Only plan files are overwritten. */
export const whyNotTo = (path: string, cwd: string): Diagnostic | undefined => {
  if (OF_A_SEED.test(basename(path))) return unwritten(`${path} is the name of a part of a seed`);
  const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (stats === undefined) {
    const folder = statSync(dirname(resolve(cwd, path)), { throwIfNoEntry: false });
    return folder?.isDirectory() ? undefined : unwritten(`there is no folder for ${path}`);
  }
  if (stats.isDirectory()) return unwritten(`${path} is a folder`);
  if (!stats.isFile()) return unwritten(`${path} is not a regular file`);
  if (stats.size === 0 || startsLikePlan(resolve(cwd, path))) return undefined;
  return unwritten(`${path} is there, and is no plan file`, ['nothing is written over it']);
};

const startsLikePlan = (path: string): boolean => {
  const start = Buffer.alloc(64);
  try {
    const file = openSync(path, 'r');
    try {
      return start.toString('latin1', 0, readSync(file, start)).includes('"plan_file"');
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
};

/**
 * Writes a plan file, for its owner only. It is there as a whole or not at all.
 * @throws {Fault} `plan-unwritten`.
 */
export const writePlanFile = (file: PlanFile, path: string, cwd: string): void => {
  try {
    writeWhole(resolve(cwd, path), `${visibleJson(file)}\n`);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new Fault('plan-unwritten', `${path} cannot be written${why}`, { cause });
  }
};

/** A plan and everything that it was made with. */
export interface Making {
  readonly session: Session;
  readonly made: MadePlan;
  readonly ledger: OpenLedger | undefined;
  readonly flags: { readonly seed: SeedFlags; readonly plan: PlanFlags };
  /** The plan with everything that is said about it. */
  readonly plan: Plan;
}

export const approvalOf = (ledger: OpenLedger | undefined): Approval | undefined => ledger?.book.fingerprints?.approval;

/** The part of a plan file that comes from the plan; without `approval` all secrets in it look the same. */
const partsOf = ({ session, made, plan }: Omit<Making, 'flags' | 'ledger'>, approval: Approval | undefined) => ({
  secrets: approval === undefined ? {} : { key: approval.id },
  files: session.seed.sources.map((source) => {
    const { path } = source;
    return approval === undefined ? { path } : { path, mark: approval.source(path, meaningOf(source)) };
  }),
  plan: planJson(plan, made.digest),
  marks: made.marks,
});

/** The same part for a plan that was made again, to compare with a plan file. */
export const partsAgain = async (making: Omit<Making, 'flags' | 'plan'>, then: PlanFile) => {
  const { made, ledger } = making;
  const { planDigest } = await import('../src/engine/index.ts');
  // Secrets that looked the same in the file must look the same now; where there is a key by now, such a file is refused before.
  const approval = then.secrets.key === undefined ? undefined : approvalOf(ledger);
  return partsOf({ ...making, made: { ...made, ...planDigest(made.plan, approval) }, plan: made.plan }, approval);
};

/** The document of a plan file. */
export const planFileOf = async (context: Context, making: Making): Promise<PlanFile> => {
  const { planFileJson } = await import('../src/report/approved.ts');
  const approval = approvalOf(making.ledger);
  const { token, root, clusterId } = making.session.client.identity;
  const parts = {
    vaultseed: version,
    source: sourceOf(context, making.flags),
    made: {
      ...(token === undefined ? {} : { token }),
      ...(root === undefined ? {} : { root }),
      ...(clusterId === undefined ? {} : { cluster: clusterId }),
    },
    ...partsOf(making, approval),
  };
  return planFileJson(parts, approval);
};

const sourceOf = ({ io }: Context, { seed, plan }: Making['flags']): PlanSource => ({
  seed: seed.folder,
  variables: seed.variables.map((one) => ('file' in one ? { file: one.file } : { name: one.name })),
  allow_files: seed.allowed,
  targets: plan.target,
  resend_secrets: plan.resendSecrets ?? false,
  without_secrets: plan.withoutSecrets ?? false,
  allow: plan.allow ?? [],
  ...(plan.maxDeletions === undefined ? {} : { max_deletions: plan.maxDeletions }),
  ledger: ledgerPath(plan, io.env) ?? false,
});

/** The warning for a plan file in which all secrets look the same; undefined where it does not matter. */
export const alikeWarning = ({ made, ledger }: Pick<Making, 'made' | 'ledger'>): Diagnostic | undefined => {
  const secret = made.plan.changes.some(({ edits }) => edits.some(({ sensitive }) => sensitive));
  if (!secret || approvalOf(ledger) !== undefined) return undefined;
  return {
    code: 'plan-secrets-alike',
    message: 'should a secret change before this plan is carried out, nobody would notice',
    help: [whyAlike(ledger), 'everything else is compared'],
  };
};

const whyAlike = (ledger: OpenLedger | undefined): string => {
  if (ledger === undefined) return 'secrets are told apart with a key that a ledger holds, and there is none';
  return ledger.book.keyless
    ? 'secrets are told apart with the key of the ledger, which this token may not read'
    : 'secrets are told apart with the key of the ledger, which the first apply makes';
};

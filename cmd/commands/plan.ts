import { named } from '../../src/model/address.ts';
import { visible } from '../../src/model/clean.ts';
import { hasErrors } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { isBlind, isKeyLost, isUnsent, planJson, planText } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { type Context, fail, note, say, sayJson, tell, tellBeside } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { planOptions, resendOption, seedOptions, serverOptions } from '../options.ts';
import { alikeWarning, type Making, planFileOf, whyNotTo, writePlanFile } from '../plan-file.ts';
import { pathOutside } from '../plan-paths.ts';
import { withPlan, withSession } from '../session.ts';

/** The counts above tell what there is to do; the last line, that none of it is done. */
const REFUSED = 'Refused: no apply carries out any of this plan.';

const codeOf = (plan: Plan, detailed: boolean): ExitCode => {
  if (hasErrors(plan.diagnostics)) return exit.refused;
  // A plan of nothing that it has looked at is none, and a pipeline must not take it for one.
  if (isBlind(plan)) return exit.failure;
  if (!detailed) return exit.fine;
  // What could not be looked at may have to change: then nobody can say how much there is to do.
  if (plan.unseen.length > 0 || isKeyLost(plan)) return exit.failure;
  if (plan.changes.length > 0) return exit.changes;
  // Nothing to do that an apply would do by itself, and yet nobody can say that the server is as declared.
  return isUnsent(plan) ? exit.failure : exit.fine;
};

/** Why nobody could carry a plan out; undefined where somebody can. */
const whyNotKept = ({ plan, ledger }: Making): string | undefined => {
  if (hasErrors(plan.diagnostics)) return 'this plan is refused';
  return ledger?.book.keyLost ? 'without the key of the ledger no apply would carry it out' : undefined;
};

const MADE: ReadonlySet<string> = new Set(['create', 'replace']);

/** What a plan without secrets makes with them: no apply takes that for approved. */
const madeUnseen = ({ changes, unchecked = [] }: Plan): readonly string[] => {
  const made = new Set(changes.flatMap(({ action, address }) => (MADE.has(action) ? [address] : [])));
  return unchecked.filter(({ address }) => made.has(address)).map(({ address, field }) => `${address} (${field})`);
};

/** Writes the plan to a file, unless it is one that nobody could carry out. @returns whether it did */
const keep = async (context: Context, path: string, making: Making): Promise<boolean> => {
  const unkept = whyNotKept(making);
  if (unkept !== undefined) {
    note(context, `\nNo plan file was written: ${unkept}.`);
    return false;
  }
  const file = await planFileOf(context, making);
  writePlanFile(file, path, context.io.cwd);
  const unseen = madeUnseen(making.plan);
  if (unseen.length > 0) {
    note(context, `\nWritten to ${visible(path)}, to be looked at. No apply carries it out:`);
    note(context, `it was made without the secrets of what it creates, ${named(unseen)}.`);
    return true;
  }
  const warning = alikeWarning(making);
  if (warning !== undefined) {
    note(context, '');
    tell(context, [warning]);
  }
  const outside = pathOutside(file, context.io.cwd);
  const vouched = outside === undefined ? '' : ` --checksum ${file.checksum}`;
  note(context, `\nWritten to ${visible(path)}. To carry out exactly this: vaultseed apply ${visible(path)}${vouched}`);
  if (outside !== undefined)
    note(context, `It names ${visible(outside)}, outside of this folder, so apply asks for more than the file.`);
  return true;
};

export const command: CommandModule = {
  examples: [
    'vaultseed plan',
    'vaultseed plan seeds/platform --out plan.json',
    'vaultseed plan --detailed-exitcode --json',
  ],
  define: (line) => {
    line.description(
      'Compares a seed with its server and shows what an apply would do. Writes nothing. Exits with 1 when nothing at all could be looked at, with 3 when the plan is refused.',
    );
    const seed = seedOptions(line);
    line.option(
      '--detailed-exitcode',
      'exit with 2 when there is something to do, with 1 when not everything could be looked at or compared',
    );
    line.option('--out <FILE>', 'write the plan to a file, for show and apply');
    line.option('--without-secrets', 'plan without the secrets that env() or sensitive variables lack: not checked');
    const plan = planOptions(line);
    resendOption(line);
    const server = serverOptions(line);
    return () => async (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      const { detailedExitcode: detailed = false, out } = line.opts<{ detailedExitcode?: boolean; out?: string }>();
      const unfit = out === undefined ? undefined : whyNotTo(out, context.io.cwd);
      if (unfit !== undefined) return fail(context, [unfit]);
      return withSession(context, flags, (session) =>
        withPlan(context, { session, flags: flags.plan, mode: 'apply' }, async (made, { diagnostics, ledger }) => {
          const whole = { ...made.plan, diagnostics: [...diagnostics, ...made.plan.diagnostics] };
          if (context.json) sayJson(context, planJson(whole, made.digest));
          else say(context, planText(whole, context.style));
          tellBeside(context, whole.diagnostics);
          if (out === undefined && hasErrors(made.plan.diagnostics)) note(context, `\n${REFUSED}`);
          const kept = out === undefined || (await keep(context, out, { session, made, ledger, flags, plan: whole }));
          return kept ? codeOf(made.plan, detailed) : exit.refused;
        }),
      );
    };
  },
};

import { hasErrors } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planJson, planText } from '../../src/report/index.ts';
import { say, sayJson, tellBeside } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { CommandModule } from '../main.ts';
import { planOptions, resendOption, seedOptions, serverOptions } from '../options.ts';
import { withPlan, withSession } from '../session.ts';

const codeOf = (plan: Plan, detailed: boolean): ExitCode => {
  if (hasErrors(plan.diagnostics)) return exit.refused;
  if (!detailed) return exit.fine;
  // What could not be looked at may have to change: then nobody can say how much there is to do.
  if (plan.unseen.length > 0) return exit.failure;
  return plan.changes.length > 0 ? exit.changes : exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed plan', 'vaultseed plan seeds/platform --detailed-exitcode --json'],
  define: (line) => {
    line.description('Compares a seed with its server and shows what an apply would do. Writes nothing.');
    const seed = seedOptions(line);
    line.option(
      '--detailed-exitcode',
      'exit with 2 when there is something to do, with 1 when not everything could be looked at',
    );
    const plan = planOptions(line);
    resendOption(line);
    const server = serverOptions(line);
    return () => (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      const detailed = line.opts<{ detailedExitcode?: boolean }>().detailedExitcode ?? false;
      return withSession(context, flags, (session) =>
        withPlan(context, { session, flags: flags.plan, mode: 'apply' }, async (made, { diagnostics }) => {
          const whole = { ...made.plan, diagnostics: [...diagnostics, ...made.plan.diagnostics] };
          if (context.json) sayJson(context, planJson(whole, made.digest));
          else say(context, planText(whole, context.style));
          tellBeside(context, whole.diagnostics);
          return codeOf(made.plan, detailed);
        }),
      );
    };
  },
};

import { hasErrors } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { driftJson, driftText } from '../../src/report/index.ts';
import { say, sayJson, tellBeside } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { CommandModule } from '../main.ts';
import { planOptions, seedOptions, serverOptions } from '../options.ts';
import { withPlan, withSession } from '../session.ts';

/** What could not be looked at may have drifted: then nobody can say that all is well. */
const codeOf = (plan: Plan): ExitCode => {
  if (plan.unseen.length > 0 || hasErrors(plan.diagnostics)) return exit.failure;
  return plan.changes.length > 0 ? exit.changes : exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed drift', 'vaultseed drift seeds/platform --json > drift.json'],
  define: (line) => {
    line.description(
      'Says what on the server is not as the seed declares. Exits with 2 when there is any, with 1 when not everything could be looked at.',
    );
    const seed = seedOptions(line);
    const plan = planOptions(line);
    const server = serverOptions(line);
    return () => (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      return withSession(context, flags, (session) =>
        withPlan(context, { session, flags: flags.plan, mode: 'drift' }, async (made, { diagnostics }) => {
          const whole = { ...made.plan, diagnostics: [...diagnostics, ...made.plan.diagnostics] };
          if (context.json) sayJson(context, driftJson(whole, made.digest));
          else say(context, driftText(whole, context.style));
          tellBeside(context, whole.diagnostics);
          return codeOf(made.plan);
        }),
      );
    };
  },
};

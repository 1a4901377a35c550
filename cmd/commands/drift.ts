import { hasErrors } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { driftJson, driftText } from '../../src/report/index.ts';
import { type Context, say, sayJson, tellBeside } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { CommandModule } from '../main.ts';
import { planOptions, seedOptions, serverOptions } from '../options.ts';
import { withPlan, withSession } from '../session.ts';
import type { WatchJob } from '../watch.ts';
import { watchOptions } from '../watch-options.ts';

/** What could not be looked at may have drifted: then nobody can say that all is well. */
const codeOf = (plan: Plan): ExitCode => {
  if (plan.unseen.length > 0 || hasErrors(plan.diagnostics)) return exit.failure;
  return plan.changes.length > 0 ? exit.changes : exit.fine;
};

/** What a watch needs is read only for one. */
const watched = async (context: Context, job: WatchJob): Promise<ExitCode> => {
  const { runWatch } = await import('../watch.ts');
  return runWatch(context, job);
};

export const command: CommandModule = {
  examples: ['vaultseed drift', 'vaultseed drift seeds/platform --interval 5m --webhook https://hooks.example/drift'],
  define: (line) => {
    line.description(
      'Says what on the server is not as the seed declares. Exits with 2 when there is any, with 1 when not everything could be looked at. With --interval it goes on, and tells what changes.',
    );
    const seed = seedOptions(line);
    const watch = watchOptions(line);
    const plan = planOptions(line);
    const server = serverOptions(line);
    return () => (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      const every = watch().interval;
      if (every !== undefined) return watched(context, { session: flags, watch: watch(), every });
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

import { canAsk, nobodyThere } from '../approve.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandModule } from '../command.ts';
import { fail } from '../context.ts';
import { destroyOptions, seedOptions, serverOptions } from '../options.ts';
import { whyNothingAt } from '../plan-file.ts';
import { withPlan, withSession } from '../session.ts';

export const command: CommandModule = {
  examples: ['vaultseed destroy', 'vaultseed destroy seeds/platform --auto-approve --json'],
  define: (line) => {
    line.description(
      'Shows what would be deleted, asks, and takes from the server what the seed owns, with all that lives in it: the secrets of a mount go with the mount, the users of an auth method with that, whoever made them. The plan names what the seed does not declare. --auto-approve allows all of it.',
    );
    const seed = seedOptions(line);
    line.option('--auto-approve', 'do not ask');
    const plan = destroyOptions(line);
    const server = serverOptions(line);
    return () => async (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      const autoApprove = line.opts<{ autoApprove?: boolean }>().autoApprove ?? false;
      const missing = whyNothingAt(flags.seed.folder, context.io.cwd);
      if (missing !== undefined) return fail(context, [missing]);
      if (!autoApprove && !canAsk(context)) return fail(context, [nobodyThere('destroy')]);
      return withSession(context, flags, (session) =>
        withPlan(
          context,
          { session, flags: flags.plan, mode: 'destroy', writes: true, unattended: autoApprove },
          (made, planned) =>
            carryOut(context, { session, made, ...planned, flags: flags.plan, autoApprove, mode: 'destroy' }),
        ),
      );
    };
  },
};

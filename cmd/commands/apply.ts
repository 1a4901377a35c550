import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { applyApproved } from '../apply-approved.ts';
import { canAsk, nobodyThere } from '../approve.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandModule } from '../command.ts';
import { fail, note } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { planOptions, resendOption, seedOptions, serverOptions } from '../options.ts';
import { isPlanFile, whyNothingAt } from '../plan-file.ts';
import { withPlan, withSession } from '../session.ts';

const noPlanFile = (path: string): Diagnostic => ({
  code: 'usage',
  message: `--checksum is for plan files, and ${path} is a seed`,
});

export const command: CommandModule = {
  examples: ['vaultseed apply', 'vaultseed apply plan.json', 'vaultseed apply seeds/platform --auto-approve --json'],
  define: (line) => {
    line.description(
      'Shows the plan, asks, and makes the server what the seed says. With a plan file in place of the seed: carries out exactly that plan, or nothing, and asks nobody.',
    );
    const seed = seedOptions(line);
    line.option('--auto-approve', 'do not ask');
    line.option('--checksum <SHA256>', 'with a plan file: only the one that has this checksum');
    const plan = planOptions(line);
    resendOption(line);
    const server = serverOptions(line);
    return () => async (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      const { autoApprove = false, checksum } = line.opts<{ autoApprove?: boolean; checksum?: string }>();
      if (isPlanFile(flags.seed.folder, context.io.cwd))
        return applyApproved(context, flags.seed.folder, { ...flags, checksum });
      const missing = whyNothingAt(flags.seed.folder, context.io.cwd);
      if (missing !== undefined) return fail(context, [missing]);
      if (checksum !== undefined) return fail(context, [noPlanFile(flags.seed.folder)]);
      if (!autoApprove && !canAsk(context)) return fail(context, [nobodyThere('apply')]);
      return withSession(context, flags, async (session) => {
        const ask = { session, flags: flags.plan, mode: 'apply', writes: true, unattended: autoApprove } as const;
        let waits = false;
        const once = (): Promise<ExitCode> =>
          withPlan(context, ask, (made, planned) => {
            waits = made.plan.unseen.some(({ later }) => later === true);
            return carryOut(context, { session, made, ...planned, flags: flags.plan, autoApprove, mode: 'apply' });
          });
        const code = await once();
        // Machines are given one document; that something waits stands in it.
        if (code !== exit.fine || !waits || context.json) return code;
        note(context, '\nOnce more, for what waited for this:\n');
        return once();
      });
    };
  },
};

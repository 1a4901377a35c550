import { Option } from 'commander';
import type { unmanaged } from '../../src/engine/index.ts';
import { type Diagnostic, hasErrors } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { driftJson, driftText, isKeyLost, isUnsent, unmanagedJson, unmanagedText } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { type Context, fail, say, sayJson, tellBeside } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { lookOptions, seedOptions, serverOptions } from '../options.ts';
import { type Session, withPlan, withSession } from '../session.ts';
import type { WatchJob } from '../watch-options.ts';
import { watchOptions } from '../watch-options.ts';

/** What could not be looked at may have drifted: then nobody can say that all is well. */
const codeOf = (plan: Plan): ExitCode => {
  if (plan.unseen.length > 0 || isKeyLost(plan) || hasErrors(plan.diagnostics)) return exit.failure;
  if (plan.changes.length > 0) return exit.changes;
  return isUnsent(plan) ? exit.failure : exit.fine;
};

const withoutInterval = (name: string): Diagnostic => ({
  code: 'usage',
  message: `--${name === 'webhook' ? name : 'metrics-address'} is for a watch, and there is none without --interval`,
  help: ['vaultseed drift --interval 5m looks again every five minutes'],
});

const waitsAnyway: Diagnostic = {
  code: 'usage',
  message: '--wait is for a single look: a watch goes on whatever the server does',
};

/** What no seed owns, in the places that this seed has to do with. */
const besideSeeds = async (
  { client, seed }: Session,
  seen: Pick<Parameters<typeof unmanaged>[0], 'live' | 'book' | 'parallelism' | 'others'>,
) => {
  const { unmanaged } = await import('../../src/engine/index.ts');
  return unmanaged({ client, seed, ...seen });
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
      'Says what on the server is not as the seed declares. Exits with 2 when there is any, with 1 when not everything could be looked at or compared. With --interval it goes on, and tells what changes.',
    );
    const seed = seedOptions(line);
    line.addOption(new Option('--detailed-exitcode', 'as plan has it: here the exit code always tells').hideHelp());
    line.option('--unmanaged', 'list what is on the server and in no seed, too');
    line.option('--without-secrets', 'look without the secrets that env() or sensitive variables lack: not checked');
    const watch = watchOptions(line);
    const plan = lookOptions(line);
    const server = serverOptions(line);
    return () => async (context) => {
      const flags = { seed: seed(), plan: plan(), server: server() };
      const every = watch().interval;
      if (every !== undefined && flags.server.wait !== undefined) return fail(context, [waitsAnyway]);
      if (every !== undefined) return watched(context, { session: flags, watch: watch(), every });
      const needing = ['metricsAddress', 'webhook'].find((name) => line.getOptionValueSource(name) === 'cli');
      if (needing !== undefined) return fail(context, [withoutInterval(needing)]);
      return withSession(context, flags, (session) =>
        withPlan(context, { session, flags: flags.plan, mode: 'drift' }, async (made, { diagnostics, ledger }) => {
          const whole = { ...made.plan, diagnostics: [...diagnostics, ...made.plan.diagnostics] };
          const beside = line.opts<{ unmanaged?: boolean }>().unmanaged
            ? await besideSeeds(session, {
                live: made.live,
                book: ledger?.book,
                parallelism: flags.plan.parallelism,
                others: await made.everyone(),
              })
            : undefined;
          const more = beside === undefined ? {} : unmanagedJson(beside);
          if (context.json) sayJson(context, { ...driftJson(whole, made.digest), ...more });
          else say(context, driftText(whole, context.style));
          if (beside !== undefined && !context.json) say(context, `\n${unmanagedText(beside, context.style)}`);
          tellBeside(context, whole.diagnostics);
          return codeOf(made.plan);
        }),
      );
    };
  },
};

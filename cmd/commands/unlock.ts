import { visible } from '../../src/model/clean.ts';
import { type Context, fail, say, sayJson } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { ledgerPath } from '../ledger.ts';
import type { CommandModule } from '../main.ts';
import { planOptions, seedOptions, serverOptions } from '../options.ts';
import { type Session, withSession } from '../session.ts';

const unlocked = async (context: Context, { client, seed }: Session, path: string): Promise<ExitCode> => {
  const { unlock } = await import('../../src/ledger/index.ts');
  const holder = await unlock({ client, path }, seed.name);
  const text =
    holder === undefined
      ? `Nobody holds the lock of ${visible(seed.name)}.`
      : `The lock of ${visible(seed.name)} is free. It was held by ${visible(holder.name)} since ${visible(holder.since)}.`;
  if (context.json) sayJson(context, { format_version: '1.0', seed: seed.name, holder: holder ?? null });
  else say(context, text);
  return exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed unlock', 'vaultseed unlock seeds/platform'],
  define: (line) => {
    line.description(
      'Takes the lock of a seed from whoever holds it. A run that is gone loses it by itself after half a minute; a run that still works stops before its next write.',
    );
    const seed = seedOptions(line);
    const plan = planOptions(line);
    const server = serverOptions(line);
    return () => (context) => {
      const flags = { seed: { ...seed(), mayLackValues: true }, plan: plan(), server: server() };
      const path = ledgerPath(flags.plan, context.io.env);
      const none = { code: 'usage' as const, message: 'without a ledger there is no lock' };
      if (path === undefined) return Promise.resolve(fail(context, [none]));
      return withSession(context, flags, (session) => unlocked(context, session, path));
    };
  },
};

import { FORMAT_VERSION, policyText } from '../../src/report/index.ts';
import { note, say, sayJson, tell } from '../context.ts';
import { exit } from '../exit.ts';
import { ledgerPath } from '../ledger.ts';
import type { CommandModule } from '../main.ts';
import { ledgerPathOptions, seedOptions } from '../options.ts';
import { withSeed } from '../session.ts';

interface Flags {
  readonly readOnly?: boolean;
  readonly anyName?: boolean;
  readonly ledger?: string | false;
}

export const command: CommandModule = {
  examples: [
    'vaultseed policy seeds/platform | vault policy write platform-apply -',
    'vaultseed policy --read-only --any-name | bao policy write platform-drift -',
  ],
  define: (line) => {
    line.description(
      'The policy of a token that may do what a seed takes, and nothing else: paths and capabilities, told from the seed alone. Needs no server. Write it again when the seed declares something new, or let its names be any with --any-name.',
    );
    const seedFlags = seedOptions(line);
    line
      .option('--read-only', 'only to plan, and to watch for drift')
      .option('--any-name', 'any names in the mounts and auth methods of the seed, not only those of today');
    ledgerPathOptions(line);
    return () => (context) =>
      withSeed(context, { ...seedFlags(), mayLackValues: true }, async ({ seed, diagnostics, unset = [] }) => {
        tell(context, diagnostics);
        const { grantsFor, ledgerGrants } = await import('../../src/engine/index.ts');
        const { readOnly, anyName = false, ...flags } = line.opts<Flags>();
        const purpose = { writes: readOnly !== true, anyName };
        const path = ledgerPath(flags, context.io.env);
        const text = policyText({
          seed: seed.name,
          writes: purpose.writes,
          objects: grantsFor(seed.resources, purpose),
          ledger: path === undefined ? [] : ledgerGrants(seed.name, path, purpose),
        });
        if (context.json) sayJson(context, { format_version: FORMAT_VERSION, policy: text });
        else say(context, text);
        if (unset.length > 0)
          note(context, `What these decide is not in it, as they have no value: ${unset.join(', ')}.`);
        return exit.fine;
      });
  },
};

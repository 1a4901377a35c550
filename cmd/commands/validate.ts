import { count, diagnosticsJson, FORMAT_VERSION } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { say, sayJson, tell } from '../context.ts';
import { exit } from '../exit.ts';
import { seedOptions } from '../options.ts';
import { withSeed } from '../session.ts';

export const command: CommandModule = {
  examples: ['vaultseed validate', 'vaultseed validate seeds/platform --var region=eu-west-1'],
  define: (line) => {
    line.description('Says whether a seed is right, and if not, everything that is wrong with it. Needs no server.');
    const seedFlags = seedOptions(line);
    return () => (context) =>
      withSeed(context, { ...seedFlags(), mayLackValues: true }, async ({ seed, diagnostics, unset = [] }) => {
        tell(context, diagnostics);
        const objects = seed.resources.length;
        if (context.json) {
          const list = diagnosticsJson(diagnostics);
          sayJson(context, { format_version: FORMAT_VERSION, ok: true, seed: seed.name, objects, diagnostics: list });
        } else {
          say(context, `${seed.name} is valid: ${count(objects, 'object')}.`);
          if (unset.length > 0) say(context, notJudged(unset));
        }
        return exit.fine;
      });
  },
};

/** What has no value decides what cannot be seen to be right, and is given one by the command that needs it. */
const notJudged = (unset: readonly string[]): string => {
  const [first] = unset;
  return `Not judged is what these decide, as they have no value: ${unset.join(', ')}.\nTo judge it too: SEED_VAR_${first}=… in the environment, --var ${first}=…, or --var-file FILE.`;
};

import { InvalidArgumentError, Option } from 'commander';
import type { Purpose } from '../../src/engine/index.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { asNamed, WHY_PATTERN } from '../../src/model/grant.ts';
import type { Resource } from '../../src/model/resource.ts';
import { isSeedName, SEED_NAME } from '../../src/model/seed-name.ts';
import { FORMAT_VERSION, policyText } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { fail, note, say, sayJson, tell } from '../context.ts';
import { exit } from '../exit.ts';
import { ledgerPath } from '../ledger.ts';
import { ledgerPathOptions, seedOptions } from '../options.ts';
import { withSeed } from '../session.ts';

interface Flags {
  readonly readOnly?: boolean;
  readonly anyName?: boolean;
  readonly unmanaged?: boolean;
  readonly from?: string;
  readonly ledger?: string | false;
}

const oneSeed = (text: string): string => {
  if (isSeedName(text)) return text;
  throw new InvalidArgumentError(`Give the name of one seed: ${SEED_NAME}.`);
};

const anyStore = (path: string): Diagnostic => ({
  code: 'usage',
  message: `no policy can name a ledger at ${path} alone: ${WHY_PATTERN}`,
  help: ['name another mount with --ledger or VAULTSEED_LEDGER'],
});

/** What is wrong with a seed that no policy should be printed for. Whoever pipes one to a server looks at no plan, which refuses the same. */
const refusals = async (
  resources: readonly Resource[],
  { path, purpose }: { readonly path: string | undefined; readonly purpose: Purpose },
): Promise<readonly Diagnostic[]> => {
  const { ledgersDeclaredAt, patternNames } = await import('../../src/engine/index.ts');
  const stores = new Set([path, ledgerPath({}, {})]);
  return [
    ...[...stores].flatMap((one) => (one === undefined ? [] : ledgersDeclaredAt(one, resources))),
    ...patternNames(resources, purpose),
    ...(path !== undefined && asNamed(path).covers ? [anyStore(path)] : []),
  ];
};

export const command: CommandModule = {
  examples: [
    'vaultseed policy seeds/platform | vault policy write platform-apply -',
    'vaultseed policy --read-only --any-name | bao policy write platform-drift -',
  ],
  define: (line) => {
    line.description(
      'The policy of a token that may do what a seed takes, and nothing else: paths and capabilities, told from the seed alone. Needs no server. Write it again when the seed declares something new, or let its names be any with --any-name; when something leaves the seed, after the apply that deletes it.',
    );
    const seedFlags = seedOptions(line);
    line
      .option('--read-only', 'only to plan, and to watch for drift')
      .option('--unmanaged', 'also to list what is in no seed: drift --unmanaged')
      .addOption(
        new Option('--from <NAME>', 'also to take over what that seed owns: ledger move --from NAME').argParser(
          oneSeed,
        ),
      )
      .option('--any-name', 'any names in the mounts and auth methods of the seed, not only those of today');
    ledgerPathOptions(line);
    return () => (context) =>
      withSeed(
        context,
        { ...seedFlags(), mayLackValues: true, mayLackSecrets: true },
        async ({ seed, diagnostics, unset = [] }) => {
          tell(context, diagnostics);
          const { everyLedger, grantsFor, isPruned, ledgerGrants, listingGrants, merged } = await import(
            '../../src/engine/index.ts'
          );
          const { readOnly, anyName = false, unmanaged = false, from, ...flags } = line.opts<Flags>();
          const purpose = { writes: readOnly !== true, anyName };
          // What is pruned is listed with every plan.
          const listed = unmanaged ? () => true : isPruned(seed);
          const path = ledgerPath(flags, context.io.env);
          const refused = await refusals(seed.resources, { path, purpose });
          if (refused.length > 0) return fail(context, refused);
          const text = policyText({
            seed: seed.name,
            writes: purpose.writes,
            objects: merged([...grantsFor(seed.resources, purpose), ...listingGrants(seed, listed)]),
            ledger: path === undefined ? [] : ledgerGrants(seed.name, path, purpose),
            // In a store of its own a seed sees nobody else by itself.
            elsewhere: path === undefined || path === ledgerPath({}, {}) ? [] : everyLedger('STORE'),
            from:
              path === undefined || from === undefined
                ? undefined
                : { seed: from, ledger: ledgerGrants(from, path, { writes: true }) },
          });
          if (context.json) sayJson(context, { format_version: FORMAT_VERSION, policy: text });
          else say(context, text);
          if (unset.length > 0)
            note(context, `What these decide is not in it, as they have no value: ${unset.join(', ')}.`);
          return exit.fine;
        },
      );
  },
};

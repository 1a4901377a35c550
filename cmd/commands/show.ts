import { openCatalog } from '../../src/kinds/index.ts';
import { visible } from '../../src/model/clean.ts';
import { planText } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { fail, note, say, sayJson, tellBeside } from '../context.ts';
import { exit } from '../exit.ts';
import { readPlanFile } from '../plan-file.ts';

/** A checksum can be made anew by whoever alters a file; its seal cannot, and takes the server to be checked. */
const checkedText = (path: string, sealed: boolean): string =>
  sealed
    ? `The checksum of ${visible(path)} fits. Whether somebody forged it only apply can tell, with the key of the ledger.`
    : `The checksum of ${visible(path)} fits. Nothing can tell whether somebody forged it: it was made without the key of a ledger.`;

export const command: CommandModule = {
  examples: ['vaultseed show plan.json', 'vaultseed show plan.json --json'],
  define: (line) => {
    line.description('Shows a plan that plan --out wrote, as plan showed it. Asks no server.');
    line.argument('<FILE>', 'the plan file');
    return () => async (context) => {
      const [path = ''] = line.args;
      const read = await readPlanFile(path, context.io.cwd);
      if (!read.ok) return fail(context, read.diagnostics);
      const { planFrom } = await import('../../src/report/approved.ts');
      const plan = planFrom(read.value, openCatalog());
      if (context.json) sayJson(context, read.value.plan);
      else say(context, planText(plan, context.style));
      tellBeside(context, plan.diagnostics);
      if (!context.json) note(context, `\n${checkedText(path, read.value.seal !== undefined)}`);
      return exit.fine;
    };
  },
};

import { openCatalog } from '../../src/kinds/index.ts';
import { planText } from '../../src/report/index.ts';
import type { CommandModule } from '../command.ts';
import { fail, say, sayJson, tellBeside } from '../context.ts';
import { exit } from '../exit.ts';
import { readPlanFile } from '../plan-file.ts';

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
      return exit.fine;
    };
  },
};

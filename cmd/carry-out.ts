import type { MadePlan, Mode } from '../src/engine/index.ts';
import { checked } from '../src/model/checked.ts';
import { isKnown } from '../src/model/data.ts';
import { type Diagnostic, hasErrors } from '../src/model/diagnostic.ts';
import type { Outcome } from '../src/model/outcome.ts';
import {
  type Applied,
  appliedEnding,
  appliedLines,
  applyJson,
  outcomeDiagnostics,
  outputsText,
  plainValue,
  planText,
  progress,
  questionText,
} from '../src/report/index.ts';
import { approved } from './approve.ts';
import { type Context, fail, note, say, sayJson, tell, tellBeside } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import type { PlanFlags } from './options.ts';
import type { Session } from './session.ts';

/** A plan that is to become real, and how. */
export interface Order {
  readonly session: Session;
  readonly made: MadePlan;
  /** Warnings of the seed, the settings and the planning. */
  readonly diagnostics: readonly Diagnostic[];
  readonly flags: PlanFlags;
  readonly autoApprove: boolean;
  readonly mode: Mode;
}

/** How often a live line is drawn. */
const TICK = 200;

/** Shows a plan, has it approved, carries it out and tells how it ended. */
export const carryOut = async (context: Context, order: Order): Promise<ExitCode> => {
  const { made, diagnostics, autoApprove } = order;
  const { plan } = made;
  const show = context.json ? note : say;
  show(context, planText(plan, context.json ? context.errStyle : context.style));
  if (hasErrors(plan.diagnostics)) return fail(context, [...diagnostics, ...plan.diagnostics], exit.refused);
  tellBeside(context, [...diagnostics, ...plan.diagnostics]);
  if (plan.changes.length > 0 && !autoApprove) {
    const answer = await approved(context, questionText(plan));
    if (answer !== 'yes') {
      note(context, answer === 'no' ? 'Nothing was written.' : '\nInterrupted. Nothing was written.');
      return answer === 'no' ? exit.failure : exit.interrupted;
    }
  }
  const applied = await run(context, order);
  await report(context, order, applied);
  if (applied.interrupted) return exit.interrupted;
  return applied.outcomes.every(({ status }) => status === 'done') ? exit.fine : exit.failure;
};

const run = async (context: Context, { session, made, flags }: Order): Promise<Applied> => {
  const { applyPlan } = await import('../src/engine/index.ts');
  const { io, errStyle } = context;
  const outcomes: Outcome[] = [];
  const shown = progress({
    style: errStyle,
    total: made.plan.changes.length,
    live: io.err.isTTY,
    write: io.err.write,
    now: () => performance.now(),
  });
  const stopping = (): void => {
    shown.close();
    note(context, 'Interrupted: what is under way is finished, nothing new is started. Once more stops at once.');
  };
  io.signal.addEventListener('abort', stopping, { once: true });
  const timer = setInterval(shown.tick, TICK);
  try {
    const { plan, facts, live } = made;
    const { client, seed } = session;
    const { signal } = io;
    for await (const event of applyPlan({ plan, client, seed, live, facts, parallelism: flags.parallelism, signal })) {
      shown.handle(event);
      if (event.type === 'finished') outcomes.push(event.outcome);
    }
  } finally {
    clearInterval(timer);
    io.signal.removeEventListener('abort', stopping);
    shown.close();
  }
  return { plan: made.plan, outcomes, interrupted: io.signal.aborted };
};

/** The outputs of the seed, with what the server has made by now. Asks the server again only where that is needed. */
const outputsOf = async ({ session, made, flags }: Order): Promise<Outputs> => {
  const { seed, client } = session;
  const before = seed.outputs(made.facts);
  const waits = !before.ok || before.value.some(({ value }) => !isKnown(value));
  if (!waits || made.plan.changes.length === 0) return before;
  const { factsFrom, observe } = await import('../src/engine/index.ts');
  const { resources, wanted } = seed;
  return seed.outputs(factsFrom(await observe({ resources, wanted, client, parallelism: flags.parallelism })));
};

type Outputs = ReturnType<Session['seed']['outputs']>;

const report = async (context: Context, order: Order, applied: Applied): Promise<void> => {
  const trouble = outcomeDiagnostics(applied.outcomes);
  const destroyed = order.mode === 'destroy' || applied.interrupted;
  const outputs = destroyed ? checked([]) : await outputsOf(order);
  if (context.json) {
    tell(context, [...trouble, ...outputs.diagnostics]);
    const { digest, plan } = order.made;
    const values = outputs.ok ? outputs.value.map(({ name, value }) => [name, plainValue(value)] as const) : [];
    const diagnostics = [...order.diagnostics, ...plan.diagnostics, ...outputs.diagnostics];
    sayJson(context, applyJson(applied, { digest, outputs: Object.fromEntries(values), diagnostics }));
    return;
  }
  if (applied.outcomes.length > 0) {
    say(context, `\n${appliedLines(applied, context.style)}`);
    tellApart(context, trouble);
    say(context, appliedEnding(applied, context.style));
  }
  tellApart(context, outputs.diagnostics);
  if (outputs.ok && outputs.value.length > 0) say(context, `\n${outputsText(outputs.value, context.style)}`);
};

/** Diagnostics between two results, with an empty line on either side. */
const tellApart = (context: Context, diagnostics: readonly Diagnostic[]): void => {
  if (diagnostics.length === 0) return;
  note(context, '');
  tell(context, diagnostics);
  note(context, '');
};

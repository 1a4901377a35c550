import type { MadePlan, Mode } from '../src/engine/index.ts';
import { type Checked, checked, refused } from '../src/model/checked.ts';
import { visible } from '../src/model/clean.ts';
import { isKnown } from '../src/model/data.ts';
import { type Diagnostic, hasErrors } from '../src/model/diagnostic.ts';
import { Fault } from '../src/model/fault.ts';
import type { ApplyEvent, Outcome } from '../src/model/outcome.ts';
import {
  type Applied,
  appliedEnding,
  appliedLines,
  applyJson,
  isComplete,
  outcomeDiagnostics,
  outputsText,
  plainValue,
  planBody,
  planEnding,
  progress,
  questionText,
} from '../src/report/index.ts';
import { apology } from './apology.ts';
import { approved, unapproved } from './approve.ts';
import { type Context, fail, note, say, sayJson, tell, tellBeside } from './context.ts';
import { type ExitCode, exit } from './exit.ts';
import { type OpenLedger, openRecording, type Recording } from './ledger.ts';
import type { PlanFlags } from './options.ts';
import type { Session } from './session.ts';

/** A plan to be applied, and how. */
export interface Order {
  readonly session: Session;
  readonly made: MadePlan;
  /** Warnings of the seed, the settings and the planning. */
  readonly diagnostics: readonly Diagnostic[];
  readonly flags: PlanFlags;
  readonly ledger: OpenLedger | undefined;
  /** Plans again. */
  readonly again: () => Promise<Checked<MadePlan>>;
  readonly autoApprove: boolean;
  readonly mode: Mode;
  /** The server ends with the command, as in `dev`. */
  readonly gone?: boolean | undefined;
}

/** Milliseconds between two redraws of the progress line. */
const TICK = 200;

/** Shows a plan, asks for approval, applies it and reports how it ended. */
export const carryOut = async (context: Context, order: Order): Promise<ExitCode> => {
  const { plan } = order.made;
  showPlan(context, order);
  if (hasErrors(plan.diagnostics)) {
    const code = fail(context, [...order.diagnostics, ...plan.diagnostics], exit.refused);
    note(context, '\nRefused: nothing was written.');
    return code;
  }
  if (plan.changes.length === 0 || order.autoApprove) return carriedOut(context, order);
  const answer = await approved(context, questionText(plan));
  if (answer !== 'yes') {
    note(context, answer === 'no' ? 'Nothing was written.' : '\nInterrupted. Nothing was written.');
    return unapproved(answer);
  }
  const { stillSo } = await import('./still-so.ts');
  const now = await stillSo(context, order);
  return now.ok ? carriedOut(context, { ...order, made: now.value }) : fail(context, now.diagnostics, exit.refused);
};

/** Applies an approved plan. */
const carriedOut = async (context: Context, order: Order): Promise<ExitCode> => {
  const { session, made, flags, ledger } = order;
  const recording = await openRecording(context, ledger, { made, seed: session.seed.name, flags });
  const applied = await run(context, order, recording);
  const trouble = await recording?.end(applied.outcomes);
  const fine = await report(context, order, { ...applied, trouble, listed: listedStill(recording) });
  const remains = recording?.remains();
  if (remains !== undefined) note(context, remains);
  if (trouble !== undefined) return exit.failure;
  if (applied.interrupted) return exit.interrupted;
  // Somebody who takes everything away and has taken nothing must hear of it.
  const bereft = order.mode === 'destroy' && made.plan.diagnostics.some(({ code }) => code === 'ledger-empty');
  return fine && isComplete(applied) && !bereft ? exit.fine : exit.failure;
};

const listedStill = (recording: Recording | undefined): readonly string[] =>
  recording?.left().map(({ address }) => address) ?? [];

/** The whole plan; what is dangerous about it stands last, whatever else there is to say. */
const showPlan = (context: Context, { made, diagnostics, mode }: Order): void => {
  const show = context.json ? note : say;
  const style = { ...(context.json ? context.errStyle : context.style), whole: true };
  show(context, planBody(made.plan, style, { destroy: mode === 'destroy' }));
  const all = [...diagnostics, ...made.plan.diagnostics];
  if (!hasErrors(all) && all.length > 0) {
    note(context, '');
    tellBeside(context, all);
  }
  const ending = planEnding(made.plan, style);
  if (ending !== undefined) show(context, `\n${ending}`);
};

const run = async (context: Context, order: Order, recording: Recording | undefined): Promise<Applied> => {
  const { io, errStyle } = context;
  const { plan } = order.made;
  const outcomes: Outcome[] = [];
  const shown = progress({
    style: errStyle,
    total: plan.changes.length,
    live: io.err.isTTY,
    write: io.err.write,
    now: () => performance.now(),
  });
  const stopping = (): void => {
    shown.close();
    note(context, 'Interrupted: what is under way is finished, nothing new is started. Once more stops at once.');
  };
  const robbed = (): void => {
    shown.close();
    const why = recording?.lease.signal.reason;
    const what = why instanceof Fault ? visible(why.message) : 'the lock is lost';
    note(context, `Stopping, for ${what}: what is under way is finished, nothing new is started.`);
  };
  io.signal.addEventListener('abort', stopping, { once: true });
  recording?.lease.signal.addEventListener('abort', robbed, { once: true });
  const timer = setInterval(shown.tick, TICK);
  const hopeless = new AbortController();
  try {
    const signal = AbortSignal.any([io.signal, hopeless.signal]);
    for await (const event of await eventsOf(order, { recording, signal })) {
      shown.handle(event);
      if (event.type !== 'finished') continue;
      outcomes.push(event.outcome);
      if (event.outcome.status === 'failed' && event.outcome.diagnostics.some(isHopeless)) hopeless.abort();
    }
  } finally {
    clearInterval(timer);
    io.signal.removeEventListener('abort', stopping);
    recording?.lease.signal.removeEventListener('abort', robbed);
    shown.close();
  }
  return { plan, outcomes, interrupted: io.signal.aborted, gone: order.gone };
};

const eventsOf = async (
  { session, made, flags }: Order,
  { recording, signal }: { readonly recording: Recording | undefined; readonly signal: AbortSignal },
): Promise<AsyncIterable<ApplyEvent>> => {
  const { applyPlan } = await import('../src/engine/index.ts');
  const { client, seed } = session;
  // By name: a copy of all that was made would work out its digest, which takes a walk over every value.
  const { plan, live, facts } = made;
  const work = { plan, live, facts, seed, parallelism: flags.parallelism };
  if (recording === undefined) return applyPlan({ ...work, client, signal });
  const { fenced } = await import('../src/ledger/index.ts');
  const both = AbortSignal.any([signal, recording.lease.signal]);
  return applyPlan({ ...work, client: fenced(client, recording.lease.work), record: recording.record, signal: both });
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

/** The outputs, or why there are none: what has been done is told whatever happens here. */
const outputsSafely = async (order: Order): Promise<Outputs> => {
  try {
    return await outputsOf(order);
  } catch (error) {
    if (error instanceof Fault) return refused({ code: error.code, message: error.message, help: error.help });
    return refused({ code: 'internal-error', message: 'the outputs met a mistake of vaultseed itself' });
  }
};

/** The outcomes, and what went wrong with the lock or the ledger. */
interface Ended extends Applied {
  readonly trouble: Diagnostic | undefined;
}

/** What to say about each change, one cause once; that the token has ended, first. */
const troublesOf = ({ outcomes, trouble }: Ended): readonly Diagnostic[] => {
  const all = outcomeDiagnostics(outcomes, trouble);
  return [...all.filter(isEnded).map(({ address, at, ...once }) => once), ...all.filter((one) => !isEnded(one))];
};

const isEnded = ({ code }: Diagnostic): boolean => code === 'token-invalid';

/** Nothing else can succeed: without a token, or on a sealed server. */
const isHopeless = (one: Diagnostic): boolean => isEnded(one) || one.code === 'server-sealed';

/** There is nobody to ask for outputs any more. */
const isDeaf = (one: Diagnostic): boolean => isHopeless(one) || one.code === 'server-unreachable';

/** Tells how it ended. @returns whether the outputs, too, could be had. */
const report = async (context: Context, order: Order, applied: Ended): Promise<boolean> => {
  if (!context.json) sayApplied(context, applied);
  const troubles = troublesOf(applied);
  const none = order.mode === 'destroy' || applied.interrupted || troubles.some(isDeaf);
  const outputs = none ? checked([]) : await outputsSafely(order);
  const bugs = applied.outcomes.flatMap((outcome) => (outcome.status === 'failed' && outcome.bug ? [outcome.bug] : []));
  if (context.json) {
    tell(context, [...troubles, ...outputs.diagnostics]);
    const { digest, plan } = order.made;
    const values = outputs.ok ? outputs.value.map(({ name, value }) => [name, plainValue(value)] as const) : [];
    const ended = applied.trouble === undefined ? [] : [applied.trouble];
    const diagnostics = [...order.diagnostics, ...plan.diagnostics, ...ended, ...outputs.diagnostics];
    sayJson(context, applyJson(applied, { digest, outputs: Object.fromEntries(values), diagnostics }));
  } else {
    tellApart(context, outputs.diagnostics);
    if (outputs.ok && outputs.value.length > 0) say(context, `\n${outputsText(outputs.value, context.style)}`);
  }
  for (const bug of bugs.slice(0, 1)) note(context, apology(bug, context.io.env));
  return outputs.ok;
};

const sayApplied = (context: Context, applied: Ended): void => {
  const some = applied.outcomes.length > 0;
  if (some) say(context, `\n${appliedLines(applied, context.style)}`);
  tellApart(context, troublesOf(applied));
  const { trouble } = applied;
  const overtaken = trouble?.code === 'lock-lost' || trouble?.code === 'ledger-crossed';
  if (some) say(context, appliedEnding({ ...applied, untold: trouble !== undefined, overtaken }, context.style));
};

/** Diagnostics between two results, with an empty line on either side. */
const tellApart = (context: Context, diagnostics: readonly Diagnostic[]): void => {
  if (diagnostics.length === 0) return;
  note(context, '');
  tell(context, diagnostics);
  note(context, '');
};

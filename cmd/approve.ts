import { createInterface } from 'node:readline';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { Context } from './context.ts';
import { type ExitCode, exit } from './exit.ts';

type Answer = 'yes' | 'no' | 'interrupted';

/** Whether somebody is there to be asked. */
export const canAsk = ({ io }: Context): boolean => io.stdin.isTTY === true && io.err.isTTY;

/** What to say when nobody is there. `verb` is the command. */
export const nobodyThere = (verb: string): Diagnostic => ({
  code: 'approval-needed',
  message: `${verb} asks before it writes, and there is no terminal to ask on`,
  help: [
    `look at the plan first: vaultseed plan${verb === 'destroy' ? ', and vaultseed destroy on a terminal' : ''}`,
    `then: vaultseed ${verb} --auto-approve`,
  ],
});

/** Asks a question that only the word "yes" answers with yes. */
export const approved = async ({ io }: Context, question: string): Promise<Answer> => {
  const lines = createInterface({ input: io.stdin, terminal: false });
  io.err.write(`\n${question} `);
  const answer = await new Promise<Answer | 'ended'>((resolve) => {
    lines.once('line', (line) => resolve(line.trim() === 'yes' ? 'yes' : 'no'));
    lines.once('close', () => resolve('ended'));
    io.signal.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  lines.close();
  if (answer !== 'ended') return answer;
  // Ctrl-D leaves the cursor behind the question.
  io.err.write('\n');
  return 'no';
};

/** Ends a command that was not approved. */
export const unapproved = (answer: Exclude<Answer, 'yes'>): ExitCode =>
  answer === 'no' ? exit.failure : exit.interrupted;

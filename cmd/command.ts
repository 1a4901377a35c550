import type { Command } from 'commander';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { Job, OutputFlags } from './context.ts';
import type { Line } from './usage.ts';

/** A command: what its line looks like, and a function that turns the parsed line into work. It only parses. */
export interface CommandModule {
  /** Shown first in its help; they can be pasted. */
  readonly examples: readonly string[];
  /** It hands the words after `--` to another program. Other commands take none. */
  readonly takesRest?: true;
  readonly define: (command: Command) => (rest: readonly string[]) => Job;
}

/** A command line whose command is known; the rest of its words are not parsed yet. */
export interface Called extends Line {
  readonly name: string;
  readonly module: CommandModule;
}

/** What a command line comes to: a help text, a mistake in it, or work to do. */
export type Parsed =
  | { readonly help: string }
  | { readonly problem: Diagnostic }
  | { readonly job: Job; readonly flags: OutputFlags };

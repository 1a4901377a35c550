import type { Code } from '../../model/diagnostic.ts';

/**
 * Why a function cannot give a result. Thrown by function rows, turned into a diagnostic at the call by the evaluator.
 * Its text never holds an argument that may be sensitive: rows quote values only where `quotable` says so.
 */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly code: Code;
  readonly help: readonly string[];
  /** Position of the argument it is about, for the mark; the whole call where it is absent. */
  readonly argument: number | undefined;

  constructor(message: string, options: { code?: Code; help?: readonly string[]; argument?: number } = {}) {
    super(message);
    this.code = options.code ?? 'bad-argument';
    this.help = options.help ?? [];
    this.argument = options.argument;
  }
}

import type { Files, Options } from '../load.ts';

/** A seed with a mistake, and the start of every line that is said about it: `place code: message | help | help`. */
export interface Mistake {
  readonly name: string;
  readonly seed: string | Files;
  readonly options?: Options;
  readonly want: readonly string[];
}

/** A role with some more lines in it; these start on line 4. */
export const role = (text: string): string =>
  `mount "aws" {\n  role "x" {\n    credential_type = "iam_user"\n${text}\n  }\n}`;

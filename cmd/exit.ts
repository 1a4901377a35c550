/** Every exit code there is. */
export const exit = {
  fine: 0,
  failure: 1,
  /** The server is not as the seed says: `plan --detailed-exitcode`, and `drift` always. */
  changes: 2,
  /** A guard refused before anything was written. */
  refused: 3,
  /** `fmt --check` found a file that is not formatted: the number that `terraform fmt -check` has for it. */
  unformatted: 3,
  interrupted: 130,
} as const;

/** One of `exit`, or what a command that we ran for somebody ended with. */
export type ExitCode = number;

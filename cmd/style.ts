import type { Style } from '../src/report/index.ts';
import type { Io, Output } from './io.ts';

/** Where nobody says how wide it is: a pipe, a file. */
const UNKNOWN_WIDTH = 100;
const NARROWEST = 20;

const wantsColor = ({ env }: Io, output: Output): boolean => {
  // https://no-color.org: set and not empty, whatever the value.
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return output.isTTY && env.TERM !== 'dumb';
};

/** The locale says so; where there is none at all, terminals and logs of today take UTF-8. */
const speaksUnicode = ({ env }: Io): boolean => {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  return locale === undefined || /utf-?8/i.test(locale);
};

const widthOf = ({ env }: Io, output: Output): number => {
  const told = Number.parseInt(env.COLUMNS ?? '', 10);
  const width = output.isTTY ? (output.columns ?? told) : told;
  return Math.max(NARROWEST, width > 0 ? width : UNKNOWN_WIDTH);
};

/** How text for an output is to look. */
export const styleFor = (output: Output, io: Io, flags: { color: boolean; verbose: number }): Style => ({
  color: flags.color && wantsColor(io, output),
  width: widthOf(io, output),
  unicode: speaksUnicode(io),
  verbose: flags.verbose,
});

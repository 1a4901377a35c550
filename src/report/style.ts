import picocolors from 'picocolors';
import type { Action } from '../model/plan.ts';

/** How text is laid out and dressed. Everything that is said is said without colour too. */
export interface Style {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether more than ASCII may be printed. */
  readonly unicode: boolean;
  /** 0 unless asked for more with `-v`. */
  readonly verbose: number;
  /** Nothing of a plan is cut short: somebody is about to approve it. */
  readonly whole?: boolean | undefined;
}

/** Whether long texts and lists are shown to their end. */
export const showsAll = ({ verbose, whole }: Style): boolean => verbose > 0 || whole === true;

export type Paint = ReturnType<typeof picocolors.createColors>;

const COLOURED: Paint = picocolors.createColors(true);
const BARE: Paint = picocolors.createColors(false);

export const paint = ({ color }: Style): Paint => (color ? COLOURED : BARE);

interface Glyphs {
  readonly arrow: string;
  readonly replace: string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly corner: string;
  readonly bar: string;
  readonly full: string;
  readonly empty: string;
}

const UNICODE: Glyphs = {
  arrow: '→',
  replace: '±',
  dot: '·',
  ellipsis: '…',
  corner: '┌',
  bar: '│',
  full: '█',
  empty: '░',
};

const ASCII: Glyphs = {
  arrow: '->',
  replace: '-/+',
  dot: '-',
  ellipsis: '...',
  corner: '-->',
  bar: '|',
  full: '#',
  empty: '.',
};

export const glyphs = (style: Style): Glyphs => (style.unicode ? UNICODE : ASCII);

type Sign = Action | 'unseen';

const COLORS: Readonly<Record<Sign, 'green' | 'yellow' | 'red' | 'magenta' | 'gray' | 'cyan'>> = {
  create: 'green',
  update: 'yellow',
  adopt: 'cyan',
  replace: 'magenta',
  delete: 'red',
  forget: 'cyan',
  unseen: 'gray',
};

/** The symbol of an action, as wide as `signWidth` says. */
export const sign = (action: Sign, style: Style): string => {
  const { replace } = glyphs(style);
  const signs = { create: '+', update: '~', adopt: '=', replace, delete: '-', forget: '>', unseen: '?' };
  return paint(style)[COLORS[action]](signs[action]);
};

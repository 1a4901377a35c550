import { visible } from '../model/clean.ts';
import { type Diagnostic, type Severity, severityOf } from '../model/diagnostic.ts';
import { positionOf } from '../model/position.ts';
import { NOWHERE, type Source, type Span } from '../model/span.ts';
import { excerptOf } from './excerpt.ts';
import { count, wrap } from './layout.ts';
import { glyphs, paint, type Style, showsAll } from './style.ts';

/** Stretches of the seed whose text must not be shown, such as literals that are written into a sensitive field. */
export interface DiagnosticOptions {
  readonly masked?: readonly Span[] | undefined;
}

const colored = (severity: Severity, style: Style) => (severity === 'error' ? paint(style).red : paint(style).yellow);

const headLines = (diagnostic: Diagnostic, style: Style): readonly string[] => {
  const severity = severityOf(diagnostic);
  const label = `${severity}[${diagnostic.code}]:`;
  const [first = '', ...rest] = wrap(`${label} ${visible(diagnostic.message)}`, style.width, '  ');
  const head = colored(severity, style)(paint(style).bold(label)) + paint(style).bold(first.slice(label.length));
  return [head, ...rest.map((line) => paint(style).bold(line))];
};

const placeLines = (span: Span, diagnostic: Diagnostic, context: { style: Style; masked: readonly Span[] }) => {
  const { style, masked } = context;
  const { corner, bar } = glyphs(style);
  const digits = String(positionOf(span.source, span.start).line).length;
  const room = Math.max(16, style.width - digits - 3);
  const shown = excerptOf(span, { style, masked, room, secret: diagnostic.secret });
  const { blue } = paint(style);
  const gutter = ' '.repeat(digits);
  const mark = colored(severityOf(diagnostic), style)('^'.repeat(shown.markWidth));
  const lines = [
    `${gutter}${blue(corner)} ${visible(span.source.path)}:${shown.line}:${shown.column}`,
    `${blue(`${shown.line}${bar}`)} ${shown.text}`.trimEnd(),
    `${gutter}${blue(bar)} ${' '.repeat(shown.markAt)}${mark}${furtherLines(span, shown.line)}`,
  ];
  return { lines, gutter };
};

const furtherLines = (span: Span, line: number): string => {
  const last = positionOf(span.source, Math.max(span.start, span.end - 1)).line;
  return last > line ? ` to line ${last}` : '';
};

const helpLines = (lines: readonly string[], gutter: string, style: Style): readonly string[] =>
  lines.flatMap((line) =>
    line.split('\n').flatMap((one, index) => {
      const lead = index === 0 ? `${gutter}= ` : `${gutter}  `;
      const text = visible(one);
      // A line that somebody will paste must stay one line; sentences may wrap.
      const pasted = index > 0 || text.startsWith(' ');
      return pasted ? [lead + text] : wrap(lead + text, style.width, `${gutter}  `);
    }),
  );

/** One thing to tell the user, as lines without a newline at the end: what, where, the line with a mark, what to do. */
export const diagnosticText = (diagnostic: Diagnostic, style: Style, options: DiagnosticOptions = {}): string => {
  const context = { style, masked: options.masked ?? [] };
  const place = diagnostic.at ? placeLines(diagnostic.at, diagnostic, context) : { lines: [], gutter: '  ' };
  return [
    ...headLines(diagnostic, style),
    ...place.lines,
    ...helpLines(diagnostic.help ?? [], place.gutter, style),
  ].join('\n');
};

// What no file declares has no place to show.
const placed = (one: Diagnostic): Diagnostic => (one.at?.source === NOWHERE.source ? { ...one, at: undefined } : one);

/** File order: files as they first appear, places from top to bottom, what has no place first. Stable. */
export const inFileOrder = (list: readonly Diagnostic[]): readonly Diagnostic[] => {
  const files = new Map<Source, number>();
  for (const { at } of list) if (at && !files.has(at.source)) files.set(at.source, files.size);
  const rank = ({ at }: Diagnostic): number => (at ? (files.get(at.source) ?? 0) : -1);
  return list.map(placed).sort((a, b) => rank(a) - rank(b) || (a.at?.start ?? 0) - (b.at?.start ?? 0));
};

/** `3 errors in 2 files`, `1 error and 2 warnings in 1 file`. */
export const diagnosticCounts = (list: readonly Diagnostic[]): string => {
  const of = (severity: Severity): number => list.filter((one) => severityOf(one) === severity).length;
  const numbers = [
    of('error') > 0 ? count(of('error'), 'error') : '',
    of('warning') > 0 ? count(of('warning'), 'warning') : '',
  ];
  const files = new Set(list.flatMap((one) => (one.at ? [one.at.source.path] : []))).size;
  return numbers.filter((text) => text !== '').join(' and ') + (files > 0 ? ` in ${count(files, 'file')}` : '');
};

/** Nobody reads more at once, and each costs time to lay out. */
const SHOWN = 100;

/** So many of a list, in its order: errors rather than warnings. */
export const firstOf = (list: readonly Diagnostic[], most: number): readonly Diagnostic[] => {
  if (list.length <= most) return list;
  const of = (severity: Severity): readonly Diagnostic[] => list.filter((one) => severityOf(one) === severity);
  const chosen = new Set([...of('error'), ...of('warning')].slice(0, most));
  return list.filter((one) => chosen.has(one));
};

/**
 * All of them in file order, an empty line between two, and how many there were when there were several. Of more than
 * 100 the first ones, unless `-v` asks for all.
 */
export const diagnosticsText = (list: readonly Diagnostic[], style: Style, options: DiagnosticOptions = {}): string => {
  const ordered = inFileOrder(list);
  const shown = showsAll(style) ? ordered : firstOf(ordered, SHOWN);
  const left = ordered.length - shown.length;
  const more = left === 0 ? [] : [`${glyphs(style).ellipsis} and ${left} more (-v shows all)`];
  const texts = shown.map((one) => diagnosticText(one, style, options));
  return [...texts, ...more, ...(ordered.length > 1 ? [diagnosticCounts(ordered)] : [])].join('\n\n');
};

import { parseSource } from '../../src/language/index.ts';
import { randomFrom } from '../fuzz/random.ts';
import { anyMistake, fieldOf, type Planted } from './mistakes.ts';
import { seedAt } from './seeds.ts';

const FILES = 500;
const MISTAKES = 5;

export interface Sheet {
  /** How many mistakes there are, by name, and of them reported on their line. */
  readonly planted: Map<string, { all: number; told: number }>;
  reports: number;
  innocent: number;
  /** Shown to whoever works on recovery. */
  readonly failures: Failure[];
}

export interface Failure {
  readonly why: string;
  readonly text: string;
}

const emptySheet = (): Sheet => ({ planted: new Map(), reports: 0, innocent: 0, failures: [] });

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The text with all of these mistakes, and for each of them the lines on which it may be reported. */
const plant = (text: string, mistakes: readonly Planted[]): { text: string; lines: readonly ReadonlySet<number>[] } => {
  const inOrder = mistakes.toSorted((a, b) => a.start - b.start);
  const moved = (offset: number): number => {
    let by = 0;
    for (const { start, end, text: put } of inOrder) {
      if (end <= offset && start < offset) by += put.length - (end - start);
      else if (start < offset) by += start - offset;
    }
    return offset + by;
  };
  const changed = inOrder.reduceRight(
    (all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end),
    text,
  );
  const lines = mistakes.map(({ places }) => new Set(places.map((place) => lineAt(changed, moved(place)))));
  return { text: changed, lines };
};

const reportLines = (text: string): readonly { line: number; what: string }[] =>
  parseSource({ path: 'x.seed.hcl', text }).diagnostics.map(({ at, code, message }) => ({
    line: lineAt(text, at?.start ?? 0),
    what: `${lineAt(text, at?.start ?? 0)} ${code}: ${message}`,
  }));

const judge = (sheet: Sheet, source: string, mistakes: readonly Planted[]): void => {
  const { text, lines } = plant(source, mistakes);
  const reports = reportLines(text);
  const missed: string[] = [];
  for (const [index, { name }] of mistakes.entries()) {
    const row = sheet.planted.get(name) ?? { all: 0, told: 0 };
    const told = reports.some(({ line }) => lines[index]?.has(line));
    row.all++;
    if (told) row.told++;
    else missed.push(`missed: ${name} at ${[...(lines[index] ?? [])].join('/')}`);
    sheet.planted.set(name, row);
  }
  const innocent = reports.filter(({ line }) => !lines.some((set) => set.has(line)));
  sheet.reports += reports.length;
  sheet.innocent += innocent.length;
  const why = [...missed, ...innocent.map(({ what }) => `innocent: ${what}`)];
  const planted = mistakes.map(({ name }, at) => `${name} (${[...(lines[at] ?? [])].join('/')})`).join(', ');
  if (why.length > 0) sheet.failures.push({ why: `${why.join('\n')}\nplanted: ${planted}`, text });
};

const spoils = (text: string, mistake: Planted): boolean => reportLines(plant(text, [mistake]).text).length > 0;

const touchesLine = (text: string, one: Planted, other: Planted): boolean => {
  const lines = ({ places, start, end }: Planted) => [...places, start, end].map((place) => lineAt(text, place));
  const near = new Set(lines(one));
  return lines(other).some((line) => near.has(line));
};

/** Five mistakes on lines of their own, each of which alone makes the file invalid. */
const five = (text: string, index: number, seed: number): readonly Planted[] => {
  const random = randomFrom(seed + 1, index);
  const field = fieldOf(text);
  const chosen: Planted[] = [];
  for (let tries = 0; chosen.length < MISTAKES && tries < 300; tries++) {
    const mistake = anyMistake(field, random);
    if (!chosen.some((other) => touchesLine(text, mistake, other)) && spoils(text, mistake)) chosen.push(mistake);
  }
  return chosen;
};

/** Both measures over 500 generated files: each of the five mistakes alone, and all five in the file. */
export const measure = (seed: number, files = FILES): { alone: Sheet; together: Sheet; lines: number } => {
  const [alone, together] = [emptySheet(), emptySheet()];
  let lines = 0;
  for (let index = 0; index < files; index++) {
    const text = seedAt(seed, index);
    lines += lineAt(text, text.length);
    const mistakes = five(text, index, seed);
    for (const mistake of mistakes) judge(alone, text, [mistake]);
    judge(together, text, mistakes);
  }
  return { alone, together, lines };
};

export const shares = (sheet: Sheet) => {
  const rows = [...sheet.planted.values()];
  const all = rows.reduce((sum, row) => sum + row.all, 0);
  const told = rows.reduce((sum, row) => sum + row.told, 0);
  return { all, told, onLine: told / all, innocent: sheet.innocent / sheet.reports };
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A line of figures. */
export const described = (name: string, sheet: Sheet): string => {
  const { all, told, onLine, innocent } = shares(sheet);
  return (
    `${name}: ${told} of ${all} mistakes reported on their line (${percent(onLine)}); ` +
    `${sheet.innocent} of ${sheet.reports} reports on another line (${percent(innocent)})`
  );
};

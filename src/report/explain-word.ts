import type { FieldCalled } from '../kinds/index.ts';
import type { FunctionTable, Param } from '../language/index.ts';
import { typeText } from '../language/index.ts';
import { type Code, codes } from '../model/diagnostic.ts';
import type { Told } from './examples.ts';
import { functionNotes } from './function-notes.ts';
import { displayWidth, wrap } from './layout.ts';
import { remedies } from './remedies/index.ts';
import { paint, type Style } from './style.ts';
import type { Topic } from './topics.ts';

const paragraphs = (texts: readonly string[], style: Style): readonly string[] =>
  texts.flatMap((text) => wrap(`  ${text}`, style.width, '  '));

const codeJson = (code: Code, example?: Told) => {
  const [cause, remedy] = remedies[code];
  return { code, ...codes[code], cause, remedy, ...(example === undefined ? {} : { example }) };
};

const indented = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`.trimEnd());

/** The files, what was typed, and what came: as on the page of the code. */
const exampleLines = (example: Told | undefined, style: Style): readonly string[] => {
  if (example === undefined) return [];
  if ('reason' in example) return paragraphs([`No example can be played: ${example.reason}`], style);
  const files = Object.entries(example.files).flatMap(([name, text]) => [`  ${name}:`, '', ...indented(text), '']);
  return ['', ...files, ...indented(`$ ${example.command}\n${example.output}`)];
};

/** What a code always means, what usually lies behind it, and what to do. */
const codeText = (code: Code, example: Told | undefined, style: Style): string => {
  const { severity, summary, cause, remedy } = codeJson(code);
  const effect =
    severity === 'error'
      ? 'An error: nothing is written until it is put right, or this part of an apply has failed.'
      : 'A warning: it stops nothing, and says what to look at.';
  const head = paint(style).bold(`${severity}[${code}]`);
  const texts = [`${summary}.`, `Why: ${cause}`, `What to do: ${remedy}`, effect];
  return [head, ...paragraphs(texts, style), ...exampleLines(example, style)].join('\n');
};

/** A word of the language: what it is, and an example as it stands in a file. */
const topicText = (name: string, { title, text, example }: Topic, style: Style): string =>
  [
    `${paint(style).bold(name)}: ${title}`,
    ...paragraphs(text.split('\n'), style),
    '',
    ...example.split('\n').map((line) => `    ${line}`.trimEnd()),
  ].join('\n');

type FunctionEntry = NonNullable<ReturnType<FunctionTable['get']>>;

const optionalCount = (entry: FunctionEntry): number => ('optional' in entry ? (entry.optional ?? 0) : 0);

const signature = (entry: FunctionEntry, shown: (param: Param) => string): string => {
  const needed = entry.params.length - optionalCount(entry);
  const params = entry.params.map((param, index) => (index < needed ? shown(param) : `[${shown(param)}]`));
  const rest = entry.rest === undefined ? [] : [`${shown(entry.rest)}...`];
  return `${entry.name}(${[...params, ...rest].join(', ')})`;
};

/** How a function is called; just its name where there is none. */
export const callText = (table: FunctionTable, name: string): string => {
  const entry = table.get(name);
  return entry === undefined ? name : signature(entry, (param) => param.name);
};

/** A function with the types of its parameters, and of its result where that is always the same. */
const functionText = (entry: FunctionEntry, style: Style): string => {
  const call = signature(entry, ({ name, type }) => `${name}: ${typeText(type)}`);
  const result = 'returns' in entry && entry.returns !== undefined ? ` gives ${typeText(entry.returns)}` : '';
  const note = functionNotes[entry.name];
  return [paint(style).bold(call) + result, ...(note === undefined ? [] : paragraphs([note], style))].join('\n');
};

const sorted = (table: FunctionTable): readonly FunctionEntry[] =>
  [...table.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

/** All functions, as they are called, in as many columns as there is room for. */
const functionsText = (table: FunctionTable, style: Style): string => {
  const calls = sorted(table).map((entry) => `  ${signature(entry, ({ name }) => name)}`);
  const wide = Math.min(40, Math.max(...calls.map(displayWidth))) + 1;
  const columns = Math.max(1, Math.floor(style.width / wide));
  const rows = Math.ceil(calls.length / columns);
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => (calls[column * rows + row] ?? '').padEnd(wide))
      .join('')
      .trimEnd(),
  );
  return [paint(style).bold('Functions'), ...lines].join('\n');
};

const functionJson = (entry: FunctionEntry) => ({
  name: entry.name,
  call: signature(entry, ({ name }) => name),
  ...(functionNotes[entry.name] === undefined ? {} : { text: functionNotes[entry.name] }),
});

/** What `explain` says about a word that is no kind: as text, and as machines read it. */
export interface Explained {
  readonly text: (style: Style) => string;
  readonly json: unknown;
}

export const toldCode = (code: Code, example?: Told): Explained => ({
  text: (style) => codeText(code, example, style),
  json: codeJson(code, example),
});

export const toldTopic = (name: string, topic: Topic): Explained => ({
  text: (style) => topicText(name, topic, style),
  json: { name, ...topic },
});

export const toldFunction = (entry: FunctionEntry): Explained => ({
  text: (style) => functionText(entry, style),
  json: functionJson(entry),
});

export const toldFunctions = (table: FunctionTable): Explained => ({
  text: (style) => functionsText(table, style),
  json: sorted(table).map(functionJson),
});

/** Where fields of one name are, and what each of them takes. */
export const toldFields = (name: string, found: readonly FieldCalled[]): Explained => ({
  text: (style) =>
    [
      `${paint(style).bold(name)}: a field`,
      ...found.flatMap(({ handle, field }) => [
        `  ${paint(style).bold(handle)}  ${field.takes}`,
        ...(field.description === '' ? [] : wrap(`      ${field.description}`, style.width, '      ')),
      ]),
    ].join('\n'),
  json: found,
});

/** A word that is no part of the language, and what to know instead. */
export const toldElsewhere = (name: string, title: string, lines: readonly string[]): Explained => ({
  text: (style) =>
    [`${paint(style).bold(name)}: ${title}`, ...lines.flatMap((line) => wrap(`  ${line}`, style.width, '    '))].join(
      '\n',
    ),
  json: { name, title, text: lines.join('\n') },
});

import { visible } from '../model/clean.ts';
import { documentDiff, documentWhole, jsonLines, textLines } from './document.ts';
import type { PlanJson } from './plan-json.ts';
import type { Style } from './style.ts';
import { keyText } from './value.ts';

/*
 * Fields of a plan that was approved beside those of the plan made now. Both are as the JSON of a plan has them: secrets are masks
 * already. Texts of several lines are shown as a plan shows them, by their lines that differ.
 */

type ChangeJson = PlanJson['changes'][number];
type FieldJson = ChangeJson['fields'][number];

/** So many fields are told of a change that nobody has approved. */
const TOLD = 20;
/** Longer values are not repeated: the plan shows them. */
const LONGEST = 60;
/** So many lines of a text that is new. */
const NEW_LINES = 12;

/** What stands in a message has no colours. */
const PLAIN: Style = { color: false, unicode: true, verbose: 0, width: 100 };

/** All that is done to the fields of a change, a line or a text for each. */
export const fieldsOf = (change: ChangeJson): readonly string[] =>
  change.fields.slice(0, TOLD).map((field) => fieldText(field));

/** Fields that are not what they were when the change was approved. */
export const fieldsMoved = (old: ChangeJson, now: ChangeJson): readonly string[] => {
  const before = new Map(old.fields.map((field) => [field.name, field]));
  const after = new Set(now.fields.map(({ name }) => name));
  return [
    ...now.fields.flatMap((field) => {
      const was = before.get(field.name);
      return was === undefined ? [fieldText(field, ', which was not to be touched')] : differing(was, field);
    }),
    ...old.fields
      .filter(({ name }) => !after.has(name))
      .map((field) =>
        isLong(field)
          ? fieldText(field, ', which was approved and need not be any more')
          : `${visible(field.name)}: approved was ${textOf(field)}, which need not be any more`,
      ),
  ];
};

const differing = (was: FieldJson, field: FieldJson): readonly string[] => {
  const name = visible(field.name);
  if (!isLong(was) && !isLong(field)) {
    const [then, now] = [textOf(was), textOf(field)];
    return then === now ? [] : [`${name}: ${now}; approved was ${then}`];
  }
  return [
    ...between([was.before, field.before], `${name}: the server had this when it was approved (-), and has that (+)`),
    ...between([was.after, field.after], `${name}: this was approved (-), and it would be that (+)`),
  ];
};

/** What lies between two texts, below a line that says whose they are. */
const between = ([then, now]: readonly [unknown, unknown], title: string): readonly string[] => {
  const lines = documentDiff(linesOf(then), linesOf(now), PLAIN);
  return lines.length === 0 ? [] : [below(title, lines)];
};

const below = (title: string, lines: readonly string[]): string => [`${title}:`, ...lines].join('\n  ');

const fieldText = (field: FieldJson, remark = ''): string => {
  const name = visible(field.name);
  if (!isLong(field)) return `${name}: ${textOf(field)}${remark}`;
  const lines =
    field.before === undefined
      ? documentWhole(linesOf(field.after), PLAIN, NEW_LINES)
      : documentDiff(linesOf(field.before), linesOf(field.after), PLAIN);
  return below(`${name}${remark}`, lines);
};

/** True where one side has several lines, or is a document that one line does not hold. */
const isLong = ({ before, after, sensitive }: FieldJson): boolean =>
  !sensitive && [before, after].some((value) => linesOf(value).length > 1);

const linesOf = (value: unknown): readonly string[] => {
  if (value === undefined) return [];
  if (typeof value === 'string') return textLines(value);
  const text = JSON.stringify(value);
  return text.length > LONGEST ? jsonLines(text) : [text];
};

const side = (value: unknown): string => {
  const text = visible(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** `8h → 1h`; of a secret map the members that move. */
const textOf = (field: FieldJson): string => {
  const members =
    field.members === undefined
      ? []
      : [
          ...signed('+', field.members.added),
          ...signed('~', field.members.changed),
          ...signed('-', field.members.removed),
        ];
  if (members.length > 0) return `(sensitive) ${members.join(', ')}`;
  if (field.known_after_apply && field.sensitive) return '(sensitive, not known)';
  const before = 'before' in field ? `${side(field.before)} → ` : '';
  return `${before}${'after' in field ? side(field.after) : '(none)'}`;
};

const signed = (sign: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${sign} ${keyText(name)}`);

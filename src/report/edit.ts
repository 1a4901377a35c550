import { type Data, holdsSecret, isMap, Pending } from '../model/data.ts';
import type { Field, Form } from '../model/kind.ts';
import type { Edit } from '../model/plan.ts';
import { MASK, Secret } from '../model/secret.ts';
import { documentDiff, documentWhole, jsonLines, jsonSummary, textLines } from './document.ts';
import { sayDuration } from './duration.ts';
import { clip, count, displayWidth, wrap } from './layout.ts';
import { listDiff, mapDiff, membersOf, setDiff } from './members.ts';
import { partlySecret } from './partly-secret.ts';
import { looksLikePem, pemLines } from './pem.ts';
import { changedPart } from './strings.ts';
import { glyphs, type Style, showsAll } from './style.ts';
import { HIDDEN, keyText, valueText, withHidden, writtenText } from './value.ts';

/** How an edit is shown: `beside` its name, or as a block of marked lines `below` it. */
export interface Shown {
  readonly place: 'beside' | 'below';
  readonly lines: readonly string[];
}

interface Context {
  readonly style: Style;
  /** Columns to the right of the field's name. */
  readonly room: number;
  readonly form: Form;
}

const NONE = '(none)';
const DEFAULT = '(default)';
/** So much of a new document is shown without `-v`. */
const NEW_LINES = 12;

const beside = (...lines: readonly string[]): Shown => ({ place: 'beside', lines });
const below = (lines: readonly string[]): Shown => ({ place: 'below', lines });

const isDocument = (form: Form): boolean => form === 'hcl-policy' || form === 'json' || form === 'json-subset';
const isText = (data: Data): data is string => typeof data === 'string';

/** A single value without its other side. `like` is how the seed writes it. */
const scalar = (data: Data, form: Form, like: Data = data): string =>
  (form === 'duration' ? sayDuration(data, like) : undefined) ?? valueText(data);

const whole = (data: string, context: Context): Shown =>
  below(documentWhole(textLines(data), context.style, showsAll(context.style) ? Number.MAX_SAFE_INTEGER : NEW_LINES));

const wholeJson = (data: Data, { style }: Context): Shown =>
  below(documentWhole(jsonLines(data), style, showsAll(style) ? Number.MAX_SAFE_INTEGER : NEW_LINES));

/** What nobody has described is there to be read by who approves it: on one line where that has room for it. */
const undescribed = (data: Data, context: Context): Shown => {
  const line = writtenText(data);
  return displayWidth(line) <= context.room ? beside(line) : wholeJson(data, context);
};

const longText = (text: string, { style, room }: Context): string => {
  if (showsAll(style) || displayWidth(text) <= room) return text;
  const length = count(text.replace(/^"(.*)"$/, '$1').length, 'character');
  const close = text.startsWith('"') ? '"' : '';
  return `${clip(text, Math.max(16, room - length.length - 4), glyphs(style).ellipsis)}${close} (${length})`;
};

const added = (data: Data, context: Context): Shown => {
  const { form, style } = context;
  if (data instanceof Secret || data instanceof Pending) return beside(valueText(data));
  if (form === 'json-subset') return undescribed(data, context);
  if (form === 'json') return showsAll(style) ? wholeJson(data, context) : beside(jsonSummary(data));
  if (isText(data) && looksLikePem(data)) return beside(...pemLines(data));
  if (isText(data) && (form === 'hcl-policy' || data.trimEnd().includes('\n'))) return whole(data, context);
  if (isText(data)) return beside(longText(scalar(data, form), context));
  return beside(...wrap(scalar(data, form), context.room, '  '));
};

const arrow = (before: string, after: string, { style, room }: Context): Shown => {
  const line = `${before} ${glyphs(style).arrow} ${after}`;
  return displayWidth(line) <= room ? beside(line) : beside(before, `${glyphs(style).arrow} ${after}`);
};

const documents = (before: Data, after: Data, { style, form }: Context): Shown => {
  const lines = (data: Data): readonly string[] =>
    form === 'hcl-policy' && isText(data) ? textLines(data) : jsonLines(data);
  return below(documentDiff(lines(before), lines(after), style));
};

const texts = (before: string, after: string, context: Context): Shown => {
  if (looksLikePem(before) || looksLikePem(after)) {
    return beside(...setDiff(pemLines(before), pemLines(after), context.style));
  }
  if (before.includes('\n') || after.includes('\n')) {
    return below(documentDiff(textLines(before), textLines(after), context.style));
  }
  const like = { before: scalar(before, context.form, after), after: scalar(after, context.form) };
  const short = changedPart(like.before, like.after, glyphs(context.style).ellipsis);
  return arrow(short.before, short.after, context);
};

const SETS: readonly Form[] = ['set', 'set-ignore-case', 'csv', 'cidr-set'];

const changed = (before: Data, after: Data, context: Context): Shown => {
  const { form, style } = context;
  if (after instanceof Pending || before instanceof Pending)
    return arrow(scalar(before, form), scalar(after, form), context);
  if (isDocument(form)) return documents(before, after, context);
  if (SETS.includes(form)) return beside(...setDiff(membersOf(before), membersOf(after), style));
  if (Array.isArray(before) || Array.isArray(after))
    return beside(...listDiff(membersOf(before), membersOf(after), style));
  if (isMap(before) && isMap(after)) return beside(...mapDiff(before, after, style));
  if (isText(before) && isText(after)) return texts(before, after, context);
  return arrow(scalar(before, form, after), scalar(after, form), context);
};

const secret = (edit: Edit, field: Field | undefined, context: Context): Shown => {
  const mask = field?.writeOnly || edit.change === 'hidden' ? HIDDEN : MASK;
  if (edit.after instanceof Pending) return beside(valueText(new Pending(true, edit.after.withheld)));
  if (edit.change === 'remove') return arrow(mask, NONE, context);
  if (edit.change === 'reset') return arrow(mask, DEFAULT, context);
  const members = secretMembers(edit, mask);
  if (members.length > 0) return beside(...wrap(members.join(', '), context.room, '  '));
  return beside(edit.change === 'change' ? `${mask} changes` : mask);
};

/** The members of a secret map that move, or of a new one all: their names, and a mask for what they hold. */
const secretMembers = ({ before, after }: Edit, mask: string): readonly string[] => {
  if (!(after instanceof Secret)) return [];
  if (!(before instanceof Secret)) return (after.keys() ?? []).map((key) => `${keyText(key)} ${mask}`);
  const moved = before.keysChanged(after);
  if (moved === undefined) return [];
  return [
    ...moved.changed.map((key) => `~ ${keyText(key)} ${mask}`),
    ...moved.added.map((key) => `+ ${keyText(key)} ${mask}`),
    ...moved.removed.map((key) => `- ${keyText(key)}`),
  ];
};

/** What the server has is not shown, and what the seed says is: the object is another seed's, or nobody knows what is kept there. */
const veiled = ({ before, after, sensitive }: Edit, field: Field | undefined, context: Context): Shown | undefined => {
  if (sensitive || field?.sensitive || field?.writeOnly || before === undefined || after === undefined)
    return undefined;
  if (before instanceof Secret === after instanceof Secret) return undefined;
  const one = (side: Data): string => (side instanceof Secret ? MASK : scalar(side, context.form));
  const open = after instanceof Secret ? before : after;
  if (isText(open) && open.trimEnd().includes('\n')) return after === open ? added(after, context) : undefined;
  return arrow(one(before), one(after), context);
};

const hides = (edit: Edit, field: Field | undefined): boolean =>
  edit.sensitive ||
  (field !== undefined && (field.writeOnly || field.sensitive)) ||
  edit.before instanceof Secret ||
  edit.after instanceof Secret;

/** A length of time of nothing is no length of time: it stands for what the mount or the server has as default. */
const isDefault = (after: Data, field: Field | undefined): boolean =>
  field?.compare === 'duration' && field.reset === 0 && sayDuration(after) === '0s';

/** One edit of a change as lines to print. What is or may be a secret is a mask, whatever else is known about it. */
export const showEdit = (edit: Edit, field: Field | undefined, options: { style: Style; room: number }): Shown => {
  const context: Context = { ...options, form: field?.compare ?? 'exact' };
  const partly = partlySecret(edit, field);
  if (partly !== undefined) return showEdit(partly, field, options);
  const half = veiled(edit, field, context);
  if (half !== undefined) return half;
  if (hides(edit, field)) return secret(edit, field, context);
  const before = withHidden(edit.before, field?.hides ?? []);
  const after = withHidden(edit.after, field?.hides ?? []);
  if (edit.change === 'remove') return arrow(before === undefined ? '' : scalar(before, context.form), NONE, context);
  if (edit.change === 'reset') return arrow(before === undefined ? '' : scalar(before, context.form), DEFAULT, context);
  if (after === undefined) return beside(NONE);
  if (edit.change === 'hidden') return beside(`${valueText(after)} (cannot be compared)`);
  if (before === undefined) return added(after, context);
  if (isDefault(after, field)) return arrow(scalar(before, context.form), DEFAULT, context);
  const shown = changed(before, after, context);
  // Two values may differ in nothing that can be shown: in a secret inside them, in spaces.
  return shown.lines.length > 0 ? shown : beside(holdsSecret(after) ? `${MASK} changes` : 'is spelt differently');
};

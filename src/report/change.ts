import { visible } from '../model/clean.ts';
import type { Change, Edit, Unseen } from '../model/plan.ts';
import { showEdit } from './edit.ts';
import { displayWidth, pad, wrap } from './layout.ts';
import { glyphs, paint, type Style, sign } from './style.ts';
import { remarksOf } from './words.ts';

const FIELD_INDENT = 6;
/** A longer field name pushes its own value out of the column, not everybody's. */
const NAME_LIMIT = 32;
/** Remarks stand in one column, this far to the right if addresses allow. */
const REMARK_COLUMN = 40;

/** Columns of a plan: the same for all blocks, so that the eye can run down one. */
export interface Columns {
  readonly remark: number;
}

export const columnsOf = (addresses: readonly string[], style: Style): Columns => {
  const widths = addresses.map((address) => displayWidth(visible(address)) + 4 + signRoom(style));
  // Not Math.max(...widths): a call takes no hundred thousand arguments.
  const longest = widths.reduce((most, width) => Math.max(most, width), 0);
  return { remark: Math.min(Math.max(longest + 2, REMARK_COLUMN), Math.floor(style.width * 0.66)) };
};

/** Signs are one column wide, except the ASCII one for replace. */
const signRoom = (style: Style): number => displayWidth(glyphs(style).replace) - 1;

const headLines = (
  action: Change['action'] | 'unseen',
  what: { address: string; remarks: readonly string[] },
  layout: Layout,
) => {
  const { style, columns } = layout;
  const address = visible(what.address);
  const mark = `  ${sign(action, style)} `;
  const remark = what.remarks.join(` ${glyphs(style).dot} `);
  if (remark === '') return [mark + paint(style).bold(address)];
  const taken = displayWidth(mark + address);
  const room = style.width - taken - displayWidth(remark);
  if (room >= 2) {
    const gap = Math.min(room, Math.max(2, columns.remark - taken));
    return [`${mark}${paint(style).bold(address)}${' '.repeat(gap)}${paint(style).italic(remark)}`];
  }
  const indent = ' '.repeat(FIELD_INDENT);
  const below = wrap(indent + remark, style.width, indent).map((one) => paint(style).italic(one));
  return [mark + paint(style).bold(address), ...below];
};

export interface Layout {
  readonly style: Style;
  readonly columns: Columns;
}

const editLines = (edit: Edit, change: Change, layout: { style: Style; names: number }): readonly string[] => {
  const { style, names } = layout;
  const field = change.resource.kind.fields.find((one) => one.name === edit.field);
  const start = FIELD_INDENT + names + 2;
  const shown = showEdit(edit, field, { style, room: Math.max(16, style.width - start) });
  const indent = ' '.repeat(FIELD_INDENT);
  const name = visible(edit.field);
  if (shown.place === 'below') {
    const alone = change.edits.length === 1;
    const by = alone ? indent : `${indent}  `;
    return [...(alone ? [] : [indent + name]), ...shown.lines.map((line) => (by + line).trimEnd())];
  }
  const lead = indent + pad(name, names);
  const widest = Math.max(0, ...shown.lines.map(displayWidth));
  if (start + widest > style.width && style.width < 60) {
    return [indent + name, ...shown.lines.map((line) => `${indent}  ${line}`)];
  }
  return shown.lines.map((line, index) => `${index === 0 ? lead : ' '.repeat(displayWidth(lead))}  ${line}`);
};

/** A change as people read it: what happens to what and why, then each field that moves. */
export const changeLines = (change: Change, layout: Layout): readonly string[] => {
  const head = headLines(change.action, { address: change.address, remarks: remarksOf(change) }, layout);
  if (change.action === 'delete' || change.action === 'forget') return head;
  const widths = change.edits.map((edit) => displayWidth(visible(edit.field))).filter((width) => width <= NAME_LIMIT);
  const names = Math.max(0, ...widths);
  return [...head, ...change.edits.flatMap((edit) => editLines(edit, change, { style: layout.style, names }))];
};

export const unseenLines = (unseen: Unseen, layout: Layout): readonly string[] =>
  headLines('unseen', { address: unseen.address, remarks: [visible(unseen.why)] }, layout);

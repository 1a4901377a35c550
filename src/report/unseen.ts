import { visible } from '../model/clean.ts';
import type { Plan, Unseen } from '../model/plan.ts';
import { readPath } from './api-path.ts';
import { type Layout, unseenLines } from './change.ts';
import { count } from './layout.ts';
import type { Row } from './rows.ts';
import { glyphs, paint, type Style, showsAll } from './style.ts';

/** So many are listed one by one without `-v`. */
const LISTED = 10;

const isDenied = ({ why }: Unseen): boolean => why.startsWith('403');

const whyText = (one: Unseen, style: Style): string =>
  isDenied(one) && style.verbose === 0 ? 'the token may not read it' : visible(one.why);

/** What lives in something that could not be seen either, for the same reason, is counted there. */
const carriers = ({ unseen }: Plan): ReadonlyMap<string, readonly Unseen[]> => {
  const whys = new Map(unseen.map(({ address, why }) => [address, why]));
  const carried = new Map<string, Unseen[]>();
  for (const one of unseen) {
    const { parent } = one.resource;
    if (parent === undefined || whys.get(parent) !== one.why) continue;
    carried.set(parent, [...(carried.get(parent) ?? []), one]);
  }
  return carried;
};

/** Rows for what could not be looked at: each with the reason, many of them as a number. */
export const unseenRows = (plan: Plan, layout: Layout): readonly Row[] => {
  const { style } = layout;
  const inside = style.verbose > 0 ? new Map<string, readonly Unseen[]>() : carriers(plan);
  const folded = new Set([...inside.values()].flat());
  const heads = plan.unseen.filter((one) => !folded.has(one));
  const shown = style.verbose > 0 || heads.length <= LISTED + 1 ? heads : heads.slice(0, LISTED);
  const rows = shown.map((one): Row => {
    const more = inside.get(one.address)?.length ?? 0;
    const why = whyText(one, style) + (more > 0 ? `, nor ${count(more, 'object')} in it` : '');
    return { address: one.address, parent: one.resource.parent, lines: unseenLines({ ...one, why }, layout) };
  });
  const rest = heads.length - shown.length;
  if (rest === 0) return rows;
  const line = paint(style).dim(`  ${glyphs(style).ellipsis} ${rest} more (-v lists them)`);
  return [...rows, { address: '', parent: undefined, lines: [line] }];
};

/** What a policy has to say so that the token may look: lines to paste. Nothing where rights are not the reason. */
export const grantLines = (plan: Plan, style: Style): readonly string[] => {
  const denied = plan.unseen.filter(isDenied);
  if (denied.length === 0) return [];
  const lines = denied.map(({ resource }) => {
    const capabilities = resource.kind.sudo ? '"read", "sudo"' : '"read"';
    return `  path "${visible(readPath(resource))}" { capabilities = [${capabilities}] }`;
  });
  const all = [...new Set(lines)];
  const shown = showsAll(style) || all.length <= LISTED + 1 ? all : all.slice(0, LISTED);
  const rest = all.length - shown.length;
  const more = rest > 0 ? [paint(style).dim(`  ${glyphs(style).ellipsis} ${count(rest, 'more line')} (-v)`)] : [];
  return ['To look at everything the token needs a policy with:', ...shown, ...more, ''];
};

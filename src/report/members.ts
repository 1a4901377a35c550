import { diffArrays } from 'diff';
import { type Data, isMap } from '../model/data.ts';
import { glyphs, paint, type Style } from './style.ts';
import { keyText, quoted, valueText } from './value.ts';

/** The members of a list, or of a text with commas between them, each as it is shown. */
export const membersOf = (data: Data): readonly string[] => {
  if (Array.isArray(data)) return data.map(memberText);
  if (typeof data !== 'string') return data === null ? [] : [memberText(data)];
  return data
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(quoted);
};

const memberText = (data: Data): string => (typeof data === 'string' ? quoted(data) : valueText(data));

const taken = (text: string, style: Style): string => paint(style).red(`- ${text}`);
const put = (text: string, style: Style): string => paint(style).green(`+ ${text}`);

/** Members that leave and members that come; what stays is left out. */
export const setDiff = (before: readonly string[], after: readonly string[], style: Style): readonly string[] => [
  ...before.filter((one) => !after.includes(one)).map((one) => taken(one, style)),
  ...after.filter((one) => !before.includes(one)).map((one) => put(one, style)),
];

/** As `setDiff`; where only the order differs, both orders. */
export const listDiff = (before: readonly string[], after: readonly string[], style: Style): readonly string[] => {
  const same = [...before].sort().join('\n') === [...after].sort().join('\n');
  if (same) return [`${before.join(', ')} ${glyphs(style).arrow} ${after.join(', ')}`];
  return diffArrays([...before], [...after]).flatMap((part) => {
    if (part.added) return part.value.map((one) => put(one, style));
    return part.removed ? part.value.map((one) => taken(one, style)) : [];
  });
};

const changedKey = (key: string, [before, after]: readonly [string, string], style: Style): string =>
  `${paint(style).yellow('~')} ${keyText(key)} = ${before} ${glyphs(style).arrow} ${after}`;

/** The keys of a map that leave, change and come. */
export const mapDiff = (before: Data, after: Data, style: Style): readonly string[] => {
  const old: Readonly<Record<string, Data>> = isMap(before) ? before : {};
  const young: Readonly<Record<string, Data>> = isMap(after) ? after : {};
  const keys = [...new Set([...Object.keys(old), ...Object.keys(young)])].sort();
  return keys.flatMap((key) => {
    const [from, to] = [old[key], young[key]];
    if (from === undefined) return to === undefined ? [] : [put(`${keyText(key)} = ${valueText(to)}`, style)];
    if (to === undefined) return [taken(`${keyText(key)} = ${valueText(from)}`, style)];
    const shown = [valueText(from), valueText(to)] as const;
    return shown[0] === shown[1] ? [] : [changedKey(key, shown, style)];
  });
};

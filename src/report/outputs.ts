import { visible } from '../model/clean.ts';
import type { Data } from '../model/data.ts';
import { displayWidth, pad } from './layout.ts';
import { paint, type Style } from './style.ts';
import { valueText } from './value.ts';

/** The outputs of a seed, one a line. */
export const outputsText = (
  outputs: readonly { readonly name: string; readonly value: Data }[],
  style: Style,
): string => {
  const width = Math.max(0, ...outputs.map(({ name }) => displayWidth(visible(name))));
  const lines = outputs.map(({ name, value }) => `  ${pad(visible(name), width)} = ${valueText(value)}`);
  return [paint(style).bold('Outputs'), ...lines].join('\n');
};

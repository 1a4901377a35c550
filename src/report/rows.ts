import type { Address } from '../model/address.ts';

/** What is said about one object: a line, and whatever belongs below it. */
export interface Row {
  readonly address: Address;
  /** The mount or auth method it lives in. */
  readonly parent: Address | undefined;
  readonly lines: readonly string[];
}

/** True when an empty line between two rows would tear apart what belongs together. */
const belong = (above: Row, below: Row): boolean => {
  const family = ({ parent, address }: Row): Address => parent ?? address;
  if (family(above) === family(below)) return true;
  return above.lines.length === 1 && below.lines.length === 1;
};

/** Rows as they are printed: what lives in one mount stands together, and so do objects about which there is one line. */
export const rowLines = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row, index) => {
    const above = rows[index - 1];
    return above === undefined || !belong(above, row) ? ['', ...row.lines] : row.lines;
  });

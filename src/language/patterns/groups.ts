/** A pattern whose groups all have names that the engine takes, and the names that were written, by the number of the group. */
interface Groups {
  readonly source: string;
  readonly names: readonly (string | undefined)[];
}

/** What can hold no group, or begins one: a quoted part, an escape, a class, `(?P<name>` and `(?<name>`, `(`. */
const PIECE =
  /\\Q(?:(?!\\E).)*(?:\\E)?|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]?|\(\?P?<(?<name>\w+)>|\((?<flags>\?)?/gsu;

/**
 * Two groups may have one name in Go and in Terraform, where the engine refuses that. So it gets names of ours, which are
 * unique; a name that it would refuse stays, to be told.
 */
export const groupsOf = (pattern: string): Groups => {
  const names: (string | undefined)[] = [];
  const source = pattern.replaceAll(PIECE, (piece, ...rest) => {
    const { name, flags } = namesIn(rest.at(-1));
    if (!piece.startsWith('(') || flags !== undefined) return piece;
    names.push(name);
    return name === undefined ? piece : `(?P<group${names.length}>`;
  });
  return { source, names };
};

const namesIn = (groups: unknown): { readonly name?: string; readonly flags?: string } =>
  typeof groups === 'object' && groups !== null ? groups : {};

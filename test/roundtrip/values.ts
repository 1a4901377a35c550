/** What the placeholders of samples stand for. A name may have an argument after a colon. */
export type Meanings = Readonly<Record<string, string | ((argument: string) => string)>>;

const HOLE = /\$\{([a-zA-Z]+)(?::([^}]+))?\}/g;

const filled = (text: string, meanings: Meanings): string =>
  text.replaceAll(HOLE, (_, name: string, argument = '') => {
    const meaning = meanings[name];
    if (meaning === undefined) throw new Error(`nothing here is meant by \${${name}}`);
    return typeof meaning === 'string' ? meaning : meaning(argument);
  });

/** The same values with every placeholder replaced. Throws for one that means nothing. */
export const fill = (value: unknown, meanings: Meanings): unknown => {
  if (typeof value === 'string') return filled(value, meanings);
  if (Array.isArray(value)) return value.map((item) => fill(item, meanings));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, meanings)]));
};

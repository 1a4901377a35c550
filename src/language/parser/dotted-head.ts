import { type Mistake, type Parsing, peek } from './parsing.ts';

/** `mount.m {`: an address where the head of a block belongs. */
export const dottedHead = (parsing: Parsing, name: string): Mistake | undefined => {
  const { start } = peek(parsing);
  const [, rest = ''] =
    /^((?:\.[\p{ID_Start}_][\p{ID_Continue}-]*|\["[^"\n]{0,200}"\])+)[ \t]*\{/u.exec(
      parsing.text.slice(start, start + 400),
    ) ?? [];
  if (rest === '') return undefined;
  const steps = rest.match(/[\p{ID_Continue}-]+|"[^"]*"/gu) ?? [];
  const quoted = steps.map((step) => (step.startsWith('"') ? step : `"${step}"`));
  const [label] = quoted;
  const deeper = steps.length > 1 ? [`what stands inside of it is a block in there: ${name} ${label} { … { … } }`] : [];
  return {
    code: 'bad-item',
    message: `${name}${rest} is how others refer to it; it is declared by its type and a label in quotes`,
    help: [`write ${name} ${label} { … }`, ...deeper],
    at: { start: start - name.length, end: start + rest.length },
  };
};

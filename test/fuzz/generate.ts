import type { Random } from './random.ts';
import { comment, gap, type Making, name, template } from './words.ts';

/** `tidy` is written as people do who run `fmt`; `wild` is whatever the grammar allows. */
export type Style = 'tidy' | 'wild';

/** A valid file of about `items` items at its top. */
export const validFile = (random: Random, style: Style, items: number): string => {
  const making: Making = { random, wild: style === 'wild', names: new Set() };
  const mark = making.wild && random.chance(2) ? '\uFEFF' : '';
  const text = mark + body(making, { indent: '', items });
  return making.wild && random.chance(10) ? text.replaceAll('\n', '\r\n') : text;
};

/** A valid expression, no more than `depth` levels deep. */
export const validExpression = (random: Random, depth: number): string =>
  expression({ random, wild: true, names: new Set() }, { depth, indent: '', joined: true });

interface Place {
  readonly indent: string;
  readonly items: number;
}

const body = (making: Making, { indent, items }: Place): string => {
  const { random, wild } = making;
  const names = new Set<string>();
  let text = '';
  for (let at = 0; at < items; at++) {
    if (random.chance(8)) text += comment(making, indent);
    if (random.chance(wild ? 15 : 25)) text += '\n';
    text +=
      indent.length < 6 && random.chance(indent === '' ? 65 : 25)
        ? block(making, indent)
        : attribute({ ...making, names }, indent);
  }
  return text;
};

const attribute = (making: Making, indent: string): string => {
  const label = name(making, making.names);
  making.names.add(label);
  const lead = making.wild ? gap(making) : indent;
  const written = value(making, { depth: 3, indent, joined: false });
  const end = written.endsWith('\n') ? '' : making.wild && making.random.chance(10) ? ' # note\n' : '\n';
  return `${lead}${label}${gap(making)}=${gap(making)}${written}${end}`;
};

const block = (making: Making, indent: string): string => {
  const { random, wild } = making;
  const labels = Array.from({ length: random.below(3) }, () =>
    random.chance(wild ? 30 : 0) ? name(making) : JSON.stringify(name(making)),
  );
  const head = [name(making), ...labels].join(' ');
  if (random.chance(5)) return `${indent}${head} {}\n`;
  if (random.chance(wild ? 15 : 3)) return `${indent}${head} { ${name(making)} = ${random.below(100)} }\n`;
  const inside = body(making, { indent: `${indent}  `, items: 1 + random.below(4) });
  return `${indent}${head} {\n${inside}${indent}}\n`;
};

interface Level {
  readonly depth: number;
  readonly indent: string;
  /** Newlines are white space here. */
  readonly joined: boolean;
}

type Make = (making: Making, level: Level) => string;

const expression: Make = (making, level) => {
  const { random } = making;
  if (level.depth <= 0 || random.chance(35)) return simple(making, level);
  return random.pick(COMPOUND)(making, { ...level, depth: level.depth - 1 });
};

/** The value of an attribute or a member: only here a heredoc can stand, because a newline ends it. None in templates. */
const value: Make = (making, level) =>
  level.depth > 0 && making.random.chance(6) ? heredoc(making, level) : expression(making, level);

/** What stands in the `${ }` of a template. */
const innermost = (making: Making): string => expression(making, { depth: 1, indent: '', joined: true });

const simple: Make = (making) => {
  const { random } = making;
  const number = () => `${random.below(1000)}${random.chance(20) ? `.${random.below(1000)}` : ''}`;
  return random.pick([
    () => `"${template(making, () => innermost(making))}"`,
    () => `"${template(making)}"`,
    number,
    () => random.pick(['true', 'false', 'null']),
    () => name(making),
    () => `${name(making)}.${name(making)}`,
  ])();
};

/** Spaces or, where the style and the place allow it, newlines and comments. */
const space = (making: Making, { joined }: Level): string =>
  making.wild && joined && making.random.chance(10) ? making.random.pick(['\n', ' # x\n', '\n\n  ', '/* y */']) : ' ';

const operator: Make = (making, level) => {
  const sign = making.random.pick(['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||']);
  return `${operand(making, level)}${space(making, level)}${sign} ${operand(making, level)}`;
};

/** What binds at least as tightly as an operator. */
const operand: Make = (making, level) =>
  making.random.chance(60) ? simple(making, level) : parentheses(making, level);

const parentheses: Make = (making, level) => `(${expression(making, { ...level, joined: true })})`;

const unary: Make = (making, level) => `${making.random.pick(['-', '!', '- -', '!!'])}${operand(making, level)}`;

const conditional: Make = (making, level) =>
  [operand(making, level), '?', expression(making, level), ':', operand(making, level)].join(' ');

const call: Make = (making, level) => {
  const inner = { ...level, joined: true };
  const args = Array.from({ length: making.random.below(4) }, () => expression(making, inner));
  const end = args.length === 0 ? '' : making.random.pick(['', '', '', '...', ...(making.wild ? [','] : [])]);
  return `${name(making)}(${args.join(`,${space(making, inner)}`)}${end})`;
};

const access: Make = (making, level) => {
  const inner = { ...level, joined: true };
  const step = () =>
    making.random.pick([
      () => `.${name(making)}`,
      () => '[0]',
      () => `[${expression(making, inner)}]`,
      () => `["${name(making)}"]`,
    ])();
  const splat = making.random.pick(['', '', '', '', '[*]', '.*']);
  const steps = Array.from({ length: making.random.below(3) }, step).join('');
  return `${name(making)}${splat}.${name(making)}${steps}`;
};

const list: Make = (making, level) => {
  const { random } = making;
  const inner = { depth: level.depth, indent: `${level.indent}  `, joined: true };
  const items = Array.from({ length: random.below(5) }, () => expression(making, inner));
  if (items.length < 3 || random.chance(50)) return `[${items.join(', ')}]`;
  return `[\n${items.map((item) => `${inner.indent}${item},\n`).join('')}${level.indent}]`;
};

const object: Make = (making, level) => {
  const { random } = making;
  const inner = { depth: level.depth, indent: `${level.indent}  `, joined: false };
  const sign = () => (making.wild && random.chance(20) ? ':' : ' =');
  const key = () => (random.chance(70) ? name(making) : random.pick([`"${name(making)}"`, `(${name(making)})`]));
  const items = Array.from({ length: random.below(4) }, () => `${key()}${sign()} ${value(making, inner)}`);
  const lines = items.some((item) => item.includes('\n'));
  if (!lines && items.length < 2) return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
  const end = (item: string) => (item.endsWith('\n') ? '' : making.wild && random.chance(20) ? ',\n' : '\n');
  return `{\n${items.map((item) => `${inner.indent}${item}${end(item)}`).join('')}${level.indent}}`;
};

const forExpression: Make = (making, level) => {
  const { random } = making;
  const inner = { ...level, depth: level.depth - 1, joined: true };
  const from = `${random.chance(50) ? `${name(making)}, ` : ''}${name(making)} in ${expression(making, inner)}`;
  const when = random.chance(30) ? ` if ${expression(making, inner)}` : '';
  if (random.chance(50)) return `[for ${from} : ${expression(making, inner)}${when}]`;
  const result = `${name(making)} => ${expression(making, inner)}${random.chance(20) ? '...' : ''}`;
  return `{ for ${from}${space(making, inner)}: ${result}${when} }`;
};

const heredoc: Make = (making, { indent }) => {
  const marker = making.random.pick(['EOT', 'EOF', 'POLICY']);
  const line = () => `${indent}  ${template(making, () => innermost(making), true)}\n`;
  const lines = Array.from({ length: 1 + making.random.below(3) }, line).join('');
  return `<<-${marker}\n${lines}${indent}${marker}\n`;
};

const COMPOUND: readonly [Make, ...Make[]] = [
  ...([operator, unary, parentheses, conditional, call, call, access, access] as const),
  ...([list, list, object, object, forExpression] as const),
];

import type { Random } from './random.ts';

export interface Making {
  readonly random: Random;
  readonly wild: boolean;
  /** Names that are taken among the items of one body. */
  readonly names: Set<string>;
}

const NAMES = [
  ...(['type', 'path', 'name', 'description', 'rules', 'max_ttl', 'token-ttl', 'default_lease', 'options'] as const),
  ...(['team', 'region', 'var', 'local', 'each', 'bound_claims', 'policies', 'user', 'key', 'value', 'x'] as const),
] as const;
const WILD = ['for', 'in', 'if', 'null2', 'true', 'é', 'ключ', '名前', '_', 'a-b', 'a1', 'Ⅷ'] as const;

/** A name that `taken` does not hold. */
export const name = (making: Making, taken?: ReadonlySet<string>): string => {
  const { random, wild } = making;
  for (;;) {
    const found: string = wild && random.chance(10) ? random.pick(WILD) : random.pick(NAMES);
    if (taken === undefined) return found === 'for' ? 'four' : found;
    const numbered = `${found}${taken.has(found) ? random.below(1000) : ''}`;
    if (!taken.has(numbered)) return numbered;
  }
};

const PLAIN = [
  ...(['', 'a', 'secret/data/app', '24h', 'read only', 'it costs $5, or 100%', '-_.:;!?', "it's", 'é ü 😀'] as const),
  ...(['{', '}', '[ ]', '# no comment', '// neither', 'a = b', '/*', '<<EOT', '*', '~'] as const),
] as const;
const ESCAPED = ['\\n', '\\t', '\\"', '\\\\', '\\u00e9', '\\U0001f600', '$${x}', '%%{ if }', '$$', '%', '$'] as const;

/** What stands between two quotes, or (`raw`) in a heredoc; `inner` makes what stands in its `${ }`. */
export const template = ({ random }: Making, inner?: () => string, raw = false): string => {
  const piece = (): string => {
    if (inner !== undefined && random.chance(30)) return sequence(random, inner);
    return raw || random.chance(75) ? random.pick(PLAIN) : random.pick(ESCAPED);
  };
  const join = random.chance(50) ? '' : ' ';
  let text = '';
  // A dollar sign must not slip in front of a brace, where it means something else.
  for (let left = 1 + random.below(3); left > 0; left--) text += (/[$%]$/.test(text) ? ' ' : join) + piece();
  return text;
};

const sequence = (random: Random, inner: () => string): string => {
  const [open, close] = random.chance(70) ? ['{', '}'] : ['{~ ', ' ~}'];
  if (random.chance(80)) return `$${open}${inner()}${close}`;
  const body = random.pick(['yes', 'no', '']);
  return random.pick([
    `%${open} if ${inner()} ${close}${body}%${open} endif ${close}`,
    `%${open} if ${inner()} ${close}${body}%${open} else ${close}no%${open} endif ${close}`,
    `%${open} for x in ${inner()} ${close}\${x}%${open} endfor ${close}`,
  ]);
};

export const comment = ({ random, wild }: Making, indent: string): string =>
  random.pick([
    `${indent}# why this is here\n`,
    `${indent}// as before\n`,
    wild ? `${indent}/* two\n lines */\n` : `${indent}# ${random.below(100)} %\n`,
  ]);

/** Space around a sign: one, or where it may be wild, any. */
export const gap = ({ random, wild }: Making): string => (wild ? random.pick([' ', '', '  ', '\t', ' /**/ ']) : ' ');

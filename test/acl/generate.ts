import { picker, type Random } from './random.ts';

/** A policy as text, and paths worth asking about. */
export interface Case {
  readonly policies: readonly string[];
  readonly paths: readonly string[];
}

/** What a server knows besides the capabilities that every server has. */
export interface Words {
  readonly capabilities: readonly string[];
  /** The accessor of the mount that the entity's alias is of. */
  readonly accessor: string;
  readonly expires: boolean;
}

const COMMON = ['create', 'read', 'update', 'delete', 'list', 'sudo', 'patch'];
const SEGMENTS = ['a', 'b', 'ab', 'abc', 'aa', 'é', 'x+', '+x', 'a*', 'b-1', ''];
const TEMPLATES = [
  'identity.entity.id',
  'identity.entity.name',
  'identity.entity.metadata.team',
  'identity.entity.metadata.none',
  'identity.entity.metadata.wild',
  'identity.entity.metadata.glob',
  'identity.entity.metadata.deep',
  'identity.entity.aliases.ACCESSOR.name',
  'identity.entity.aliases.ACCESSOR.custom_metadata.dotted.key',
  'identity.entity.aliases.nowhere.name',
  'identity.groups.names.acl-fuzz-group.id',
  'identity.groups.names.acl-fuzz-group.metadata.floor',
  'identity.groups.names.other.id',
  'identity.entity.groups.names',
  'nothing.of.ours',
];

const fragment = ({ one, chance }: Random, words: Words, wild: boolean): string => {
  if (wild && chance(0.3)) return '+';
  // A template that one server cannot fill in makes it answer nothing at all: rare, so that other things are judged too.
  if (wild && chance(0.06)) return `{{${chance(0.5) ? ' ' : ''}${one(TEMPLATES).replace('ACCESSOR', words.accessor)}}}`;
  return chance(0.85) ? one(['a', 'b', 'ab', 'abc']) : one(SEGMENTS);
};

const path = (random: Random, words: Words, wild: boolean): string => {
  const { chance, upTo, times } = random;
  const parts = times(1 + upTo(4), () => fragment(random, words, wild));
  const end = chance(0.2) ? '/' : '';
  const star = wild && chance(0.4) ? '*' : '';
  const text = `${chance(0.05) ? '/' : ''}${parts.join('/')}${end}${star}`;
  return text.includes('+*') ? text.replaceAll('+*', '+/*') : text;
};

const PARAMETERS = [
  'allowed_parameters = { "a" = [], "*" = [] }',
  'denied_parameters = { "b" = ["x*"] }',
  'required_parameters = ["a"]',
  'min_wrapping_ttl = "1m"\n  max_wrapping_ttl = 600',
  'comment = "said // here"',
];

const block = (random: Random, words: Words): string => {
  const { one, chance, some } = random;
  const held = chance(0.1) ? ['deny', ...some(COMMON)] : some([...COMMON, ...words.capabilities]);
  const lines = [
    chance(0.12) ? `policy = "${one(['read', 'write', 'sudo', 'deny'])}"` : `capabilities = ${JSON.stringify(held)}`,
    ...(chance(0.15) ? [one(PARAMETERS)] : []),
    ...(words.expires && chance(0.08)
      ? [`expiration = "${one(['2001-01-01T00:00:00Z', '2131-01-01T00:00:00Z'])}"`]
      : []),
  ];
  const where = JSON.stringify(path(random, words, true));
  const skipsOver = chance(0.1) ? '# a remark\n' : '';
  return `${skipsOver}path ${where} {\n  ${lines.join('\n  ')}\n}`;
};

const json = (text: string): string => {
  const blocks = [...text.matchAll(/path ("[^\n]*") \{\n {2}capabilities = (\[[^\n]*\])\n\}/g)];
  const paths = new Map(blocks.map(([, where = '""', held = '[]']) => [JSON.parse(where), JSON.parse(held)]));
  return JSON.stringify({
    path: Object.fromEntries([...paths].map(([where, capabilities]) => [where, { capabilities }])),
  });
};

const policy = (random: Random, words: Words): string => {
  const text = random.times(1 + random.upTo(5), () => block(random, words)).join('\n');
  const blocks = text.match(/^path /gm)?.length;
  const plain = text.match(/^path [^\n]* \{\n {2}capabilities = [^\n]*\n\}$/gm)?.length;
  return blocks === plain && !text.includes('#') && random.chance(0.3) ? json(text) : text;
};

/** Paths that the blocks are about, with their wildcards filled in, and others beside them. */
const near = (policies: readonly string[], random: Random, values: readonly string[]): string[] => {
  const written = policies.flatMap((text) => [...text.matchAll(/"([^"\s]*)"(?=[ :]*\{)/g)].map(([, one = '']) => one));
  return written.map((one) =>
    one
      .replace(/\{\{.*?\}\}/g, () => random.one(values))
      .replace(/(?<=^|\/)\+(?=\/|$)/g, () => random.one(['a', 'b', 'é', '']))
      .replace(/\*$/, () => random.one(['', 'a', 'a/b', '/'])),
  );
};

/** One case, always the same for a seed. `values` are what templates may stand for. */
export const caseOf = (seed: number, words: Words, values: readonly string[]): Case => {
  const random = picker(seed);
  const policies = random.times(1 + random.upTo(3), () => policy(random, words));
  const asked = [
    ...near(policies, random, values).flatMap((one) => [one, `${one}/`, one.replace(/\/$/, '')]),
    ...random.times(10, () => path(random, words, false)),
  ];
  return { policies, paths: [...new Set(asked)].filter((one) => one !== '' && !one.includes('{{')) };
};

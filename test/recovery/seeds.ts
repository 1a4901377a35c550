import { formatSource, parseSource } from '../../src/language/index.ts';
import { written } from '../fuzz/inputs.ts';
import { type Random, randomFrom } from '../fuzz/random.ts';

/*
 * Valid seeds of the shape that people write: whole blocks of the examples and golden seeds, and blocks made after
 * their grammar, as `fmt` lays them out.
 */

const WORDS = ['payments', 'search', 'orders', 'reports', 'ingest', 'billing', 'web', 'batch', 'ops', 'ci'] as const;
const TIMES = ['30m', '1h', '8h', '24h', '720h'] as const;
const RIGHTS = ['create', 'read', 'update', 'delete', 'list', 'patch', 'sudo'] as const;

const word = (random: Random): string => random.pick(WORDS);
const quoted = (text: string): string => JSON.stringify(text);

const several = (random: Random, most: number, make: () => string): readonly string[] =>
  Array.from({ length: 1 + random.below(most) }, make);

const list = (random: Random, items: readonly string[]): string =>
  random.chance(30) ? `[\n${items.map((item) => `${item},\n`).join('')}]` : `[${items.join(', ')}]`;

const rights = (random: Random): string =>
  list(
    random,
    several(random, 4, () => quoted(random.pick(RIGHTS))),
  );

const reference = (random: Random): string =>
  random.pick([
    () => `var.${word(random)}`,
    () => `local.${word(random)}["${word(random)}"]`,
    () => `mount.${word(random)}.path`,
    () => `each.value.${word(random)}[0]`,
    () => `[for each_one in var.${word(random)} : upper(each_one) if each_one != "${word(random)}"]`,
    () => `{ for key, value in local.${word(random)} : key => value.ttl }`,
  ] as const)();

const expression = (random: Random): string =>
  random.pick([
    () => quoted(`${word(random)}-${random.below(100)}`),
    () => quoted(random.pick(TIMES)),
    () => String(random.below(5000)),
    () => random.pick(['true', 'false', 'null'] as const),
    () => reference(random),
    () => `"${word(random)}/\${${reference(random)}}/${word(random)}"`,
    () => `env("${word(random).toUpperCase()}_PASSWORD")`,
    () => `var.${word(random)} == null ? "${word(random)}" : lower(var.${word(random)})`,
    () => `merge(local.${word(random)}, { ${word(random)} = ${random.below(9)} })`,
    () =>
      list(
        random,
        several(random, 4, () => quoted(`${word(random)}-${random.below(10)}`)),
      ),
    () => `[for item in local.${word(random)} : "\${item}.example" if length(item) > ${random.below(9)}]`,
    () => members(random),
  ] as const)();

const members = (random: Random): string =>
  `{\n${distinct(random, 4)
    .map((name) => `${name} = ${quoted(word(random))}\n`)
    .join('')}}`;

const distinct = (random: Random, most: number): readonly string[] => [
  ...new Set(several(random, most, () => word(random))),
];

const attributes = (random: Random, most: number): string =>
  distinct(random, most)
    .map((name) => `${name}_${random.pick(['ttl', 'name', 'roles', 'options'] as const)} = ${expression(random)}\n`)
    .join('');

const heredoc = (random: Random): string => {
  const paths = several(
    random,
    2,
    () => `path "${word(random)}/data/\${each.key}/*" {\ncapabilities = [${quoted(random.pick(RIGHTS))}]\n}\n`,
  );
  const marker = random.pick(['EOT', 'HCL', 'RULES'] as const);
  return `<<-${marker}\n${paths.join('\n')}${marker}\n`;
};

const role = (random: Random): string => `role "${word(random)}" {\n${attributes(random, 5)}}\n`;

const MAKERS: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) =>
    `variable "${word(random)}" {\ntype = ${random.pick(['string', 'map(string)', 'list(object({ name = string, ttl = optional(number, 5) }))'] as const)}\n` +
    `description = "Whom ${word(random)} trusts."\n}\n`,
  (random) => `locals {\n${attributes(random, 6)}}\n`,
  (random) =>
    `mount "${word(random)}" {\ntype = "kv"\noptions = { version = "2" }\n\nsecret "${word(random)}" {\ndata = ${members(random)}\n}\n}\n`,
  (random) =>
    `mount "${word(random)}" {\nfor_each = var.${word(random)}\n${attributes(random, 3)}\nconfig "root" {\n${attributes(random, 3)}}\n\n` +
    `${several(random, 3, () => role(random)).join('\n')}}\n`,
  (random) =>
    `auth "${word(random)}" {\n${attributes(random, 3)}\n${role(random)}\n# Who may log in.\n${role(random)}}\n`,
  (random) =>
    `policy "${word(random)}" {\n${several(random, 3, () => `path "${word(random)}/${word(random)}/*" {\ncapabilities = ${rights(random)}\n}\n`).join('\n')}}\n`,
  (random) =>
    `policy "${word(random)}" {\nfor_each = local.${word(random)}\nname = "read-\${each.key}"\nrules = ${heredoc(random)}}\n`,
  (random) =>
    `identity {\nentity "${word(random)}" {\npolicies = [policy.${word(random)}.name]\nmetadata = ${members(random)}\n}\n\n` +
    `group "${word(random)}" {\nmember_entity_ids = [identity.entity.${word(random)}.id]\n}\n}\n`,
  (random) => `output "${word(random)}" {\nvalue = ${expression(random)}\nsensitive = true\n}\n`,
  (random) => `module "${word(random)}" {\nsource = "./modules/${word(random)}"\n${attributes(random, 4)}}\n`,
];

let pool: readonly string[] | undefined;

/** The blocks at the top of what people wrote. */
const blocks = (): readonly string[] => {
  pool ??= written().flatMap((text) => {
    const { body, diagnostics } = parseSource({ path: 'x.seed.hcl', text });
    if (body.syntax !== 'native' || diagnostics.length > 0) return [];
    return body.items.flatMap(({ kind, span }) => (kind === 'block' ? [`${text.slice(span.start, span.end)}\n`] : []));
  });
  return pool;
};

const block = (random: Random): string => {
  const all = blocks();
  return random.chance(40) ? (all[random.below(all.length)] ?? '') : random.pick(MAKERS)(random);
};

/** A valid seed of 4 to 12 blocks; the same for the same numbers. */
export const seedAt = (seed: number, index: number): string => {
  const random = randomFrom(seed, index);
  const parts = Array.from({ length: 4 + random.below(9) }, () => {
    const comment = random.chance(25) ? `# What ${word(random)} needs (see its "runbook", if there is one).\n` : '';
    return comment + block(random);
  });
  const text = `seed {\n  name = "${word(random)}"\n}\n\n${parts.join('\n')}`;
  const formatted = formatSource({ path: 'x.seed.hcl', text });
  if (!formatted.ok) throw new Error(`the seed made of ${seed}, ${index} does not parse:\n${text}`);
  return formatted.value;
};

import type { Field } from '../../../src/model/kind.ts';
import { ref, type Schema } from './make.ts';

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a template would be refused by what a schema says of texts. */
const takesAnyText = (schema: Schema): boolean =>
  [schema.type ?? []].flat().includes('string') &&
  !['enum', 'const', 'pattern', 'minLength', 'maxLength'].some((keyword) => keyword in schema);

/** A schema that takes templates as well, and in its parts. */
const open = (schema: Schema): Schema => {
  const inner = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, openPart(keyword, value)]),
  );
  const fixed = isSchema(schema.properties) && schema.additionalProperties === false;
  const whole = fixed ? { ...inner, patternProperties: { '[$%]\\{': true } } : inner;
  return Object.keys(schema).length === 0 || takesAnyText(schema) ? whole : { anyOf: [whole, ref('template')] };
};

const openPart = (keyword: string, value: unknown): unknown => {
  if (['items', 'additionalProperties'].includes(keyword) && isSchema(value)) return open(value);
  if (keyword === 'properties' && isSchema(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, isSchema(one) ? open(one) : one]));
  }
  if (keyword === 'anyOf' && Array.isArray(value)) return value.map((one) => (isSchema(one) ? open(one) : one));
  return value;
};

/** What servers read as a duration: seconds, or a sum of units, or whole days. */
const DURATION: Schema = {
  type: ['string', 'integer'],
  pattern: '^\\s*([+-]?\\d+d?|[+-]?(\\d+(\\.\\d+)?[mh]|\\d+s|\\d+000ms)+)?\\s*$',
};

const judging = (field: Field): Schema => {
  const { default: _, ...plain } = field.schema;
  const types = [plain.type ?? []].flat();
  const isDuration = field.compare === 'duration' && types.every((type) => type === 'string' || type === 'integer');
  return isDuration ? { ...plain, ...DURATION, type: types } : plain;
};

const parsed = (key: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(key);
    return typeof value === 'string' ? [key] : [key, value];
  } catch {
    return [key];
  }
};

const remarks = ({ writeOnly, sensitive, deprecated, immutable, oneWay, edition }: Field): string =>
  [
    writeOnly ? 'Write-only: the server never shows it.' : '',
    sensitive ? 'Secret: masked in everything.' : '',
    immutable ? 'A change makes the object anew.' : '',
    oneWay ? 'Can be switched on, never off.' : '',
    deprecated ? 'Deprecated.' : '',
    edition === undefined ? '' : 'In the enterprise edition only.',
  ]
    .filter((remark) => remark !== '')
    .map((remark) => ` ${remark}`)
    .join('');

/** What a field takes in a JSON seed: its values, what stands for them, `null` where there is a default, and templates. */
export const fieldSchema = (field: Field): Schema => {
  const own = judging(field);
  const aliases = Object.keys(field.aliases).flatMap(parsed);
  const others: readonly Schema[] = [
    ...(aliases.length === 0 ? [] : [{ enum: aliases }]),
    ...(field.reset === undefined && !field.local ? [] : [{ type: 'null' }]),
  ];
  const opened = open(own);
  const choices = Array.isArray(opened.anyOf) && Object.keys(opened).length === 1 ? opened.anyOf : [opened];
  const { default: standard } = field.schema;
  const schema: Schema = others.length === 0 ? opened : { anyOf: [...choices, ...others] };
  return {
    description: `${field.description}${remarks(field)}`,
    ...(standard === undefined ? {} : { default: standard }),
    ...schema,
  };
};

import type { Value } from '../value.ts';

/** A block with the values of its attributes. */
export interface EvaluatedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: readonly (readonly [string, Value])[];
}

/**
 * Blocks written out as servers read them, one below the other; what is null is left out.
 * Throws for a value that is not known: the caller looks first.
 */
export const blocksText = (blocks: readonly EvaluatedBlock[]): string => blocks.map(blockText).join('\n');

const blockText = ({ type, labels, attributes }: EvaluatedBlock): string => {
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(' ');
  const lines = attributes.flatMap(([name, value]) =>
    value.kind === 'null' ? [] : [`  ${name} = ${valueText(value, '  ')}\n`],
  );
  return `${head} {\n${lines.join('')}}\n`;
};

const valueText = (value: Value, indent: string): string => {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return value.value.toFixed();
    case 'string':
      return JSON.stringify(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map((item) => valueText(item, indent)).join(', ')}]`;
    case 'map':
    case 'object':
      return mapText(value.entries, indent);
    case 'unknown':
      throw new Error('an unknown value has no text');
  }
};

const mapText = (entries: ReadonlyMap<string, Value>, indent: string): string => {
  const inner = `${indent}  `;
  const lines = [...entries].map(([name, value]) => `${inner}${JSON.stringify(name)} = ${valueText(value, inner)}\n`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
};

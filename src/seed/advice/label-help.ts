import { type Catalog, nameWord } from '../../kinds/index.ts';
import type { Block, Body, Label } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { MODULE, OWN_BLOCKS } from '../parts/block-names.ts';

interface Written {
  readonly block: Block;
  readonly label: Label;
  /** The block around it. */
  readonly around: Block | undefined;
}

/** The mistakes of a file, where a label that was written with a template says what to write in that very block instead. */
export const fittingLabels = (
  diagnostics: readonly Diagnostic[],
  body: Body,
  catalog: Catalog,
): readonly Diagnostic[] => {
  if (!diagnostics.some(({ code }) => code === 'bad-label')) return diagnostics;
  const labels = new Map(templatesIn(body).map((one) => [one.label.span.start, one]));
  return diagnostics.map((one) => {
    const found = one.code === 'bad-label' && one.at !== undefined ? labels.get(one.at.start) : undefined;
    return found === undefined ? one : { ...one, help: instead(found, catalog) };
  });
};

const templatesIn = (body: Body, around?: Block): readonly Written[] =>
  body.syntax === 'json'
    ? []
    : body.items.flatMap((item): readonly Written[] => {
        if (item.kind === 'attribute') return [];
        const own = item.labels.flatMap((label) => (label.template ? [{ block: item, label, around }] : []));
        return [...own, ...templatesIn(item.body, item)];
      });

/** There is no count, so what stands in the place of its index is the key of a member. */
const COUNT = /\$\{\s*count\.index\s*\}/g;

const instead = (written: Written, catalog: Catalog): readonly string[] => {
  const text = written.label.text.replaceAll(COUNT, '${each.key}');
  if (text === written.label.text) return bySort(written, catalog);
  const label = { ...written.label, text };
  return [
    'there is no count: for_each = toset(["a", "b"]) makes one object for each key',
    ...bySort({ ...written, label }, catalog),
  ];
};

const bySort = ({ block: { type }, label, around }: Written, catalog: Catalog): readonly string[] => {
  const outer = around === undefined ? undefined : catalog.top(around.type);
  const field = outer !== undefined && Object.hasOwn(outer.blocks, type) ? outer.blocks[type] : undefined;
  if (outer !== undefined && field !== undefined) return asText(outer, field, { type, label });
  if (Object.hasOwn(OWN_BLOCKS, type)) {
    const several = type === MODULE ? ['several calls of one module: for_each'] : [];
    return ['its name is a plain text: references and commands call it by that', ...several];
  }
  const kind = outer?.children === undefined ? catalog.top(type) : undefined;
  const word = kind === undefined ? 'name' : nameWord(kind);
  return [
    `the label is what the seed calls it; what the server calls it is ${word} = "${label.text}" inside the block`,
    `several of them: for_each = … beside that ${word}`,
  ];
};

/** A block that becomes part of a text: made by a dynamic block, or the text by a function. */
const asText = (
  { fields }: Kind,
  field: string,
  { type, label: { text } }: { readonly type: string; readonly label: Label },
): readonly string[] => [
  'write',
  `  dynamic "${type}" {`,
  `    for_each = ["${text}"]`,
  `    labels   = [${type}.value]`,
  '    content { … }',
  '  }',
  ...(fields.find(({ name }) => name === field)?.compare === 'hcl-policy'
    ? [`or ${field} = vault_policy({ "${text}" = ["read"] })`]
    : []),
];

import type { Attribute, Block, BlockHeaders, Body, Expression, Item } from '../../language/index.ts';
import { content, literalText } from '../../language/index.ts';
import type { Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import { didYouMean, type Tell } from '../tell.ts';

export interface Parts {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

const ANY_LABELS = { labels: [0, 64] } as const;

/**
 * The attributes and blocks of a body. In JSON only `headers` tells what is a block; in the native syntax the text does,
 * so there every block is handed out, with any labels, and the caller judges it in words that fit.
 */
export const split = (body: Body, headers: BlockHeaders, tell: Tell): Parts => {
  const { attributes, blocks, diagnostics } = content(
    body,
    body.syntax === 'native' ? withPresent(body.items, headers) : headers,
  );
  for (const one of diagnostics) tell(one);
  return { attributes, blocks };
};

/** For the usual body without blocks. */
const withPresent = (items: readonly Item[], headers: BlockHeaders): BlockHeaders => {
  if (items.every(({ kind }) => kind === 'attribute')) return headers;
  const types = new Set(Object.keys(headers));
  for (const item of items) if (item.kind === 'block') types.add(item.type);
  return Object.fromEntries([...types].map((type) => [type, ANY_LABELS]));
};

/** What a block of our own (`seed`, `variable`, …) may hold. */
interface BlockForm {
  readonly attributes: readonly string[];
  readonly required?: readonly string[];
  readonly blocks?: BlockHeaders;
  /** How its head is written, for a block with the wrong labels. */
  readonly head: string;
  readonly labels: number;
  /** Common mistakes in it → what to write. */
  readonly instead?: Readonly<Record<string, string>>;
  /** What to know of its label. */
  readonly labelHelp?: (block: Block) => string;
}

/** The parts of a block of our own; whatever does not belong in it is told and left out. */
export const splitForm = (block: Block, form: BlockForm, tell: Tell): Parts => {
  if (block.labels.length !== form.labels) {
    const problem = wrongLabels(block, form.head);
    tell(form.labelHelp === undefined ? problem : { ...problem, help: [...problem.help, form.labelHelp(block)] });
  }
  const parts = split(block.body, form.blocks ?? {}, tell);
  for (const attribute of parts.attributes.values()) {
    if (!form.attributes.includes(attribute.name)) tell(unknownSetting(attribute, block, form));
  }
  for (const inner of parts.blocks) {
    if (!(inner.type in (form.blocks ?? {}))) tell(unknownInner(inner, block, form));
  }
  const strange = [...parts.attributes.keys()].filter((name) => !form.attributes.includes(name));
  const told = strange.flatMap((name) => insteadOf(form, name)).join(' ');
  for (const name of form.required ?? []) {
    // What is there under a wrong name is not missing.
    if (!parts.attributes.has(name) && !told.includes(`${name} = `)) tell(missingSetting(block, name));
  }
  return parts;
};

export const wrongLabels = (block: Block, head: string, meant: readonly string[] = []) => ({
  code: 'block-labels' as const,
  message: labelMistake(block, head),
  at: block.head,
  help: [...meant, `write ${head} { … }`],
});

const labelMistake = ({ type, labels: { length } }: Block, head: string): string => {
  if (length === 0) return `this ${type} has no ${head.includes('NAME') ? 'name' : 'label'}`;
  return head.includes('"') ? `this ${type} has ${length} labels` : `${type} takes no label`;
};

const insteadOf = ({ instead = {} }: BlockForm, name: string): readonly string[] =>
  Object.hasOwn(instead, name) ? [instead[name] ?? ''] : [];

const unknownSetting = ({ name, nameSpan }: Attribute, block: Block, form: BlockForm) => ({
  code: 'unknown-setting' as const,
  message: `${block.type} has no attribute "${name}"`,
  at: nameSpan,
  help: insteadOf(form, name).length > 0 ? insteadOf(form, name) : settingHelp(name, form),
});

const settingHelp = (name: string, { attributes }: BlockForm): readonly string[] => [
  ...didYouMean(suggest(name, attributes) ?? shorterOf(name, attributes)),
  `it may hold: ${attributes.join(', ') || 'no attributes'}`,
];

/** `ignore_changes` for `ignore`. */
const shorterOf = (name: string, known: readonly string[]): string | undefined =>
  known.find((one) => name.startsWith(`${one}_`));

const unknownInner = (inner: Block, block: Block, form: BlockForm) =>
  form.attributes.includes(inner.type)
    ? {
        code: 'block-for-field' as const,
        message: `"${inner.type}" is an attribute of ${block.type}, not a block`,
        at: inner.head,
        help: [`write ${inner.type} = …`],
      }
    : {
        code: 'unknown-block' as const,
        message: `${block.type} has no block "${inner.type}"`,
        at: inner.head,
        help: insteadOf(form, inner.type).length > 0 ? insteadOf(form, inner.type) : nearInner(inner, form),
      };

const nearInner = ({ type }: Block, { attributes, blocks = {} }: BlockForm): readonly string[] =>
  didYouMean(suggest(type, [...attributes, ...Object.keys(blocks)]));

export const missingSetting = (block: Block, name: string) => ({
  code: 'missing-setting' as const,
  message: `${block.type} lacks "${name}"`,
  at: block.head,
  help: [`add ${name} = …`],
});

/** The value of an expression that nothing can change: a literal, or a string without templates. */
export const constant = (expression: Expression): null | boolean | string | number | undefined => {
  if (expression.kind === 'parentheses') return constant(expression.inner);
  if (expression.kind === 'literal') {
    const { value } = expression;
    return value === null || typeof value === 'boolean' || typeof value === 'string' ? value : value.toNumber();
  }
  return literalText(expression);
};

/** A setting that must be written as a plain `true` or `false`, because it decides what a seed is made of. */
export const constantBool = (attribute: Attribute | undefined, standard: boolean, tell: Tell): boolean => {
  if (attribute === undefined) return standard;
  const value = constant(attribute.expression);
  if (typeof value === 'boolean') return value;
  tell(
    invalid(attribute.expression.span, `${attribute.name} must be true or false`, [
      value === undefined && attribute.expression.kind === 'variable' && WORDS.test(attribute.expression.name)
        ? `write ${/^(?:yes|on)$/i.test(attribute.expression.name) ? 'true' : 'false'}`
        : value === undefined
          ? 'it is read before anything is evaluated, so it cannot be an expression'
          : `write ${/^(yes|true|on|1)$/i.test(String(value)) ? 'true' : 'true or false'}, without quotes`,
    ]),
  );
  return standard;
};

/** What other languages have for them. */
const WORDS = /^(?:yes|no|on|off)$/i;

export const invalid = (at: Span, message: string, help: readonly string[] = []) => ({
  code: 'invalid-setting' as const,
  message,
  at,
  help,
});

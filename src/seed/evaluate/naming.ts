import { checkName, doubtfulName, nameWord } from '../../kinds/index.ts';
import type { Attribute, Evaluated, Value } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Declaration } from '../parts/written.ts';

/** The attribute that overrides the label as the object's name, unless the kind has a field called so. */
export const nameAttribute = (declaration: Declaration, kind: Kind): Attribute | undefined => {
  const word = freeWord(kind);
  return word === undefined ? undefined : declaration.attributes.get(word);
};

/** The word for the name in a declaration; undefined where the kind has a field or a block that is called so. */
const freeWord = perObject((kind: Kind): string | undefined => {
  if (!kind.named) return undefined;
  const word = nameWord(kind);
  const taken = Object.hasOwn(kind.blocks, word) || kind.fields.some(({ name }) => name === word);
  return taken ? undefined : word;
});

interface NameRequest {
  readonly declaration: Declaration;
  readonly kind: Kind;
  readonly key: string | undefined;
  /** The attribute that says the name, and what it says. */
  readonly said?: { readonly attribute: Attribute; readonly result: Evaluated } | undefined;
  /** Something it depends on is wrong, which has been told: an unknown name is no mistake of its own. */
  readonly spoiled: boolean;
}

/** An object's name on the server, and mistakes in it. There always is a name, so that the rest can be checked. */
export const nameOf = (request: NameRequest): { name: string; diagnostics: readonly Diagnostic[] } => {
  const { declaration, kind, key, said } = request;
  if (!kind.named) return { name: kind.label ?? kind.block, diagnostics: [] };
  const standIn = key ?? declaration.label ?? '';
  const written = said === undefined ? standIn : textOf(said.result);
  if (said === undefined && declaration.meta.forEach !== undefined && declaration.dynamic === undefined) {
    return { name: standIn, diagnostics: [needsName(declaration, kind, declaration.meta.forEach)] };
  }
  if (written === undefined) return { name: standIn, diagnostics: request.spoiled ? [] : unusable(request) };
  // A label with a template has been told.
  if (said === undefined && key === undefined && declaration.block.labels[0]?.template)
    return { name: written, diagnostics: [] };
  const name = kind.name.case === 'lower' ? written.toLowerCase() : written;
  const at = said?.attribute.expression.span ?? declaration.block.labels[0]?.span ?? declaration.block.head;
  const wrong = checkName(kind, name);
  const all = wrong.length > 0 || said !== undefined || key !== undefined ? wrong : doubtfulName(kind, name);
  return { name, diagnostics: all.length === 0 ? all : all.map((one) => ({ ...one, at })) };
};

const textOf = ({ value }: Evaluated): string | undefined => {
  if (value.sensitive) return undefined;
  if (value.kind === 'number') return value.value.toFixed();
  return value.kind === 'string' ? value.value : undefined;
};

const needsName = (declaration: Declaration, kind: Kind, forEach: Attribute): Diagnostic => ({
  code: 'for-each-name',
  message: `all instances of ${declaration.key} would be called "${declaration.label}"`,
  at: forEach.nameSpan,
  help: [`add ${nameWord(kind)} = each.key, or a text with \${each.key} in it`],
});

const unusable = ({ said, declaration }: NameRequest): readonly Diagnostic[] => {
  if (said === undefined || said.result.diagnostics.length > 0) return [];
  const { value } = said.result;
  const { name } = said.attribute;
  const { why, help } = WHY[whyNot(value)];
  const at = said.attribute.expression.span;
  const label = declaration.meta.forEach === undefined ? declaration.label : undefined;
  const left = label === undefined ? [] : [`without ${name} it is called by its label: ${label}`];
  return [{ code: 'name-value', message: `${name} cannot have this value: ${why}`, at, help: [...help, ...left] }];
};

const whyNot = ({ kind, sensitive }: Value): keyof typeof WHY => {
  if (kind === 'unknown') return 'unknown';
  return sensitive ? 'sensitive' : kind === 'null' ? 'null' : 'other';
};

const WHY = {
  unknown: {
    why: 'it is known after apply only, and a plan needs to know what it is about',
    help: ['make it from variables, locals and what the seed declares'],
  },
  sensitive: {
    why: 'it is sensitive, and names are shown in plans and logs',
    help: ['make it from values that are not sensitive; nonsensitive(…) is for one that is no secret'],
  },
  null: { why: 'it is null', help: [] },
  other: { why: 'it is no text', help: ['a name is a text: "…"'] },
} as const;

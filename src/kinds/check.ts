import { type Data, type Fields, isKnown, isPlain, Pending, type Plain } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Field, Kind } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import { Secret } from '../model/secret.ts';
import type { Span } from '../model/span.ts';
import { suggest } from '../model/suggest.ts';
import { advised, doubtsAbout, isUnclear, unchosen } from './advice.ts';
import { asBlocks, blockTextProblem } from './block-text.ts';
import { forms } from './canonical.ts';
import { namedFields } from './field.ts';
import { groupProblems } from './groups.ts';
import { type Family, hints, nearName } from './hints.ts';
import type { Wrong } from './judge.ts';
import { checkPathField } from './names.ts';
import { aliasOf } from './normalise.ts';
import { errorsIn } from './partly.ts';
import { checkProduct, type ServerVersion } from './product.ts';
import { inWords } from './wording.ts';

/** One declaration to be judged: its fields, and where each stands. */
interface Declaration extends Family {
  readonly fields: Fields;
  readonly spans: Readonly<Record<string, Span>>;
  /** Where the value of a field stands, or the part of it that `path` (keys and indexes from the outside in) leads to. */
  readonly valueAt?: ((name: string, path: readonly string[]) => Span | undefined) | undefined;
  /** The head of the block, for what is missing. */
  readonly at: Span;
  readonly address?: string | undefined;
  /** The object belongs to somebody else: nothing has to be declared. */
  readonly existing?: boolean | undefined;
  /** The server, once it is known: what it does not have is refused as well. */
  readonly product?: ServerVersion | undefined;
}

interface Finding extends Pick<Diagnostic, 'code' | 'message' | 'help'> {
  /** It is about the value, or the part of it that this leads to. */
  readonly path?: readonly string[] | undefined;
}

/**
 * All mistakes in the fields of a declaration: of the declared ones in the order they were written, then missing ones. Values
 * that are not known yet pass; secrets are checked without being shown.
 */
export const checkFields = (declaration: Declaration): readonly Diagnostic[] => {
  const { kind, fields, at, address } = declaration;
  const placed = ({ path: _, ...finding }: Finding, span: Span = at): Diagnostic => ({
    ...finding,
    at: span,
    ...(address === undefined ? {} : { address }),
  });
  const found: Diagnostic[] = [];
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined) continue;
    for (const finding of findingsOf(declaration, name, value)) {
      const place = placeOf(declaration, name, finding);
      found.push({ ...placed(finding, place), secret: mayBeSecret(kind, name) });
    }
  }
  const unclear = unknownIn(kind, fields).length > 0 || found.some(isUnclear);
  const whole = declaration.existing
    ? []
    : [
        ...missing(declaration),
        ...groupProblems(kind, fields, () => standsElsewhere(kind, unknownIn(kind, fields))),
        ...advised(kind, fields, unclear),
      ];
  for (const finding of whole) found.push(placed(finding));
  for (const finding of unsupported(declaration, placed)) found.push(finding);
  return found;
};

const placeOf = ({ spans, valueAt }: Declaration, name: string, { path }: Finding): Span | undefined =>
  (path === undefined ? undefined : valueAt?.(name, path)) ?? spans[name];

/** Whether a field may hold a secret: one that the kind does not know may be a misspelt secret one. */
export const mayBeSecret = (kind: Kind, name: string): boolean => {
  const known = kind.fields.find((field) => field.name === name);
  if (known !== undefined) return known.writeOnly || known.sensitive;
  const secrets = kind.fields.flatMap((field) => (field.writeOnly || field.sensitive ? [field.name] : []));
  return SECRETIVE.test(name) || suggest(name, secrets) !== undefined;
};

/** Names that people give to secrets, whatever the kind calls them. */
const SECRETIVE = /pass|secret|token$|cred|private|priv_|_key$|^key$|pwd|pin$/i;

const findingsOf = (declaration: Declaration, name: string, value: Data): readonly Finding[] => {
  const field = namedFields(declaration.kind.fields).get(name);
  if (field === undefined) return declaration.kind.open ? [] : [unknownField(declaration, name)];
  if (field.readOnly) {
    return [{ code: 'read-only-field', message: `${name} is made by the server; it can be referred to, not declared` }];
  }
  const found = valueFindings(declaration, field, value);
  if (!field.deprecated) return found;
  return [{ code: 'deprecated-field', message: `${name} is deprecated: ${field.description}` }, ...found];
};

/** What is wrong with a value of a field that may be declared; where that is nothing, what is doubtful in it. */
const valueFindings = ({ kind, fields }: Declaration, field: Field, value: Data): readonly Finding[] => {
  const path = typeof value === 'string' ? checkPathField(kind, field.name, value) : undefined;
  if (path !== undefined) return [{ code: 'bad-name', message: path }];
  const misfits = wrongValues(field, value);
  const wrong = misfits.length > 0 ? misfits : unchosen(kind, field.name, fields);
  if (wrong.length > 0) return wrong;
  const refused = refusedText(kind, field, value);
  return refused === undefined ? doubtsAbout(field, value, fields) : [refused];
};

const unknownField = (declaration: Declaration, name: string): Finding => {
  const { kind } = declaration;
  return {
    code: 'unknown-field',
    message: `${kind.title} has no field ${name}`,
    help: [...hints(declaration, name), `vaultseed explain ${kind.handle} lists them all`],
  };
};

const DURATION = ['write "1h30m" or "7d", or a whole number of seconds: 5400'];

const AS_TIME = ['a whole number is seconds; a text is clearer: "20m", "12h", "7d"'];

/** What is wrong with a declared value. A value that the server takes for another (an alias) is as good as that one. */
const wrongValues = (field: Field, value: Data): readonly Finding[] => {
  if (value === null) return oneOrNone(nullFor(field));
  if (value instanceof Pending || aliasOf(field, value) !== undefined) return [];
  const errors = errorsIn(field.schema, value);
  if (errors.length > 0) return errors.map(({ error, hidden }) => worded(field, error, hidden));
  return oneOrNone(misspeltIn(field, value));
};

const oneOrNone = (finding: Finding | undefined): readonly Finding[] => (finding === undefined ? [] : [finding]);

const worded = (field: Field, error: Wrong, hidden: boolean): Finding => {
  const told = inWords(field.name, error, hidden || field.writeOnly || field.sensitive);
  if (field.compare !== 'duration') return told;
  if (told.code === 'wrong-type' && told.help === undefined) return { ...told, help: DURATION };
  return error.keyword === 'minimum' ? { ...told, help: [...(told.help ?? []), ...AS_TIME] } : told;
};

const misspeltIn = (field: Field, value: Data): Finding | undefined => {
  if (!isKnown(value)) return undefined;
  if (isPlain(value)) return misspelt(field, value);
  let finding: Finding | undefined;
  Secret.seal(value).is((plain) => {
    finding = misspelt(field, plain);
    return finding !== undefined;
  });
  return finding && { code: finding.code, message: finding.message, path: [] };
};

const nullFor = (field: Field): Finding | undefined => {
  const { name, required, description } = field;
  if (field.reset !== undefined || field.local) return undefined;
  if (!required) {
    const help = ['leave the field out, and it is not managed; or give it a value'];
    return { code: 'no-default', message: `${name} has no default to go back to, so it cannot be null`, help };
  }
  const help = [`give it a value${description === '' ? '' : `: ${description}`}`];
  return { code: 'no-default', message: `${name} must be there, so it cannot be null`, help };
};

/** A text of blocks that every server would refuse; what is secret is left to them. */
const refusedText = (kind: Kind, field: Field, value: Data): Finding | undefined => {
  const problem = typeof value === 'string' ? blockTextProblem(kind, field, value) : undefined;
  return problem && { ...problem, code: 'refused-text', path: [] };
};

/** What is wrong with a value of the right type by its form. */
const misspelt = (field: Field, value: Plain): Finding | undefined => {
  const problem = forms[field.compare].problem?.(value, field.schema.minimum);
  return problem && { ...problem, message: `${field.name}: ${problem.message}`, path: [] };
};

const unknownIn = (kind: Kind, fields: Fields): readonly string[] => {
  const known = namedFields(kind.fields);
  return Object.keys(fields).filter((name) => !known.has(name));
};

const requiredIn = perObject((fields: Kind['fields']) => fields.filter(({ required }) => required));

/** Required fields that are not there. One whose name is misspelt is there: the other message says how to write it. */
const missing = (declaration: Declaration): readonly Finding[] => {
  const { kind, fields } = declaration;
  const absent = requiredIn(kind.fields).filter(({ name }) => fields[name] === undefined);
  if (absent.length === 0) return [];
  const unknown = unknownIn(kind, fields);
  if (standsElsewhere(kind, unknown)) return [];
  const meant = new Set(unknown.map((name) => nearName(declaration, name)));
  const told = unknown.map((name) => (Object.hasOwn(kind.mistaken, name) ? kind.mistaken[name] : '')).join(' ');
  return absent
    .filter(({ name }) => !meant.has(name) && !told.includes(`${name} = `))
    .map(({ name, description, schema }) => ({
      code: 'missing-field',
      message: `${kind.title} needs ${name}`,
      help: [
        ...asBlocks(kind, name),
        ...(Array.isArray(schema.enum)
          ? [`write ${schema.enum.map((one) => `${name} = ${JSON.stringify(one)}`).join(' or ')}`]
          : []),
        ...(schema.type === 'object' ? [`write ${name} = { NAME = "…" }`] : []),
        ...(description === '' ? [] : [`${name}: ${description}`]),
      ],
    }));
};

/** Where any other name is told to stand somewhere else, that is where what is missing is. */
const standsElsewhere = ({ mistaken }: Kind, unknown: readonly string[]): boolean =>
  unknown.length > 0 && Object.hasOwn(mistaken, '*');

const unsupported = (
  { kind, fields, product, spans }: Declaration,
  placed: (finding: Finding, span?: Span) => Diagnostic,
): readonly Diagnostic[] =>
  product === undefined
    ? []
    : checkProduct(kind, fields, product).map(({ field, ...finding }) =>
        placed(finding, field === undefined ? undefined : spans[field]),
      );

import { type Attribute, type Block, commentsIn, type Item, type NativeBody, parseSource } from '../language/index.ts';
import { type Checked, refused } from '../model/checked.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Source } from '../model/span.ts';
import { blockAmongValues } from '../seed/index.ts';
import { type Json, type JsonObject, jsonOf, jsonText, textOf, verbatim } from './json-value.ts';

/** Where comments stand, and what they say. */
type Comments = readonly { readonly start: number; readonly text: string }[];

/**
 * A seed, or a file of values for one, in HCL as one in JSON that means the same. Comments become members called "//" of the block that they stand
 * in, since there is no other place for them.
 */
export const toJson = (source: Source): Checked<string> => {
  const { body, diagnostics } = parseSource(source);
  if (hasErrors(diagnostics) || body.syntax !== 'native') return refused(...diagnostics);
  const blocks = body.items.filter((item) => item.kind === 'block');
  if (source.values && blocks.length > 0) return refused(...blocks.map(blockAmongValues));
  const json = bodyJson(body, { comments: commentsIn(source.text) });
  return { ok: true, value: `${jsonText(json)}\n`, diagnostics };
};

interface Around {
  /** Those that stand somewhere in the body. */
  readonly comments: Comments;
  /** The type of the block that it is the body of. */
  readonly type?: string | undefined;
}

const bodyJson = (body: NativeBody, { comments, type }: Around): JsonObject => {
  const taken = body.items.flatMap((item) => (item.kind === 'block' ? [item.span] : verbatim(item.expression)));
  const own = comments.filter(({ start }) => !taken.some((span) => span.start < start && start < span.end));
  const members = new Map<string, Json>();
  const texts = own.map(({ text }) => text);
  if (texts.length > 0) members.set('//', texts.length === 1 ? (texts[0] ?? '') : texts);
  for (const item of body.items) addItem(members, item, { comments, type });
  return { members: [...members] };
};

const addItem = (members: Map<string, Json>, item: Item, { comments, type }: Around): void => {
  if (item.kind === 'attribute') {
    members.set(item.name, valueJson(item, type));
    return;
  }
  const path = [item.type, ...item.labels.map(({ text }) => text)];
  const inside = comments.filter(({ start }) => item.span.start < start && start < item.span.end);
  const json = blockJson(item, inside);
  const mayHaveLabel = item.labels.length === 0 && type !== undefined;
  place(members, path, mayHaveLabel ? unmistakable(json) : json);
};

/** Types and names of fields are no values: they are written as text, without the braces of a template. */
const valueJson = ({ name, expression }: Attribute, type: string | undefined): Json => {
  if (type === 'variable' && name === 'type') return textOf(expression.span);
  if (type === 'dynamic' && name === 'iterator') return textOf(expression.span).replaceAll('"', '');
  if (type !== 'lifecycle' || name !== 'ignore' || expression.kind !== 'tuple') return jsonOf(expression);
  return expression.items.map((item) => (item.kind === 'variable' ? item.name : jsonOf(item)));
};

const blockJson = (block: Block, comments: Comments): JsonObject => {
  if (block.body.syntax !== 'native') throw new Error('a block of HCL in a document of another syntax');
  return bodyJson(block.body, { comments, type: block.type });
};

/** Inside other blocks labels may be left out. Where all members are objects their names could be taken for labels: one that is none settles it. */
const unmistakable = (json: JsonObject): JsonObject =>
  json.members.length > 0 && json.members.every(([, value]) => holdsObjects(value))
    ? { members: [['//', ''], ...json.members] }
    : json;

const isObject = (json: Json): json is JsonObject => typeof json === 'object' && json !== null && 'members' in json;

const holdsObjects = (json: Json): boolean =>
  isObject(json) || (Array.isArray(json) && json.length > 0 && json.every(isObject));

/** Puts a block where its type and labels lead; a second one at the same place makes a list. */
const place = (members: Map<string, Json>, [name = '', ...rest]: readonly string[], block: JsonObject): void => {
  const there = members.get(name);
  if (rest.length > 0) {
    const inner = new Map<string, Json>(there !== undefined && isObject(there) ? there.members : []);
    place(inner, rest, block);
    members.set(name, { members: [...inner] });
  } else if (there === undefined) members.set(name, block);
  else members.set(name, isObject(there) ? [there, block] : [...(Array.isArray(there) ? there : []), block]);
};

import type { Condition, Kind, NameRule, Plugin, Products, Samples, Step, Table, Transition } from '../model/kind.ts';
import { loadField, type RawField } from './field.ts';

/** A kind file as it is written: everything that has a default may be left out. `schemas/kind.schema.json` judges it. */
export interface RawPlugin {
  readonly $id: string;
  readonly title: string;
  readonly products?: Products;
  readonly docs?: Readonly<Record<string, string>>;
  /** Another file of the same folder that describes this type as well. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, RawKind>>;
}

type RawTransition = Partial<Transition> & Pick<Transition, 'set'>;
type Written =
  | 'block'
  | 'id'
  | 'handle'
  | 'fields'
  | 'label'
  | 'named'
  | 'create'
  | 'update'
  | 'delete'
  | 'tables'
  | 'blockFields'
  | 'name'
  | 'samples';

export interface RawKind extends Partial<Omit<Kind, Written>> {
  /** `role`, or with a fixed label `config "root"`. */
  readonly block: string;
  readonly path: string;
  /** Parts of the same folder that this kind has as well: see `withParts`. */
  readonly include?: readonly string[];
  readonly create?: readonly Partial<Step>[];
  readonly update?: readonly Partial<Step>[] | false;
  readonly delete?: readonly Partial<Step>[] | false;
  readonly tables?: readonly (Partial<Table> & Pick<Table, 'path' | 'entries' | 'key'>)[];
  readonly name?: Partial<NameRule>;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, RawField>>;
  /** The attributes of the blocks that are written out as text, by the blocks' type. */
  readonly blockProperties?: Readonly<Record<string, Readonly<Record<string, RawField>>>>;
  readonly samples?: Partial<Omit<Samples, 'transitions'>> & {
    readonly transitions?: Readonly<Record<string, RawTransition>>;
  };
}

/** What a kind takes over from its file. */
interface Origin {
  readonly file: RawPlugin;
  readonly definition: string;
  /** The block that holds the kinds of the file; none for what stands at the top of a seed. */
  readonly parent?: string | undefined;
}

const NO_CONDITION: Condition = {};

const BLOCK = /^([a-z0-9_]+)(?: "([^"]+)")?$/;

const blockOf = (text: string): Pick<Kind, 'block' | 'label'> => {
  const [, block, label] = BLOCK.exec(text) ?? [];
  if (block === undefined) throw new Error(`not a block name: ${text}`);
  return { block, label };
};

/** What `explain` calls a kind: as its address would begin, with the type in the place of a mount's name. */
const handleOf = ({ block, label }: Pick<Kind, 'block' | 'label'>, { file, parent }: Origin): string => {
  const own = label === undefined ? block : `${block}.${label}`;
  return parent === undefined ? own : `${parent}.${file.$id.slice(file.$id.indexOf('/') + 1)}.${own}`;
};

const stepOf = (raw: Partial<Step>, defaults: Pick<Step, 'method' | 'shape' | 'path' | 'always'>): Step => ({
  ...defaults,
  ...raw,
});

const stepsOf = (raw: RawKind): Pick<Kind, 'create' | 'update' | 'delete'> => {
  const { path } = raw;
  const create = raw.create ?? [{}];
  const update = raw.update === false ? [] : (raw.update ?? create);
  const remove = raw.delete === false ? [] : (raw.delete ?? [{}]);
  return {
    create: create.map((one) => stepOf(one, { method: 'POST', shape: 'create', path, always: create.length === 1 })),
    update: update.map((one) => stepOf(one, { method: 'POST', shape: 'update', path, always: false })),
    delete: remove.map((one) => stepOf(one, { method: 'DELETE', shape: 'update', path, always: true })),
  };
};

const samplesOf = ({ transitions = {}, ...raw }: NonNullable<RawKind['samples']>): Samples => ({
  mount: {},
  with: [],
  needs: [],
  first: {},
  same: [],
  ...raw,
  transitions: Object.fromEntries(
    Object.entries(transitions).map(([name, one]) => [
      name,
      { expect: 'update', products: {}, drop: [], before: [], ...one },
    ]),
  ),
});

const nameOf = (raw: RawKind): NameRule => ({
  slashes: raw.children !== undefined || raw.name?.pattern !== undefined,
  reserved: [],
  doubtful: [],
  forbidden: [],
  ...raw.name,
});

const blockFieldsOf = ({ blockProperties = {} }: RawKind): Kind['blockFields'] =>
  Object.fromEntries(
    Object.entries(blockProperties).map(([type, properties]) => [
      type,
      fieldsOf({ block: type, path: '', properties }),
    ]),
  );

const fieldsOf = (raw: RawKind): Kind['fields'] =>
  Object.entries(raw.properties ?? {}).map(([name, one]) =>
    loadField(name, one, {
      required: raw.required?.includes(name) ?? false,
      inTable: raw.tables !== undefined && raw.tables.length > 0,
      unreadable: raw.unreadable ?? false,
    }),
  );

/**
 * Everything a kind file may leave out, also what has no default then: all kinds have the same members in the same order,
 * so that code that V8 has made fast for one of them is fast for the others.
 */
const defaults = {
  description: '',
  when: NO_CONDITION,
  deleteWhen: NO_CONDITION,
  deleteNeeds: {},
  advice: [],
  refuses: [],
  turns: [],
  write: 'merge',
  resets: [],
  always: [],
  clears: [],
  absent: [],
  alwaysThere: false,
  unreadable: false,
  builtin: [],
  uncatalogued: [],
  risk: {},
  rotates: [],
  repeat: 'safe',
  network: false,
  sudo: false,
  stage: 1,
  scope: false,
  rootOnly: false,
  lingers: false,
  anywhere: false,
  alsoAt: [],
  ownersAt: [],
  secretsIn: [],
  settingsIn: [],
  foldsAt: [],
  acts: [],
  strays: [],
  riskAt: [],
  gives: [],
  after: [],
  open: false,
  groups: [],
  blocks: {},
  blockAdvice: {},
  answersBelow: {},
  templates: [],
  choices: [],
  unprovable: {},
  renamed: {},
  mistaken: {},
  elsewhere: {},
  edition: undefined,
  leads: undefined,
  listPath: undefined,
  lane: undefined,
  probe: undefined,
  children: undefined,
} as const satisfies Partial<Kind>;

/** What a kind file says and is taken as it stands: what has a default. */
const asWritten = (raw: RawKind): Partial<Kind> =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => Object.hasOwn(defaults, name)));

const loadKind = (raw: RawKind, origin: Origin): Kind => {
  const { file, definition } = origin;
  const block = blockOf(raw.block);
  return {
    id: `${file.$id}#${definition}`,
    title: raw.title ?? definition,
    products: raw.products ?? file.products ?? {},
    docs: raw.docs ?? file.docs ?? {},
    ...block,
    handle: handleOf(block, origin),
    path: raw.path,
    named: raw.path.includes('{name}'),
    readPath: raw.readPath ?? raw.path,
    tables: (raw.tables ?? []).map((table) => ({ method: 'GET', products: {}, ...table })),
    ...stepsOf(raw),
    name: nameOf(raw),
    fields: fieldsOf(raw),
    blockFields: blockFieldsOf(raw),
    samples: samplesOf(raw.samples ?? {}),
    ...defaults,
    ...asWritten(raw),
  };
};

/**
 * A kind file with all of its defaults filled in; `parent` is the block that its kinds stand in.
 * The file is taken at its word: files are part of the program, and a test judges each with `schemas/kind.schema.json`.
 */
export const loadPlugin = (file: RawPlugin, parent?: string): Plugin => ({
  id: file.$id,
  title: file.title,
  products: file.products ?? {},
  kinds: Object.entries(file.$defs ?? {}).map(([definition, raw]) => loadKind(raw, { file, definition, parent })),
});

/**
 * What a kind is: data read from `schemas/`, one file per plugin, one definition per kind.
 * These types are the shape of that data after loading; `schemas/kind.schema.json` is its description for editors and tests.
 */

import type { Plain } from './data.ts';
import type { Form } from './form.ts';
import type { Products } from './products.ts';
import type {
  AbsentAnswer,
  Act,
  Advice,
  Condition,
  Group,
  Leads,
  NameRule,
  Probe,
  Refusal,
  RiskAt,
  Stray,
  Table,
  Turn,
} from './rules.ts';
import type { Samples } from './samples.ts';

export type { Form } from './form.ts';
export type { Products } from './products.ts';
export type * from './rules.ts';
export type { Samples, Transition } from './samples.ts';

/** The operations whose bodies may differ in shape. `read` is the answer of a read. */
export type Operation = 'create' | 'update' | 'read';

export interface Field {
  readonly name: string;
  /** The field's own JSON Schema: `type`, `enum`, `items`, `minimum`, … Judges declared values. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description: string;
  readonly required: boolean;
  /** Sent, never shown by the server. */
  readonly writeOnly: boolean;
  /** Made by the server; a seed may refer to it but not declare it. */
  readonly readOnly: boolean;
  /** Shown by the server and yet a secret: masked everywhere, compared in memory. */
  readonly sensitive: boolean;
  readonly deprecated: boolean;
  readonly compare: Form;
  /**
   * Where the field stands in the body of each operation, as a JSON pointer. `""` is the whole body.
   * A missing operation means: not part of it.
   */
  readonly at: Readonly<Partial<Record<Operation, string>>>;
  /** Its own read path, where the object's read does not show it; answers at `at.read`. */
  readonly readPath?: string | undefined;
  /** The value that means "back to the default": what a minimal new object reads. Absent: `null` is refused. */
  readonly reset?: Plain | undefined;
  /** Declared value → what it really is, as values of this and other fields. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, Plain>>>>;
  /** Keys of this map that are sent, masked and never compared: the server does not show them. And those, at any depth, whose texts are taken for secrets. */
  readonly hides: readonly string[];
  readonly secretKeys: readonly string[];
  /** A change means replace. */
  readonly immutable: boolean;
  /** A smaller number than before loses data: how many 0, or nothing, stands for. */
  readonly fewerLoses?: number | undefined;
  /** Can be switched on, never off: switching off means replace. */
  readonly oneWay: boolean;
  /** True, or a further member, has the server give away what it holds. */
  readonly reveals: boolean;
  /** Says when the object, and all that it gives, ends. */
  readonly ends: boolean;
  /** The readable boolean that tells whether this hidden field is set. */
  readonly setFlag?: string | undefined;
  readonly products: Products;
  readonly edition?: 'enterprise' | undefined;
  /** Its values name objects of another kind (by block, such as `policy`): those are made first, if this seed declares them. */
  readonly refers?: string | undefined;
  /** The field of such an object that lists who may use it, with `*` for any characters; nobody else may. */
  readonly listedIn?: string | undefined;
  /** Fields whose duration this one must not exceed: nothing lasts longer than those say. */
  readonly atMost: readonly string[];
  /** A setting for vaultseed itself: never sent, never read; path templates and conditions may use it. */
  readonly local: boolean;
}

/** One request of an operation. `path` is a template over the resource's vars and fields. */
export interface Step {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Which shape the body has; picks the field's pointer. */
  readonly shape: Operation;
  /** The fields it carries; absent: all that no other step of the operation names. A step whose fields are all undeclared is left out, unless `always`. */
  readonly fields?: readonly string[] | undefined;
  /** Sent even with an empty body. */
  readonly always: boolean;
  /** Constant parts of the body. */
  readonly body?: Readonly<Record<string, Plain>> | undefined;
  /**
   * Check-and-set: at the pointer `at` the body carries what the read showed in `field`, a number, or 0 when nothing was there.
   * The server then refuses a write that has crossed another one, and takes writes where it insists on such a number.
   */
  readonly cas?: { readonly at: string; readonly field: string } | undefined;
}

export interface Kind {
  /** Its file and definition, such as `sys/audit#audit`: unique. */
  readonly id: string;
  /** The name of its page in `explain`: `policy`, or inside a mount `mount.TYPE.role`. */
  readonly handle: string;
  /** For people, with its article: "a secrets engine mount". */
  readonly title: string;
  readonly description: string;
  /** The block that declares it, such as `role`. */
  readonly block: string;
  /** A label that is part of the kind itself: `root` of `config "root"`. */
  readonly label?: string | undefined;
  /** Whether the block takes a label that is the object's name: the path contains `{name}`. */
  readonly named: boolean;
  /** Which declared state of the parent this definition is for (such as its version). Keys are JSON pointers into the parent's fields. */
  readonly when: Condition;
  readonly products: Products;
  readonly edition?: 'enterprise' | undefined;
  readonly docs: Readonly<Record<string, string>>;

  readonly path: string;
  readonly readPath: string;
  /** Template of the path that lists all objects of the kind in one place. */
  readonly listPath?: string | undefined;
  readonly tables: readonly Table[];
  readonly create: readonly Step[];
  readonly update: readonly Step[];
  /** Empty: the server cannot delete it. */
  readonly delete: readonly Step[];
  /** Declared values without which the object is left on the server when its declaration is destroyed. */
  readonly deleteWhen: Condition;
  /** Field values that the live object must have before it may be deleted, else the plan refuses. */
  readonly deleteNeeds: Readonly<Record<string, Plain>>;

  readonly advice: readonly Advice[];
  readonly refuses: readonly Refusal[];
  readonly turns: readonly Turn[];

  readonly write: 'merge' | 'replace' | 'mixed' | 'create-only';
  /** With `mixed`: fields that fall back when left out, so they are always sent. */
  readonly resets: readonly string[];
  /** Fields the server wants in every write. */
  readonly always: readonly string[];
  /** Fields emptied in the same write when the condition holds for the new state and the seed does not declare them. */
  readonly clears: readonly { readonly when: Condition; readonly fields: readonly string[] }[];
  readonly absent: readonly AbsentAnswer[];
  /** Reads answer with defaults before anything was written: the object is there as soon as its mount is. */
  readonly alwaysThere: boolean;
  /** No read at all: every declared field is hidden. */
  readonly unreadable: boolean;
  readonly name: NameRule;
  /** Writes to objects with the same lane run one after another, whatever their kinds. */
  readonly lane?: string | undefined;
  /** Names (or `field=value`) of objects that every server has. */
  readonly builtin: readonly string[];
  readonly risk: Readonly<Partial<Record<'create' | 'update' | 'delete' | 'replace', string>>>;
  /** Groups of fields that the server changes itself: sent whole or not at all. */
  readonly rotates: readonly (readonly string[])[];
  readonly repeat: 'safe' | 'never';
  /** A write makes the server call another system, whose failure fails the write. */
  readonly network: boolean;
  readonly sudo: boolean;
  readonly probe?: Probe | undefined;
  /** Lower goes first, as a barrier: audit devices are 0, everything else 1. */
  readonly stage: number;
  /** Kinds of the same mount (by definition name) that are made first. */
  readonly after: readonly string[];
  /**
   * Fields that are not in the schema are allowed and sent as they are; a read shows them below this JSON pointer.
   * `false`: they are mistakes.
   */
  readonly open: false | string;
  readonly groups: readonly Group[];
  /**
   * Blocks inside the declaration that are written out as the text of a field: their type → that field.
   * A block's labels and attributes become one block of the text, so the field's form must be a language of blocks.
   */
  readonly blocks: Readonly<Record<string, string>>;
  /** What these blocks may hold: their type → their attributes. They are judged like fields and written out, never compared. */
  readonly blockFields: Readonly<Record<string, readonly Field[]>>;
  /** The same choices in these blocks: their type → what is easily written by accident in one. */
  readonly blockAdvice: Readonly<Record<string, readonly Advice[]>>;
  /**
   * The first steps of all paths below its mount at which the server answers, and what is there, the usual ones first: a rule
   * for any other reaches nothing. Empty: not known.
   */
  readonly answersBelow: Readonly<Record<string, string>>;
  /** Placeholders (between `{{` and `}}`) that the server fills in in the paths of its rules; `*` is any characters. */
  readonly templates: readonly string[];
  /** Declared states in which a member of a map, at a JSON pointer into the fields, takes some values only. */
  readonly choices: readonly { readonly when: Condition; readonly at: string; readonly values: readonly string[] }[];
  /** Folder of the plugin files that describe the children: `secrets` for a mount, `auth` for an auth method. */
  readonly children?: 'secrets' | 'auth' | undefined;
  /** An endpoint: its name is its whole API path, so it may be in a mount, or at a path that another kind describes. */
  readonly anywhere: boolean;
  /** Templates of other paths at which the server takes or shows an object of this kind, or a part of it. */
  readonly alsoAt: readonly string[];
  /** What a write, or a deletion, risks at least where the object's path is like this; `*` stands for any characters. */
  readonly riskAt: readonly RiskAt[];
  /** What says where the server goes with what it keeps hidden; undefined: nothing. */
  readonly leads?: Leads | undefined;
  /** Paths that the server takes in capital and small letters alike; `*` stands for any characters. */
  readonly foldsAt: readonly string[];
  /** Paths inside a mount, or in one of that type alone, at which there is what holds for the whole of it. `*` stands for any characters. */
  readonly ownersAt: readonly { readonly path: string; readonly type?: string }[];
  /** Mounts that hold people's secrets: what is written or read in one is never shown. */
  readonly secretsIn: readonly string[];
  /** Mounts whose answers are settings: what is read by its path in any other is not shown. */
  readonly settingsIn: readonly string[];
  /** Paths inside a mount that act instead of holding settings. */
  readonly acts: readonly Act[];
  /** What a body must not hold: it would lead to another object. */
  readonly strays: readonly Stray[];
  /** Keys of maps in its fields that name policies. */
  readonly gives: readonly string[];
  /** A namespace: whatever may be at the top of a seed may be inside it. */
  readonly scope: boolean;
  /** Only the root namespace of a server has it. */
  readonly rootOnly: boolean;
  /** The server goes on deleting it after it has answered. */
  readonly lingers: boolean;
  /** Types that every server has though its plugin catalogue does not list them. */
  readonly uncatalogued: readonly string[];

  readonly fields: readonly Field[];
  readonly samples: Samples;
  /** Field → why no transition can visit it here. */
  readonly unprovable: Readonly<Record<string, string>>;
  /** Names that the server still takes → the field that has replaced each. A seed uses the field. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Names that people write though there is no such field (`*`: any other name) → what to write, `{name}` being the name. */
  readonly mistaken: Readonly<Record<string, string>>;
  /** What people look for under another name, from other tools or from the server's own words → what to write here. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/** One file of `schemas/`: a plugin, or a part of the system. */
export interface Plugin {
  /** Folder and file name in `schemas/`: what comes after the slash is the type that a mount names. */
  readonly id: string;
  readonly title: string;
  readonly products: Products;
  readonly kinds: readonly Kind[];
}

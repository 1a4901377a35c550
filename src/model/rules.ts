import type { Plain } from './data.ts';
import type { Products } from './products.ts';

/* The smaller parts of a kind. */

/** A field condition: every named field has one of the listed values. `null` in a list stands for "not set". */
export type Condition = Readonly<Record<string, readonly Plain[]>>;

/**
 * A request that can never succeed, sent before the first write when an object of the kind is to be created. `text` in the
 * refusal means that this server does not take such objects.
 */
export interface Probe {
  readonly path: string;
  readonly body: Readonly<Record<string, Plain>>;
  readonly products: Products;
  readonly text: string;
  /** What to do then, each line a sentence or a line to paste; `{field}` stands for the value of the object's own field. */
  readonly help: readonly string[];
}

/** A choice that is easily made by accident: a warning where what is declared meets the condition. */
export interface Advice {
  readonly when: Condition;
  readonly text: string;
  readonly help: readonly string[];
}

/** A change that the server refuses: from live values to declared ones. The plan refuses it first. */
export interface Refusal {
  readonly from: Condition;
  readonly to: Condition;
  readonly text: string;
  readonly help: readonly string[];
}

/**
 * An in-place conversion of a container: its contents are kept, but answer at other paths and in another form from then on.
 * The next plan compares them.
 */
export interface Turn {
  readonly from: Condition;
  readonly to: Condition;
  readonly risk: string;
  readonly text: string;
}

/** What the server makes of a name, and which names a seed may not use. */
export interface NameRule {
  /** The server lower-cases it. */
  readonly case?: 'lower' | undefined;
  /** A regular expression for the whole name. */
  readonly pattern?: string | undefined;
  /** Whether it may hold slashes. */
  readonly slashes: boolean;
  /** Names that the server keeps for itself. `*` stands for any characters, slashes too. */
  readonly reserved: readonly string[];
  /** Names that are most likely a mistake when only the label gives them: a warning. */
  readonly doubtful: readonly { readonly path: string; readonly text: string; readonly help: string }[];
  /** Names that act instead of holding state (`sys/seal`). `*` stands for any characters, slashes too. */
  /** `instead`: the name is only spelt wrongly, and this says how it is written. */
  readonly forbidden: readonly Forbidden[];
}

/** An answer that means "not there" though it is no plain 404 with an empty error list. `text` is a part of the error text. */
export interface AbsentAnswer {
  readonly status: number;
  readonly text?: string | undefined;
}

/** A name that acts. `unless`: names that only look so; `help`: what to do instead. */
interface Forbidden {
  readonly path: string;
  readonly reason: string;
  readonly instead?: string;
  readonly unless?: readonly string[];
  readonly help?: readonly string[];
}

/** A path inside a mount that acts. `*` stands for one step of it, `**` for several. */
export interface Act {
  /** `secrets` or `auth`, and the type of the mount; `*` is every type. */
  readonly type: string;
  readonly path: string;
  /** The end of a sentence that starts with the path. */
  readonly reason: string;
  /** What to do instead; `{mount}` is what paths inside the mount begin with. */
  readonly help?: readonly string[];
  /** What it makes can be made where nothing is yet. */
  readonly once?: boolean;
  /** Paths of this form are common: it acts only where the type of the mount is known. */
  readonly typed?: boolean;
  /** What the mount declares where it acts. */
  readonly when?: Condition;
  /** Where what is written has other keys it does not act. */
  readonly only?: readonly string[];
}

/**
 * Keys of what is written that lead to another object than the path does, or call it otherwise. `*` in a path stands for one step of
 * it, `**` for several.
 */
export interface Stray {
  /** `secrets` or `auth`, and the type of the mount in which the path is; absent: it is a whole path, in any namespace. */
  readonly type?: string;
  readonly path: string;
  readonly keys: readonly string[];
  /** The end of a sentence that starts with the key. */
  readonly reason: string;
  readonly help: readonly string[];
  /** The keys hold what the path ends with: the very same is no other, in capital or small letters. */
  readonly named?: boolean;
  /** A regular expression: ends of the path that are no name. */
  readonly unless?: string;
}

/**
 * Fields of which a declaration needs exactly one, or at most one, or at least one; or whose declared members are sent
 * together, because the server judges or takes none of them alone.
 */
export interface Group {
  readonly fields: readonly string[];
  readonly need: 'one' | 'at-most-one' | 'at-least-one' | 'together';
}

/** What a write, or a deletion, risks at least where the path of the object is like this, and its fields may be. `everybody`: why it may turn all requests away, whoever sends them. */
export interface RiskAt {
  /** A write, unless it says so. */
  readonly on?: 'write' | 'delete' | undefined;
  /** Any, where there is none. */
  readonly path?: string | undefined;
  readonly when?: Condition | undefined;
  readonly risk: string;
  /** Why, in a few words for people. */
  readonly text?: string | undefined;
  readonly everybody?: string | undefined;
}

/** What says where the server goes with what it keeps hidden. `*` stands for any characters, slashes too. */
export interface Leads {
  /** Fields, or keys of maps in them. */
  readonly names: readonly string[];
  /** Paths at which any setting may say so, but for mounts of the types in `keepsIn`, which go nowhere by themselves. */
  readonly at?: readonly string[] | undefined;
  readonly keepsIn?: readonly string[] | undefined;
}

/** One request that shows many objects: `entries` points at a map in the answer, `key` is the template of this object's key in it. */
export interface Table {
  readonly method: 'GET' | 'LIST';
  readonly path: string;
  readonly entries: string;
  readonly key: string;
  readonly products: Products;
}

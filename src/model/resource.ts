import type { Address } from './address.ts';
import type { Fields } from './data.ts';
import type { Kind } from './kind.ts';
import type { Span } from './span.ts';

/** What a seed says about how an object may be treated. */
export interface Lifecycle {
  readonly preventDestroy: boolean;
  /** Fields that are sent when the object is created and never compared afterwards. */
  readonly ignore: readonly string[];
  /** The object is created when it is absent, and left alone when it is there. */
  readonly createOnly: boolean;
  readonly onDestroy: 'delete' | 'forget';
}

/** How an object is treated of which a seed says nothing else. */
export const USUAL_LIFECYCLE: Lifecycle = {
  preventDestroy: false,
  ignore: [],
  createOnly: false,
  onDestroy: 'delete',
};

/** One object that a seed declares: what it is, where it lives on the server, and what it should say. */
export interface Resource {
  readonly address: Address;
  readonly kind: Kind;
  /** The mount or auth method it lives in. */
  readonly parent?: Address | undefined;
  /** The namespace it lives in, below the one of the connection: `team-a/dev`; empty for that one itself. */
  readonly namespace: string;
  /** Its name on the server, in the server's own spelling (`name.case` of the kind applied). */
  readonly name: string;
  /** Values for the kind's path templates: `name`, `mount` (for an auth method with `auth/` in front), … */
  readonly vars: Readonly<Record<string, string>>;
  /** Declared fields only; aliases already replaced; `null` means "back to the default". */
  readonly fields: Fields;
  /** Direct dependencies: references, `depends_on`, its parent, and what the kind's `after` and `refers` say. */
  readonly dependsOn: readonly Address[];
  readonly lifecycle: Lifecycle;
  /** The object belongs to somebody else (`existing = true`): read, never written, must be there. */
  readonly existing: boolean;
  /** The blocks inside it that the seed prunes. */
  readonly prune?: readonly string[] | undefined;
  /** The head of its block, for marks in messages. */
  readonly at: Span;
  readonly fieldSpans: Readonly<Record<string, Span>>;
}

/** What the server made and a seed may refer to: the readable fields of objects that are there, by address. */
export type Facts = ReadonlyMap<Address, Fields>;

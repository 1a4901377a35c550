import type { Fields } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import type { Span } from '../model/span.ts';
import type { ServerVersion } from './product.ts';

/** One declaration to be judged: its fields, and where each stands. */
export interface Declaration {
  readonly kind: Kind;
  readonly fields: Fields;
  readonly spans: Readonly<Record<string, Span>>;
  /** The head of the block, for what is missing. */
  readonly at: Span;
  readonly address?: string | undefined;
  /** Kinds of the same file, for "that is a field of …". */
  readonly siblings?: readonly Kind[] | undefined;
  /** The server, once it is known: what it does not have is refused as well. */
  readonly product?: ServerVersion | undefined;
}

/** Everything that is wrong with the fields of a declaration, in the order of the declaration. */
export const checkFields = (_declaration: Declaration): readonly Diagnostic[] => [];

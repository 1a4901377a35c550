import type { Decimal } from 'decimal.js';
import type { Node as JsonNode } from 'jsonc-parser';
import type { Source, Span } from '../model/span.ts';

/** What stands between two braces, or a whole file. `content()` splits it into attributes and blocks. */
export type Body = NativeBody | JsonBody;

export interface NativeBody {
  readonly syntax: 'native';
  readonly source: Source;
  readonly items: readonly Item[];
  /** Those of the items that are attributes; the first one of each name. */
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** A JSON object (or a list of them). Which of its members are blocks only the caller of `content()` knows. */
export interface JsonBody {
  readonly syntax: 'json';
  readonly source: Source;
  readonly objects: readonly JsonNode[];
}

export type Item = Attribute | Block;

export interface Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameSpan: Span;
  readonly expression: Expression;
  readonly span: Span;
}

export interface Label {
  readonly text: string;
  readonly span: Span;
  /** It was written with a template, which has been told: the text is what stands between the quotes. */
  readonly template?: true;
}

export interface Block {
  readonly kind: 'block';
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** The type and its labels, without the brace. */
  readonly head: Span;
  readonly span: Span;
}

export type Expression =
  | Literal
  | Template
  | Variable
  | Access
  | Call
  | Conditional
  | Binary
  | Unary
  | Parentheses
  | Tuple
  | ObjectExpression
  | For
  | Invalid;

/** A number, `true`, `false` or `null`, or a string without templates. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: null | boolean | Decimal | string;
  readonly span: Span;
}

/** A quoted string with templates in it, or a heredoc. Escapes, strip markers and the indentation of `<<-` are already applied. */
export interface Template {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  readonly span: Span;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'interpolation'; readonly expression: Expression; readonly span: Span }
  | TemplateIf
  | TemplateFor;

export interface TemplateIf {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly whenTrue: readonly TemplatePart[];
  readonly whenFalse: readonly TemplatePart[];
  readonly span: Span;
}

export interface TemplateFor {
  readonly kind: 'for';
  readonly keyName?: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
  readonly span: Span;
}

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  readonly span: Span;
}

/** `base.name[0].*.x`: one flat list, so that a chain of any length needs no recursion. */
export interface Access {
  readonly kind: 'access';
  readonly base: Expression;
  readonly steps: readonly AccessStep[];
  readonly span: Span;
}

export type AccessStep =
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly key: Expression; readonly span: Span }
  /** `.*` or `[*]`; `steps` are applied to each member. */
  | { readonly kind: 'splat'; readonly steps: readonly AccessStep[]; readonly span: Span };

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  /** The last argument ends in `...`: its members are the arguments. */
  readonly spread: boolean;
  readonly span: Span;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly span: Span;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

/** `first op operand op operand …`: operators of one precedence, applied from the left. */
export interface Binary {
  readonly kind: 'binary';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: BinaryOperator; readonly operand: Expression; readonly span: Span }[];
  readonly span: Span;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
  readonly span: Span;
}

interface Parentheses {
  readonly kind: 'parentheses';
  readonly inner: Expression;
  readonly span: Span;
}

export interface Tuple {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** A key that is a bare name arrives as a literal string. */
export interface ObjectExpression {
  readonly kind: 'object';
  readonly items: readonly { readonly key: Expression; readonly value: Expression }[];
  readonly span: Span;
}

export interface For {
  readonly kind: 'for';
  readonly keyName?: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present when it makes an object. */
  readonly key?: Expression | undefined;
  readonly value: Expression;
  readonly condition?: Expression | undefined;
  /** `value...`: members with the same key are gathered in lists. */
  readonly grouping: boolean;
  readonly span: Span;
}

/** Stands where the text could not be understood; a diagnostic has said so. Evaluates to an unknown value. */
interface Invalid {
  readonly kind: 'invalid';
  readonly span: Span;
}

/** A way in which seeds are not what somebody who knows Terraform expects. */
export interface Row {
  /** What the difference is about, as a heading. */
  readonly what: string;
  readonly terraform: string;
  readonly here: string;
  readonly why: string;
  /** What shows it; it is run by the test of the page. */
  readonly proof: Proof;
}

export type Proof =
  /** The key of recorded expressions in `test/golden/expressions/differences.json`. */
  | { readonly kind: 'expressions'; readonly key: string }
  /** A seed, and the codes of what is told of it; none when it is right. */
  | { readonly kind: 'seed'; readonly seed: string; readonly codes: readonly string[]; readonly json?: boolean }
  /** Files of a seed. */
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, string>>; readonly codes: readonly string[] }
  /** A text, and how it is laid out. */
  | { readonly kind: 'layout'; readonly text: string; readonly becomes: string };

/** A part of the page. */
export interface Part {
  readonly title: string;
  readonly text: string;
  readonly rows: readonly Row[];
}

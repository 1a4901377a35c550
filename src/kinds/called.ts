import type { Catalog } from './catalog.ts';
import { type ExplainedField, type Explanation, explainKind, findKinds, kindNames } from './explain.ts';

/** The names of the kinds that a word alone stands for: by their block, or by the type of what they stand in. */
export const handlesCalled = (catalog: Catalog, word: string): readonly string[] => {
  const type = withoutVersion(word);
  return kindNames(catalog).filter((name) => name.split('.').slice(1).includes(type));
};

/** A type as its file is called: what a server takes for it may name the version as well. */
export const withoutVersion = (name: string): string => name.replace(/-v\d(?=\.|$)/, '');

/** A field of some kind. */
export interface FieldCalled {
  readonly handle: string;
  readonly field: ExplainedField;
}

/** The fields of this name, in the order of the kinds. Reads every file. */
export const fieldsCalled = (catalog: Catalog, word: string): readonly FieldCalled[] =>
  kindNames(catalog).flatMap((handle) => {
    const told = findKinds(catalog, handle).map((kind) => explainKind(kind));
    const [field] = told.flatMap(fieldsOf).filter(({ name }) => name === word);
    return field === undefined ? [] : [{ handle, field }];
  });

const fieldsOf = ({ fields, made }: Explanation): readonly ExplainedField[] => [...fields, ...made];

import type { RawField } from './field.ts';
import type { RawKind, RawPlugin } from './plugin.ts';

/** Fields that kinds of several files share, with samples: a file of `schemas/` whose name starts with `_`. */
export interface RawPart extends Pick<RawKind, 'properties' | 'samples' | 'unprovable' | 'renamed'> {
  readonly $id: string;
}

type Properties = Readonly<Record<string, RawField>>;

/** The kind's own fields first, then those of the part. What a kind says about a field of the part adds to it. */
const joined = (own: Properties, part: Properties): Properties => ({
  ...own,
  ...Object.fromEntries(Object.entries(part).map(([name, field]) => [name, { ...field, ...own[name] }])),
});

const including = (kind: RawKind, part: RawPart): RawKind => ({
  ...kind,
  properties: joined(kind.properties ?? {}, part.properties ?? {}),
  unprovable: { ...part.unprovable, ...kind.unprovable },
  renamed: { ...part.renamed, ...kind.renamed },
  samples: { ...kind.samples, transitions: { ...kind.samples?.transitions, ...part.samples?.transitions } },
});

/** The file with everything that its kinds include written out; `part` reads a part of the same folder by its name. */
export const withParts = (file: RawPlugin, part: (name: string) => RawPart): RawPlugin => ({
  ...file,
  $defs: Object.fromEntries(
    Object.entries(file.$defs ?? {}).map(([name, kind]) => [
      name,
      (kind.include ?? []).reduce((all, one) => including(all, part(one)), kind),
    ]),
  ),
});

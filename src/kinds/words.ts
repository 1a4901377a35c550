import type { Kind } from '../model/kind.ts';
import type { ExplainedWord } from './explain.ts';

/** What a `lifecycle` block may say. */
export const LIFECYCLE_WORDS = ['prevent_destroy', 'ignore', 'create_only', 'on_destroy'] as const;

const EVERYWHERE: readonly ExplainedWord[] = [
  {
    name: 'for_each',
    takes: 'a map or a set of texts',
    description: 'One object for each member; each.key and each.value stand for it.',
  },
  {
    name: 'depends_on',
    takes: 'a list of addresses',
    description: 'Objects that are made before and deleted after it.',
  },
  {
    name: 'lifecycle { }',
    takes: 'a block',
    description:
      'prevent_destroy, create_only (true or false), ignore (a list of fields), on_destroy ("delete" or "forget").',
  },
];

/** The word by which a block says what the server calls its object, where that is not the label. */
export const nameWord = ({ children }: Kind): 'name' | 'path' => (children === undefined ? 'name' : 'path');

/** What may be said of an object besides the fields of its kind. A field of the same name is the field. */
export const wordsFor = (kind: Kind): readonly ExplainedWord[] => {
  const name: ExplainedWord = {
    name: nameWord(kind),
    takes: 'a string',
    description: 'What it is called on the server, where that is not the label.',
  };
  const existing: ExplainedWord = {
    name: 'existing',
    takes: 'true or false',
    description: 'It belongs to somebody else: it is neither made nor changed, and what is declared inside it is.',
  };
  const prune: ExplainedWord = {
    name: 'prune',
    takes: 'a list of blocks',
    description: 'What is on the server of these, inside it and in no seed, is deleted.',
  };
  const words = [
    ...(kind.named ? [name] : []),
    ...(kind.children === undefined && !kind.scope ? [] : [existing, prune]),
    ...EVERYWHERE,
  ];
  return words.filter((word) => !kind.fields.some((field) => field.name === word.name));
};

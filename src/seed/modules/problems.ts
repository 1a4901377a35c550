import { relative } from 'node:path';
import type { Attribute } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import { constant } from '../parts/split.ts';
import type { Declaration, Written } from '../parts/written.ts';
import { didYouMean, placeOf, type Tell } from '../tell.ts';

const LOCAL = /^\.\.?(?:\/|$)/;

/** The folder that a call names: a plain text that starts with a dot. */
export const localSource = ({ expression }: Attribute, tell: Tell): string | undefined => {
  const text = constant(expression);
  if (typeof text === 'string' && LOCAL.test(text)) return text;
  const plain = typeof text === 'string';
  tell({
    code: 'module-source',
    message: plain ? `"${text}" is no folder of the seed` : 'source must be a plain text',
    at: expression.span,
    help: plain
      ? [
          ...(text.includes(':') ? [] : [`a module is a folder beside the file: "./${text}"`]),
          'there is no registry: copy what you need into the seed',
        ]
      : ['it is read before anything is evaluated, so it cannot be an expression'],
  });
  return undefined;
};

export const notThere = (said: string, why: string, at: Span): Diagnostic => ({
  code: 'module-source',
  message: `there is no module ${said}: ${why}`,
  at,
  help: ['a module is a folder with files named *.seed.hcl or *.seed.json, inside the folder of the seed'],
});

/** Folders that lead back to one of them; shown from the seed's own. */
export const circularCall = (way: readonly string[], root: string, at: Span): Diagnostic => {
  const last = way.at(-1) ?? '';
  const names = way.slice(way.indexOf(last)).map((folder) => relative(root, folder) || 'the seed');
  return {
    code: 'cycle',
    message: names.length === 2 ? `${names[0]} calls itself as a module` : names.join(' → '),
    at,
    help: ['a module cannot hold itself: there would be no end to it'],
  };
};

/** What a call says that its module does not ask for, and what it leaves out. */
export const inputProblems = (
  { key, block, attributes }: Declaration,
  { written: { variables } }: { readonly written: Written },
): readonly Diagnostic[] => [
  ...[...attributes.values()]
    .filter(({ name }) => !variables.has(name))
    .map(({ name, nameSpan }) => ({
      code: 'module-input' as const,
      message: `${key} has no input "${name}"`,
      at: nameSpan,
      help: inputHelp(name, [...variables.keys()]),
    })),
  ...[...variables.values()]
    .filter((variable) => variable.default === undefined && !attributes.has(variable.name))
    .map((variable) => ({
      code: 'module-input' as const,
      message: `${key} lacks the input "${variable.name}"`,
      at: block.head,
      help: [`add ${variable.name} = …`, `its variable is declared at ${placeOf(variable.at)}`],
    })),
];

/** Words that have a meaning in the calls of Terraform. */
const HABITS: Readonly<Record<string, string>> = {
  count: 'use for_each: every instance then has a name that stays',
  version: 'a module is a folder of the seed, so it has the version of the seed',
  providers: 'there is one server for the whole seed; what goes into a namespace stands in a namespace block',
};

const inputHelp = (name: string, known: readonly string[]): readonly string[] => {
  const habit = Object.hasOwn(HABITS, name) ? HABITS[name] : undefined;
  if (habit !== undefined) return [habit];
  const all = known.length === 0 ? 'it takes no inputs' : `it takes: ${known.join(', ')}`;
  return [...didYouMean(suggest(name, known)), all];
};

/** Blocks that only a seed has, in one of its modules. */
export const strangeInModule = ({ seed, server }: Written): readonly Diagnostic[] =>
  [seed, server].flatMap((settings) => {
    if (settings === undefined) return [];
    const { type, head: at } = settings.block;
    const help = ['move it to the seed that calls the module'];
    return [{ code: 'module-block' as const, message: `a module cannot hold a ${type} block`, at, help }];
  });

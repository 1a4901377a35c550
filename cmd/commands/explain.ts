import type { Catalog } from '../../src/kinds/index.ts';
import { type Code, codes, type Diagnostic } from '../../src/model/diagnostic.ts';
import {
  type Explained,
  explanationJson,
  explanationText,
  namesText,
  toldCode,
  toldFunction,
  toldFunctions,
  toldTopic,
  topics,
} from '../../src/report/explained.ts';
import { type Context, fail, say, sayJson } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { CommandModule } from '../main.ts';

/** The names that stand for something else than a kind: words of the language, functions, codes. */
const toldOf = async (name: string): Promise<Explained | undefined> => {
  if (isCode(name)) {
    const { exampleOf } = await import('../../src/report/examples.ts');
    return toldCode(name, exampleOf(name));
  }
  const word = /^path(\.\w+)?$/.test(name) ? 'path.module' : name;
  const topic = Object.hasOwn(topics, word) ? topics[word] : undefined;
  if (topic !== undefined) return toldTopic(word, topic);
  const { standardFunctions } = await import('../../src/language/index.ts');
  if (name === 'functions') return toldFunctions(standardFunctions);
  const called = standardFunctions.get(name.replace(/\(\)$/, ''));
  return called === undefined ? undefined : toldFunction(called);
};

const isCode = (name: string): name is Code => Object.hasOwn(codes, name);

const unknown = async (name: string, names: readonly string[]): Promise<Diagnostic> => {
  const { suggest } = await import('../../src/model/suggest.ts');
  const { standardFunctions } = await import('../../src/language/index.ts');
  const words = [...Object.keys(topics), 'functions', ...standardFunctions.keys(), ...Object.keys(codes)];
  const meant = suggest(name, [...names, ...words]);
  return {
    code: 'nothing-to-explain',
    message: `there is nothing called "${name}" to explain`,
    help: [
      ...(meant === undefined ? [] : [`did you mean vaultseed explain ${meant}?`]),
      'vaultseed explain lists all there is',
    ],
  };
};

/** What stands inside a type: the part of the names below it. */
const below = (names: readonly string[], name: string): readonly string[] =>
  names.filter((one) => one.startsWith(`${name}.`));

const showKinds = async (context: Context, catalog: Catalog, name: string): Promise<ExitCode> => {
  const { explainKind, findKinds, kindNames } = await import('../../src/kinds/index.ts');
  const kinds = findKinds(catalog, name).map((kind) => explainKind(kind, catalog));
  if (kinds.length > 0) {
    if (context.json) sayJson(context, kinds.map(explanationJson));
    else say(context, kinds.map((kind) => explanationText(kind, context.style)).join('\n\n'));
    return exit.fine;
  }
  const names = kindNames(catalog);
  const inside = below(names, name);
  if (inside.length === 0) return fail(context, [await unknown(name, names)]);
  if (context.json) sayJson(context, inside);
  else say(context, namesText(`Inside ${name}`, inside, context.style));
  return exit.fine;
};

const showAll = async (context: Context, catalog: Catalog): Promise<ExitCode> => {
  const { kindNames } = await import('../../src/kinds/index.ts');
  const names = kindNames(catalog);
  if (context.json) {
    sayJson(context, names);
    return exit.fine;
  }
  const isTop = (name: string): boolean => !name.includes('.');
  say(context, namesText('At the top of a seed', names.filter(isTop), context.style));
  say(
    context,
    `\n${namesText(
      'Inside them, by type',
      names.filter((name) => !isTop(name)),
      context.style,
    )}`,
  );
  say(context, `\n${namesText('Words of the language', [...Object.keys(topics), 'functions'], context.style)}`);
  say(context, '\nvaultseed explain NAME says more about each; a function and the code of an error are NAMEs too.');
  return exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed explain mount', 'vaultseed explain functions', 'vaultseed explain unknown-field'],
  define: (line) => {
    line.description(
      'Explains a kind (its fields, where it lives, which products have it), a word of the language, a function, or the code of an error.',
    );
    line.argument(
      '[NAME]',
      'a kind such as policy or auth.TYPE.role, a word such as for_each, functions, or a code; left out: all',
    );
    return () => async (context) => {
      const name: string | undefined = line.processedArgs[0];
      const told = name === undefined ? undefined : await toldOf(name);
      if (told !== undefined) {
        if (context.json) sayJson(context, told.json);
        else say(context, told.text(context.style));
        return exit.fine;
      }
      const { openCatalog } = await import('../../src/kinds/index.ts');
      return name === undefined ? showAll(context, openCatalog()) : showKinds(context, openCatalog(), name);
    };
  },
};

import type { Catalog } from '../../src/kinds/index.ts';
import { type Code, codes, type Diagnostic } from '../../src/model/diagnostic.ts';
import {
  type Explained,
  explanationJson,
  explanationText,
  namesText,
  toldCode,
  toldElsewhere,
  toldFields,
  toldFunction,
  toldFunctions,
  toldTopic,
  topicNames,
  topics,
} from '../../src/report/explained.ts';
import type { CommandModule } from '../command.ts';
import { type Context, fail, say, sayJson } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';

/** The names that stand for something else than a kind: words of the language, functions, codes. */
const toldOf = async (name: string): Promise<Explained | undefined> => {
  if (isCode(name)) {
    const { exampleOf } = await import('../../src/report/examples.ts');
    return toldCode(name, exampleOf(name));
  }
  const word = /^path(\.\w+)?$/.test(name) ? 'path.module' : (own(topicNames, name) ?? name);
  const topic = Object.hasOwn(topics, word) ? topics[word] : undefined;
  if (topic !== undefined) return toldTopic(word, topic);
  const { standardFunctions } = await import('../../src/language/index.ts');
  if (name === 'functions') return toldFunctions(standardFunctions);
  const called = standardFunctions.get(name.replace(/\(\)$/, ''));
  return called === undefined ? undefined : toldFunction(called);
};

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

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

const showKinds = async (context: Context, catalog: Catalog, asked: string): Promise<ExitCode> => {
  const { explainKind, findKinds, kindNames, withoutVersion } = await import('../../src/kinds/index.ts');
  const name = withoutVersion(asked);
  const kinds = findKinds(catalog, name).map((kind) => explainKind(kind, catalog));
  if (kinds.length > 0) {
    if (context.json) sayJson(context, kinds.map(explanationJson));
    else say(context, kinds.map((kind) => explanationText(kind, context.style)).join('\n\n'));
    return exit.fine;
  }
  const names = kindNames(catalog);
  const inside = below(names, name);
  if (inside.length === 0) return await showWord(context, catalog, name);
  if (context.json) sayJson(context, inside);
  else say(context, namesText(`Inside ${name}`, inside, context.style));
  return exit.fine;
};

const showTold = (context: Context, told: Explained): ExitCode => {
  if (context.json) sayJson(context, told.json);
  else say(context, told.text(context.style));
  return exit.fine;
};

/** A word that is the name of nothing: of several things at once, of a field, a command, something of other tools. */
const showWord = async (context: Context, catalog: Catalog, name: string): Promise<ExitCode> => {
  const { fieldsCalled, handlesCalled, kindNames } = await import('../../src/kinds/index.ts');
  const { commandNames } = await import('../usage.ts');
  if (commandNames.includes(name)) {
    return showTold(context, toldElsewhere(name, 'a command', [`vaultseed ${name} --help tells about it`]));
  }
  const handles = handlesCalled(catalog, name);
  const [only, ...more] = handles;
  if (only !== undefined && more.length === 0) return showKinds(context, catalog, only);
  if (only !== undefined) {
    if (context.json) sayJson(context, handles);
    else say(context, namesText(`Called ${name}`, handles, context.style));
    return exit.fine;
  }
  const fields = fieldsCalled(catalog, name);
  if (fields.length > 0) return showTold(context, toldFields(name, fields));
  const { wordHelp } = await import('../../src/seed/index.ts');
  const lines = wordHelp(name, catalog);
  if (lines.length > 0) return showTold(context, toldElsewhere(name, 'no word of a seed', lines));
  return fail(context, [await unknown(name, kindNames(catalog))]);
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

/** A code as it stands in a message: `error[unknown-field]`. */
const withoutMarks = (name: string): string => name.replace(/^(?:error|warning)\[([\w-]+)\]:?$/, '$1');

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
      const asked: string | undefined = line.processedArgs[0];
      const name = asked === undefined ? undefined : withoutMarks(asked);
      const told = name === undefined ? undefined : await toldOf(name);
      if (told !== undefined) return showTold(context, told);
      const { openCatalog } = await import('../../src/kinds/index.ts');
      return name === undefined ? showAll(context, openCatalog()) : showKinds(context, openCatalog(), name);
    };
  },
};

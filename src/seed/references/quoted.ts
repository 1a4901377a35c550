import { nameWord } from '../../kinds/index.ts';
import { type Expression, parseExpression } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { constant } from '../parts/split.ts';
import type { Tell } from '../tell.ts';
import { type Names, resolveUse, type Target } from './targets.ts';
import { usesOf } from './uses.ts';

/** What every reference looks like, so that not every text of a seed is read as one. */
const REFERENCE = /^[a-z_]+(?:\.[\p{L}_][\p{L}\p{Nd}_-]*|\[(?:"[^"\]]*"|\d+)\])+$/u;

/**
 * Warnings for strings that would resolve in this seed if they were references: most likely they were meant to be. A string
 * that would not resolve, such as the name of a file, is a string.
 */
export const quotedReferences = (expression: Expression, names: Names, tell: Tell): void =>
  eachText(expression, (text) => {
    const found = quoted(text, names) ?? foreign(text, names);
    if (found !== undefined) tell(found);
  });

/** Goes through the strings in a value. Arguments of functions are left out. */
const eachText = (expression: Expression, take: (text: Expression) => void): void => {
  switch (expression.kind) {
    case 'literal':
    case 'template':
      take(expression);
      break;
    case 'parentheses':
      eachText(expression.inner, take);
      break;
    case 'conditional':
      eachText(expression.whenTrue, take);
      eachText(expression.whenFalse, take);
      break;
    case 'tuple':
      for (const item of expression.items) eachText(item, take);
      break;
    case 'object':
      for (const { value } of expression.items) eachText(value, take);
  }
};

const quoted = (expression: Expression, names: Names): Diagnostic | undefined => {
  const text = constant(expression);
  const targets = typeof text === 'string' && REFERENCE.test(text) ? targetsOf(text, names) : [];
  if (targets.length === 0) return undefined;
  const written = `${text}${fieldMeant(targets)}`;
  const json = expression.span.source.path.endsWith('.json');
  return {
    code: 'quoted-reference',
    message: `this is the text "${text}", not what ${text} stands for`,
    at: expression.span,
    help: [json ? `did you mean \${${written}}?` : `did you mean ${written}, without quotes?`],
  };
};

/** What shells put the value of a variable in the place of: a whole text, or the first step of one. */
const SHELL = /^\$([A-Z][A-Z0-9_]*)(?=[/ ]|$)/;
/** What other templates do; servers have their own, which speak of other things (`{{identity.entity.name}}`, `{{name}}`). */
const BRACES = /\{\{-?\s*((?:var|local)\.[\p{L}_][\p{L}\p{Nd}_.-]*|\.Values\b[\w.]*)\s*-?\}\}/u;

/** A reference in the brackets of shells and make files: nothing else begins like this. */
const PARENTHESES = /\$\(\s*((?:var|local)\.[\p{L}_][\p{L}\p{Nd}_.-]*)\s*\)/u;

/** All of these contain one of these characters, which hardly any string does. */
const MARKED = /[@$%{]/;

/** A text with a variable as shells and other templates write it, which reaches the server as it stands. */
const foreign = (expression: Expression, names: Names): Diagnostic | undefined => {
  const text = fixedParts(expression);
  if (!MARKED.test(text)) return undefined;
  if (AT_FILE.test(text)) return atFile(expression, text.slice(1));
  const shell = SHELL.exec(text);
  if (shell !== null) {
    const [whole, name = ''] = shell;
    const meant =
      whole === text ? `env("${name}")` : `"\${env("${name}")}${text.length > 60 ? '…' : text.slice(whole.length)}"`;
    const help = [`a variable of the environment is written ${meant}`, `one of the seed: ${SEED_VARIABLE}`];
    return literally(expression, whole, {
      help,
      quiet: ['a variable of the environment is written env("NAME")', ...help.slice(1)],
    });
  }
  const [whole, inner = ''] = BRACES.exec(text) ?? PARENTHESES.exec(text) ?? [];
  if (whole === undefined) return otherTool(expression, text, names);
  const help = [inner.startsWith('.') ? `a variable of the seed is written ${SEED_VARIABLE}` : `write \${${inner}}`];
  return literally(expression, whole, { help, quiet: [`a variable of the seed is written ${SEED_VARIABLE}`] });
};

/** One word in such brackets, as a whole text or a whole step of a path. */
const STEP = /(?:^|\/)(\{\{-?[ \t]*([\p{L}_][\p{L}\p{Nd}_-]*)[ \t]*-?\}\})(?=\/|$)/u;

/** What servers put values in the place of themselves, where a text may be nothing else. */
const OF_SERVERS =
  /^(?:(?:user|display_|token_display_|role_|common_|bind)?name|password|expiration|uuid|random|unix_\w+|timestamp|public_key_\w+|\w+_path|issuer_id|\w*dn)$/;

/** A variable of the environment as Windows writes it: the whole text, or a host. */
const PERCENT = /(?<=^|:\/\/)%([A-Z][A-Z0-9_]{2,})%(?=[/:]|$)/;

/** A command as shells run it, in a text without white space around it; a script has more lines. */
const COMMAND = /^[\w./:@-]*(\$\((?:\w[\w./-]*)(?: [^()\n]*)?\))\S*$/;

/** What is put in the place of names by tools that people put in front of this one, of which none comes after it. */
const otherTool = (expression: Expression, text: string, { written }: Names): Diagnostic | undefined => {
  const [, whole = text.trim(), word] = STEP.exec(text.trim()) ?? [];
  if (word !== undefined && !OF_SERVERS.test(word)) {
    const root = written.variables.has(word) ? 'var' : written.locals.has(word) ? 'local' : undefined;
    if (root === undefined) return literally(expression, whole, { help: EITHER, quiet: EITHER });
    const { quietly: _, ...named } = literally(expression, whole, {
      help: [`write \${${root}.${word}}`],
      quiet: [],
    });
    return named;
  }
  const [percent, name] = PERCENT.exec(text) ?? [];
  if (percent !== undefined) {
    const meant = percent === text ? `env("${name}")` : `\${env("${name}")}`;
    const help = [`a variable of the environment is written ${meant}`, `one of the seed: ${SEED_VARIABLE}`];
    return literally(expression, percent, { help, quiet: EITHER });
  }
  const [, command] = COMMAND.exec(text) ?? [];
  if (command === undefined) return undefined;
  return {
    ...literally(expression, command, { help: NO_COMMAND, quiet: NO_COMMAND }),
    message: `${command} stays as it is: no command is run`,
    quietly: { message: 'this text stays as it is: no command is run', help: NO_COMMAND },
  };
};

/** The contents of a file, as command lines of servers ask for them. */
const AT_FILE = /^@[\w./-]+\.(?:json|hcl|txt|pem|crt|cer|key|pub|ya?ml)$/;

const NO_FILE = 'a text that begins with @ stays as it is: no file is read';

const atFile = ({ span }: Expression, path: string): Diagnostic => {
  const ways = (name: string): string =>
    `write file(${name})${path.endsWith('.json') ? `, or where a map belongs jsondecode(file(${name}))` : ''}`;
  return {
    code: 'quoted-reference',
    message: NO_FILE,
    at: span,
    help: [ways(JSON.stringify(path))],
    quietly: { message: NO_FILE, help: [ways('"FILE"')] },
  };
};

/** Where such a text is an error by itself, that error says what to write. */
export const withFiles = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const meant = diagnostics.filter(({ message }) => message === NO_FILE);
  if (meant.length === 0) return diagnostics;
  const at = (one: Diagnostic, other: Diagnostic): boolean =>
    one !== other && one.at?.source === other.at?.source && one.at?.start === other.at?.start;
  return diagnostics
    .filter((one) => !(meant.includes(one) && diagnostics.some((other) => at(one, other))))
    .map((one) => {
      const file = meant.find((other) => at(one, other));
      return file === undefined ? one : { ...one, help: one.secret === true ? file.quietly?.help : file.help };
    });
};

const SEED_VARIABLE = '${var.NAME}';
const EITHER = [`a variable of the seed is written ${SEED_VARIABLE}`, 'one of the environment: env("NAME")'];
const NO_COMMAND = [
  'run it before, put what it says into a variable of the environment, and write env("NAME")',
  'what a file holds: file("FILE")',
];

const literally = (
  { span }: Expression,
  whole: string,
  { help, quiet }: { readonly help: readonly string[]; readonly quiet: readonly string[] },
): Diagnostic => ({
  code: 'quoted-reference',
  message: `${whole} stays as it is: nothing is put in its place`,
  at: span,
  help,
  quietly: { message: 'this text stays as it is: nothing is put in the place of a name in it', help: quiet },
});

/** What is written as it stands; in the place of each expression a character that is part of no name. */
const fixedParts = (expression: Expression): string =>
  expression.kind === 'template'
    ? expression.parts.map((part) => (part.kind === 'text' ? part.text : '…')).join('')
    : String(constant(expression) ?? '');

/** What a text leads to as a reference; empty when any of it leads nowhere. */
const targetsOf = (text: string, names: Names): readonly Target[] => {
  const { expression, diagnostics } = parseExpression({ path: 'text', text });
  const found = (diagnostics.length === 0 ? usesOf(expression) : []).map((use) => resolveUse(use, names));
  const targets = found.flatMap((one) => ('target' in one ? [one.target] : []));
  return targets.length === found.length ? targets : [];
};

/** A text stands for one of the fields of an object, most likely for what it is called by. */
const fieldMeant = ([target, ...more]: readonly Target[]): string => {
  if (target?.kind !== 'object' || target.field !== undefined || more.length > 0) return '';
  const { module, meta, top } = target.declaration;
  const one = meta.forEach === undefined || target.keys.has(target.declaration);
  return module === undefined && one ? `.${top === undefined ? 'name' : nameWord(top)}` : '';
};

import type { Diagnostic } from '../../model/diagnostic.ts';
import { didYouMean } from '../tell.ts';
import { childrenOf } from './nested.ts';
import type { Names } from './targets.ts';
import { unknown } from './unknown-name.ts';
import type { Use } from './uses.ts';

const NO_REFERENCE = 'what stands here is neither a text nor a reference';

/** Words by which other languages say what is said otherwise here. */
const WORDS: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  no: 'false',
  off: 'false',
  none: 'null',
  nil: 'null',
  undefined: 'null',
  true: 'true',
  false: 'false',
  null: 'null',
};

/** What other tools have values in, and where such a value is here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  data: 'a seed reads nothing but files: refer to what it declares, or to a variable: var.NAME',
  terraform: 'there are no workspaces: what differs between runs is a variable: var.NAME',
  count: 'several objects come from for_each: each.key is the key of one, each.value its value',
};

/** What a root is called by those who take the word for its block. */
const ROOT_OF: Readonly<Record<string, string>> = {
  variable: 'var',
  variables: 'var',
  vars: 'var',
  locals: 'local',
  modules: 'module',
};

/** What Terraform puts in front of the names of its resources for this server. */
const FOREIGN_PREFIX = /^vault_/;
/** What shells call their variables. */
const SHELL_NAME = /^[A-Z][A-Z0-9_]+$/;

/** A mention whose first word means nothing here, with what the word most likely stands for. */
export const unknownRoot = (use: Use, names: Names): Diagnostic => {
  const roots = ['var', 'local', 'each', 'path', ...names.blocks];
  const message = `there is nothing called "${use.root}"`;
  const lists = `a reference starts with one of: ${roots.join(', ')}`;
  if (isArgumentOfEnv(use)) return unquotedName(use);
  const [step] = use.steps;
  if (use.root === 'env' && step?.kind === 'name' && SHELL_NAME.test(step.name))
    return { code: 'unknown-reference', message, at: use.span, help: [`write env("${step.name}")`] };
  if (isProvider(use)) return provider(use);
  const meant = meaningOf(use, names) ?? didYouMeanInside(use, names);
  if (isShellTemplate(use)) return shellTemplate(use);
  if (isPath(use)) return unquotedPath(use);
  if (isBehindSlash(use)) return behindSlash(use);
  const [first] = use.steps;
  if (first?.kind === 'name' && Object.hasOwn(ROOT_OF, use.root))
    return { code: 'unknown-reference', message, at: use.span, help: didYouMean(`${ROOT_OF[use.root]}.${first.name}`) };
  const quietly = { message: NO_REFERENCE, help: ['a text is written in quotes: "…"', lists] };
  // With steps behind it such a word is no text that lacks its quotes.
  if (meant !== undefined && use.steps.length > 0 && Object.hasOwn(ELSEWHERE, use.root))
    return { code: 'unknown-reference', message, at: use.span, help: meant };
  // What the seed gives a name to is no secret.
  if (meant !== undefined && isNamed(use, names))
    return { code: 'unknown-reference', message, at: use.span, help: meant };
  if (meant !== undefined) return { code: 'unknown-reference', message, at: use.span, help: meant, quietly };
  const problem = unknown(use, message, { word: use.root, candidates: roots });
  const quoted = use.steps.length === 0 ? [`a text is written in quotes: "${use.root}"`] : [];
  const found = { ...problem, help: [...(problem.help ?? []), ...quoted, lists] };
  // With steps and a likely meaning it is a misspelt reference; else it may be a text without its quotes.
  return use.steps.length > 0 && problem.help?.length ? found : { ...found, quietly };
};

/** Only the name of a variable stands alone between these parentheses, and what it is called is no secret. */
const isArgumentOfEnv = ({ span: { source, start }, steps }: Use): boolean =>
  steps.length === 0 && /\benv\(\s*$/.test(source.text.slice(Math.max(0, start - 40), start));

const unquotedName = ({ root, span }: Use): Diagnostic => ({
  code: 'unknown-reference',
  message: `env() takes the name of a variable in quotes, and ${root} has none`,
  at: span,
  help: [`write env("${root}")`],
});

/** What Terraform has in blocks that are not for the first of its connections. */
const isProvider = ({ span: { source, start } }: Use): boolean =>
  /(?:^|[\s{])provider\s*=\s*$/.test(source.text.slice(Math.max(0, start - 40), start));

const provider = ({ span }: Use): Diagnostic => {
  const told = {
    message: 'a seed has no providers',
    help: ['delete the line: the server is server "vault" { address = "https://…" }, or VAULT_ADDR'],
  };
  return { code: 'unknown-reference', at: span, ...told, quietly: told };
};

/** The path of a file without its quotes, behind the name of a function that takes one. */
const isPath = ({ span: { source, start } }: Use): boolean =>
  /\b(?:file\w*|templatefile)\(\s*$/.test(source.text.slice(Math.max(0, start - 40), start));

const PATH = /[\w./-]+/y;

const unquotedPath = ({ root, span }: Use): Diagnostic => {
  PATH.lastIndex = span.start;
  const [path = root] = PATH.exec(span.source.text) ?? [];
  return {
    code: 'unknown-reference',
    message: `the path of a file stands in quotes, and ${path} has none`,
    at: { ...span, end: span.start + path.length },
    help: [`write "${path}"`],
  };
};

/** A slash right behind a closed bracket: the label or the path of a mount goes on for whoever writes that. */
const isBehindSlash = ({ span: { source, start } }: Use): boolean => source.text.slice(0, start).endsWith(']/');

const behindSlash = ({ root, span }: Use): Diagnostic => ({
  code: 'unknown-reference',
  message: `there is nothing called "${root}", and / divides numbers`,
  at: span,
  help: [
    'what is behind the / belongs between the quotes, if it is a part of the label: mount["team/store"].path',
    'a path of several parts is a text: "${mount.NAME.path}/…"',
  ],
});

/** `"${NAME}"`, as shells write it: nobody writes a secret between these braces. */
const isShellTemplate = ({ root, span: { source, start, end }, steps }: Use): boolean =>
  steps.length === 0 && SHELL_NAME.test(root) && source.text.slice(0, start).endsWith('${') && source.text[end] === '}';

const shellTemplate = ({ root, span }: Use): Diagnostic => ({
  code: 'unknown-reference',
  message: `there is nothing called "${root}"`,
  at: span,
  help: [`a variable of the environment is written env("${root}")`, 'one of the seed: var.NAME'],
});

/** A block inside of another one, named as if it stood at the top; nothing where several are called so. */
const didYouMeanInside = ({ root, steps, span }: Use, { tops }: Names): readonly string[] | undefined => {
  const [label, ...rest] = steps;
  if (label?.kind !== 'name') return undefined;
  const all = [...tops.values()].flatMap((labels) => [...labels.values()]);
  const found = all.flatMap((one) => childrenOf(one).get(root)?.get(label.name) ?? []);
  const [only, another] = found;
  if (only === undefined || another !== undefined) return undefined;
  const asked = rest.length === 0 ? '' : span.source.text.slice(label.span.end, span.end);
  return didYouMean(`${only.key}${asked}`);
};

const isNamed = ({ root, steps }: Use, { written }: Names): boolean =>
  steps.length === 0 && (written.variables.has(root) || written.locals.has(root));

const meaningOf = (use: Use, { blocks, written }: Names): readonly string[] | undefined => {
  const { root, steps } = use;
  if (Object.hasOwn(ELSEWHERE, root)) return [ELSEWHERE[root] ?? ''];
  if (steps.length === 0) {
    const word = Object.hasOwn(WORDS, root.toLowerCase()) ? WORDS[root.toLowerCase()] : undefined;
    const text = /^(yes|no|on|off)$/i.test(root) ? [`a text is written in quotes: "${root}"`] : [];
    if (word !== undefined) return [`write ${word}`, ...text];
    if (written.variables.has(root)) return didYouMean(`var.${root}`);
    if (written.locals.has(root)) return didYouMean(`local.${root}`);
    if (SHELL_NAME.test(root))
      return [
        `a variable of the environment is written env("${root}")`,
        `a text: "${root}"`,
        'one of the seed: var.NAME',
      ];
  }
  const block = root.replace(FOREIGN_PREFIX, '');
  if (block === root || !blocks.includes(block)) return undefined;
  const names = steps.flatMap((step) => (step.kind === 'name' ? [step.name] : []));
  return didYouMean([block, ...names].join('.'));
};

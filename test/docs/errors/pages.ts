import { type Code, codes } from '../../../src/model/diagnostic.ts';
import type { Told } from '../../../src/report/examples.ts';
import { remedies } from '../../../src/report/remedies/index.ts';

/** Where the pages stand, from the root of the project. */
export const PAGES = 'docs/errors';

const isCode = (name: string): name is Code => Object.hasOwn(codes, name);
const all: readonly Code[] = Object.keys(codes).filter(isCode).sort();

/** A fence that nothing inside it closes. */
const fenced = (language: string, text: string): string => {
  const fence = text.includes('```') ? '````' : '```';
  return `${fence}${language}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}`;
};

const exampleText = (told: Told): readonly string[] => {
  if ('reason' in told) return ['## Example', `None can be played here: ${told.reason}`];
  const files = Object.entries(told.files).map(([name, text]) => {
    const language = name.endsWith('.json') ? 'json' : name.endsWith('.hcl') ? 'hcl' : 'text';
    return `\`${name}\`:\n\n${fenced(language, text)}`;
  });
  return ['## Example', ...files, fenced('text', `$ ${told.command}\n${told.output}`)];
};

const pageOf = (code: Code, told: Told): string => {
  const [cause, remedy] = remedies[code];
  const { severity, summary } = codes[code];
  const effect =
    severity === 'error'
      ? 'An error: nothing is written until it is put right, or this part of an apply has failed.'
      : 'A warning: it stops nothing, and says what to look at.';
  const parts = [`# ${code}`, `${summary}.`, effect, '## Why', cause, '## What to do', remedy, ...exampleText(told)];
  return `${parts.join('\n\n')}\n\n[All codes](README.md) · \`vaultseed explain ${code}\`\n`;
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const indexOf = (told: Readonly<Record<string, Told>>): string => {
  const rows = all.map((code) => {
    const example = told[code];
    const played = example !== undefined && 'output' in example ? 'yes' : '';
    return `| [${code}](${code}.md) | ${codes[code].severity} | ${cell(codes[code].summary)} | ${played} |`;
  });
  return `# What can go wrong

Every message of vaultseed has a code: words that stay the same. \`vaultseed explain CODE\` shows its page in the terminal.
Written by \`npm run docs\`, which plays the examples; a test fails when a page is stale.

| Code | | What it says | Example |
|---|---|---|---|
${rows.join('\n')}
`;
};

/** The pages of all codes, by path. */
export const errorPages = (told: Readonly<Record<string, Told>>): Readonly<Record<string, string>> => ({
  [`${PAGES}/README.md`]: indexOf(told),
  ...Object.fromEntries(
    all.flatMap((code) => {
      const example = told[code];
      return example === undefined ? [] : [[`${PAGES}/${code}.md`, pageOf(code, example)] as const];
    }),
  ),
});

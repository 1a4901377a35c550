import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecording, recordings } from '../../language/terraform/recording.ts';
import { layout } from './layout.ts';
import type { Part, Proof, Row } from './row.ts';
import { notYet, seeds, syntax } from './seeds.ts';
import { values } from './values.ts';

export const PAGE = 'docs/differences-from-terraform.md';
export const RECORDED = 'test/golden/expressions/differences.json';

const root = join(import.meta.dirname, '../../..');

/** Expressions to which Terraform says something else, by the row that names them. */
export const recorded: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(root, RECORDED), 'utf8'),
);

export const parts: readonly Part[] = [
  { title: 'Blocks and words', text: 'A seed describes a server; it has no state to describe.', rows: seeds },
  { title: 'Values', text: 'What an expression gives.', rows: values },
  { title: 'Syntax', text: 'What HCL accepts and a seed does not.', rows: syntax },
  {
    title: 'Layout',
    text: '`vaultseed fmt` writes what `terraform fmt` writes, but where that loses or breaks something.',
    rows: layout,
  },
  {
    title: 'Not meant',
    text: 'Known, tested, and to be mended.',
    rows: notYet,
  },
];

/** How many expressions were recorded. */
const asked = recordings().flatMap(readRecording).length;

const HEAD = `# Differences from Terraform

Terraform 1.11.4 was asked ${asked} expressions, and its answers were recorded: each of them to which vaultseed says something else
belongs to a row below, and a test sees to it. What nobody asked may differ too: please tell. Each row is a test of its own in \`test/docs/differences.test.ts\`, under its heading; the
page is made from the same rows by \`npm run docs\`. [The language](language.md) tells the rest.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const shownBy = (proof: Proof): string => {
  if (proof.kind !== 'expressions') return '';
  const count = recorded[proof.key]?.length ?? 0;
  return ` (${count} recorded ${count === 1 ? 'expression' : 'expressions'}: \`${proof.key}\`)`;
};

const line = ({ what, terraform, here, why, proof }: Row): string =>
  `| **${cell(what)}**${shownBy(proof)} | ${cell(terraform)} | ${cell(here)} | ${cell(why)} |\n`;

const partText = ({ title, text, rows }: Part): string =>
  `\n## ${title}\n\n${text}\n\n| What | Terraform | Here | Why |\n|---|---|---|---|\n${rows.map(line).join('')}`;

export const differencesPage = (): string => HEAD + parts.map(partText).join('');

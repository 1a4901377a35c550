import type { Kind } from '../../src/model/kind.ts';
import { type Case, isOn } from './cases.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { testedServers } from './tested-servers.ts';

/** Where the table is kept, from the root of the project. */
export const TABLE = 'docs/kinds.md';

const INTRODUCTION = `# What is proven, kind by kind

Written by \`npm run docs\` from the kind files; a test fails when it is stale.

A field is *proven* on a server when the round trip changes it there, away from its default: the plan names exactly that
field, apply writes it, and the plan after it is empty. A field is *sent* when all of that is done and the server never shows
it, so that nobody can tell whether it took it. The first number stands for the proven fields of those that the server has;
what is neither is listed below the table with the reason. Fields that the server makes itself are not counted, nor those of
enterprise editions.
`;

const place = ({ kind, parent }: Case): string => {
  const block = kind.label === undefined ? kind.block : `${kind.block} "${kind.label}"`;
  return parent === undefined ? block : `${parent.kind.block} of type ${parent.type}: ${block}`;
};

const counted = ({ proven, sent, missing }: Coverage, listed: readonly string[]): string => {
  const all = proven.length + sent.length + missing.length + listed.length;
  return `${proven.length} of ${all}${sent.length === 0 ? '' : `, ${sent.length} sent`}`;
};

const isCommunity = (kind: Kind, name: string): boolean =>
  kind.fields.some((field) => field.name === name && field.edition === undefined);

const cell = (one: Case, server: (typeof testedServers)[number]): string => {
  if (!isOn(one, server)) return '–';
  const coverage = coverageOf(one.kind, server);
  const open = coverage.unprovable.map(({ field }) => field).filter((name) => isCommunity(one.kind, name));
  return counted(coverage, open);
};

const condition = ({ kind }: Case): string =>
  Object.entries(kind.when)
    .map(([name, values]) => ` (${name.split('/').at(-1)} ${values.map((value) => value ?? 'not set').join(' or ')})`)
    .join('');

const row = (one: Case): string =>
  `| ${[`${place(one)}${condition(one)}`, ...testedServers.map((server) => cell(one, server))].join(' | ')} |`;

const reasons = (one: Case): readonly string[] => {
  const here = testedServers.filter((server) => isOn(one, server));
  const found = here.flatMap((server) =>
    coverageOf(one.kind, server).unprovable.map(({ field, why }) => ({ field, why, server })),
  );
  const names = [...new Set(found.map(({ field }) => field))];
  return names.map((name) => {
    const on = found.filter(({ field }) => field === name);
    const where = on.length === here.length ? '' : ` (${on.map(({ server }) => server.name).join(', ')})`;
    return `- \`${name}\`${where}: ${(on[0]?.why ?? '').replace(/\.$/, '')}.`;
  });
};

const section = (one: Case): readonly string[] => {
  const lines = reasons(one);
  return lines.length === 0 ? [] : ['', `### ${place(one)}${condition(one)}`, '', ...lines];
};

/** The whole document. */
export const kindsTable = (cases: readonly Case[]): string => {
  const tested = cases.filter((one) => testedServers.some((server) => isOn(one, server)));
  return [
    INTRODUCTION,
    `| Kind | ${testedServers.map(({ name }) => name).join(' | ')} |`,
    `|---${'|---'.repeat(testedServers.length)}|`,
    ...tested.map(row),
    '',
    '## What cannot be proven here',
    ...tested.flatMap(section),
    '',
  ].join('\n');
};

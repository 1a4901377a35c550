import type { Block } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { suggest } from '../../model/suggest.ts';
import { didYouMean } from '../tell.ts';

/** The blocks that are about the seed itself, and how their heads are written. */
export const OWN_BLOCKS = {
  seed: { head: 'seed', labels: 0 },
  server: { head: 'server "PRODUCT"', labels: 1 },
  variable: { head: 'variable "NAME"', labels: 1 },
  locals: { head: 'locals', labels: 0 },
  output: { head: 'output "NAME"', labels: 1 },
  module: { head: 'module "NAME"', labels: 1 },
} as const;

/** The block that includes the objects of another folder. It may be wherever objects may be. */
export const MODULE = 'module';

/** Words that are reserved for later versions. */
const LATER = ['identity', 'quota', 'plugin', 'sys', 'bootstrap', 'environment'];

/** Blocks of Terraform, and what to write in their place. */
const FOREIGN: Readonly<Record<string, string>> = {
  resource: 'write the object itself, with what it is as the block: policy "NAME" { … }, mount "PATH" { … }',
  provider: 'write server "vault" { address = "https://…" }, or set VAULT_ADDR',
  terraform: 'there is no state and no backend; for a version write seed { requires = ">= 0.1" }',
  data: 'refer to what the seed declares; a mount of somebody else is mount "PATH" { existing = true }',
  import: 'nothing needs importing: what is on the server already is adopted when it is declared',
  moved:
    'nothing needs moving: an object is known by where it is on the server; write path or name with the old value beside the new label',
  ephemeral: 'what no server may show is written with env("NAME"), or comes from a variable with sensitive = true',
  removed: 'take the block away: what a seed owned is deleted, or left with lifecycle { on_destroy = "forget" }',
  dynamic:
    'several objects are made by for_each in their own block; dynamic stands inside of a block, and makes those in it',
  check:
    'a condition on what is given belongs into validation { condition = … } of a variable; what the server holds is what vaultseed drift tells',
};

/** Words of other languages for which there is no block here: why not, and what to write. */
const NO_BLOCKS: Readonly<Record<string, readonly [message: string, help: string]>> = {
  include: [
    'there is no include: every *.seed.hcl and *.seed.json of the folder is read by itself',
    'delete it; what stands in a folder of its own is called by module "NAME" { source = "./FOLDER" }',
  ],
  if: [
    'blocks cannot stand inside of an if',
    'a block that is there or not: in it, for_each = toset(CONDITION ? ["NAME"] : []), with each.key in its name',
  ],
  else: [
    'blocks cannot stand inside of an else',
    'what is chosen is a value: name = CONDITION ? WHEN_TRUE : WHEN_FALSE',
  ],
  for: [
    'blocks cannot stand inside of a for',
    'several objects from one block: in it, for_each = toset([…]), with each.key in its name',
  ],
};

export const isForeign = (type: string): boolean => Object.hasOwn(FOREIGN, type);
/** What to write in the place of a block of Terraform. */
export const foreignBlockHelp = (type: string): readonly string[] => (isForeign(type) ? [FOREIGN[type] ?? ''] : []);

export const isNoBlock = (type: string): boolean => Object.hasOwn(NO_BLOCKS, type);

export const isLater = (type: string): boolean => LATER.includes(type);

/** Words that count as blocks in JSON only so that they get a message of their own. */
export const REFUSED_BLOCKS: readonly string[] = [...LATER, ...Object.keys(FOREIGN)];

/** Why a block at the top of a seed, or in a block that holds objects like it, cannot be there. */
export const strangeBlock = (
  block: Pick<Block, 'type' | 'head'>,
  known: readonly string[],
  around?: string,
): Diagnostic => {
  const { type, head: at } = block;
  if (around !== undefined && Object.hasOwn(OWN_BLOCKS, type)) return misplaced(block, around);
  if (isLater(type)) return { code: 'not-yet', message: `blocks "${type}" are not in this version`, at };
  if (isForeign(type)) return foreign(type, at);
  const [message, help = ''] = Object.hasOwn(NO_BLOCKS, type) ? (NO_BLOCKS[type] ?? []) : [];
  if (message !== undefined) return { code: 'unknown-block', message, at, help: [help] };
  if (COMMENT.test(type)) return comment(block);
  if (type === 'variables') return severalVariables(at);
  const candidates = around === undefined ? [...Object.keys(OWN_BLOCKS), ...known] : [...known, MODULE];
  const place = around === undefined ? 'at the top of a seed' : `in a ${around}`;
  return {
    code: 'unknown-block',
    message: `there is no block "${type}"`,
    at,
    help: [
      ...didYouMean(suggest(type, candidates) ?? candidates.find((one) => one === singular(type))),
      `${place}: ${candidates.join(', ')}`,
    ],
  };
};

const severalVariables = (at: Block['head']): Diagnostic => ({
  code: 'unknown-block',
  message: 'there is no block "variables": each variable is a block of its own',
  at,
  help: ['write variable "NAME" { default = … } for each of them'],
});

/** Names that people give to comments in JSON. */
const COMMENT = /^(?:_.*|#.*|\$?comments?)$/i;

const comment = ({ type, head: at }: Pick<Block, 'type' | 'head'>): Diagnostic => ({
  code: 'unknown-block',
  message: `there is no block "${type}"`,
  at,
  help: [at.source.path.endsWith('.json') ? 'a comment is written "//": "…"' : 'a comment is written # …'],
});

/** `policies` for `policy`. */
const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/s$/, '');

const misplaced = ({ type, head: at }: Pick<Block, 'type' | 'head'>, around: string): Diagnostic => ({
  code: 'unknown-block',
  message: `"${type}" cannot stand in a ${around}`,
  at,
  help: [
    `${/^[aeo]/.test(type) ? 'an' : 'a'} ${type} block is about the seed as a whole: move it to the top of the file`,
  ],
});

const foreign = (type: string, at: Block['head']): Diagnostic => ({
  code: 'foreign-block',
  message: `"${type}" is a block of Terraform, not of a seed`,
  at,
  help: foreignBlockHelp(type),
});

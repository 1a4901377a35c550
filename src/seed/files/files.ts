import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import { type Limits, readText } from './text-file.ts';

/** Which files make a seed. Paths are as the user would type them. */
export interface SeedFiles {
  /** The folder the seed lives in. */
  readonly folder: string;
  readonly documents: readonly string[];
  /** Variable files that are read without being asked for, in the order in which they override each other. */
  readonly variableFiles: readonly string[];
  /** Files beside them that seem to hold values and are read only when they are named. */
  readonly unread: readonly string[];
  /** Files of another tool beside them. */
  readonly foreign: readonly string[];
  /** The name of a seed that gives itself none. */
  readonly name: string;
}

const DOCUMENT = /\.seed\.(hcl|json)$/;
const VARIABLES = /(^|\.)auto\.seedvars(\.json)?$/;
const VALUES = /\.(?:seedvars|tfvars)(?:\.json)?$/;

/** The files among these names that hold values of variables. */
const filesOfValues = (names: readonly string[], folder: string) => {
  const auto = names.filter((name) => VARIABLES.test(name));
  // Beside files of Terraform those of its values are its own.
  const foreign = names.filter((name) => name.endsWith('.tf'));
  const isValues = (name: string): boolean => VALUES.test(name) && !(foreign.length > 0 && name.includes('.tfvars'));
  const others = names.filter((name) => isValues(name) && !VARIABLES.test(name));
  const paths = (some: readonly string[]): readonly string[] => some.map((name) => join(folder, name));
  return { variableFiles: paths(auto), unread: paths(others), foreign };
};

/**
 * The files of a seed: a folder, not looked at below its first level, or one file.
 * `mayBeEmpty`: a folder without documents is a seed too, one that declares nothing.
 */
export const findFiles = (
  where: string,
  cwd: string,
  mayBeEmpty = false,
): { files?: SeedFiles; diagnostics: readonly Diagnostic[] } => {
  const stats = statSync(resolve(cwd, where), { throwIfNoEntry: false });
  if (stats === undefined) return none(`${where} is not there`, besides(where, cwd));
  return stats.isDirectory() ? ofFolder(where, cwd, mayBeEmpty) : ofFile(where, cwd);
};

const none = (message: string, hints: readonly string[] = []): { diagnostics: readonly Diagnostic[] } => ({
  diagnostics: [
    {
      code: 'no-seed',
      message,
      help: [...hints, 'a seed is a folder with files named *.seed.hcl or *.seed.json, or one such file'],
    },
  ],
});

const ofFile = (where: string, cwd: string): { files: SeedFiles; diagnostics: readonly Diagnostic[] } => {
  const folder = dirname(where);
  const listing = namesIn(resolve(cwd, folder));
  return {
    files: {
      folder,
      documents: [where],
      ...filesOfValues(listing ?? [], folder),
      name: nameOfFile(where, cwd),
    },
    diagnostics: [],
  };
};

const nameOfFolder = (folder: string, cwd: string): string => basename(resolve(cwd, folder)) || 'seed';

/** The default name of a seed in one file: the file's name, or the folder's for a file called `main`. */
const nameOfFile = (where: string, cwd: string): string => {
  const name = basename(where).replace(DOCUMENT, '');
  return name === 'main' ? nameOfFolder(dirname(where), cwd) : name;
};

const ofFolder = (
  folder: string,
  cwd: string,
  mayBeEmpty: boolean,
): { files?: SeedFiles; diagnostics: readonly Diagnostic[] } => {
  const names = namesIn(resolve(cwd, folder));
  if (names === undefined) return none(`the folder ${folder} cannot be read`);
  const documents = names.filter((name) => DOCUMENT.test(name));
  if (documents.length === 0 && !mayBeEmpty) {
    return none(`the folder ${folder} holds no file named *.seed.hcl or *.seed.json`, renaming(names, folder, cwd));
  }
  return {
    files: {
      folder,
      documents: documents.map((name) => join(folder, name)),
      ...filesOfValues(names, folder),
      name: nameOfFolder(folder, cwd),
    },
    diagnostics: [],
  };
};

/** What a file must be called to be read; another tool's language is no other name for ours. */
const renaming = (names: readonly string[], folder: string, cwd: string): readonly string[] => {
  const capital = names.find((name) => DOCUMENT.test(name.toLowerCase()));
  if (capital !== undefined) return [`rename ${capital} to ${capital.toLowerCase()}`];
  const found = names.map((name) => /^([^.].*?)\.(hcl|json|seed)$/.exec(name)).find((match) => match !== null);
  if (found !== undefined && found !== null) {
    return [`rename ${found[0]} to ${found[1]}.seed.${found[2] === 'json' ? 'json' : 'hcl'} if it is one`];
  }
  const foreign = names.find((name) => name.endsWith('.tf'));
  if (foreign !== undefined)
    return [`${foreign} is written for Terraform, which has other blocks: write main.seed.hcl beside it`];
  const yaml = names.find((name) => /\.ya?ml$/.test(name));
  if (yaml !== undefined) return [`${yaml} is YAML: a seed is written in HCL or JSON`];
  const holds = (name: string): boolean =>
    namesIn(resolve(cwd, folder, name))?.some((one) => DOCUMENT.test(one)) === true;
  const below = names
    .filter(holds)
    .slice(0, SHOWN)
    .map((name) => join(folder, name));
  return below.length === 0 ? [] : [`there is a seed in ${below.join(', ')}: name that folder`];
};

/** More names than that are no help. */
const SHOWN = 3;

/** What is there in the place of a folder or a file that is not. */
const besides = (where: string, cwd: string): readonly string[] => {
  const names = namesIn(resolve(cwd, dirname(where))) ?? [];
  const wanted = basename(where);
  const near = names.find((name) => name.startsWith(`${wanted}.`) && DOCUMENT.test(name)) ?? suggest(wanted, names);
  return near === undefined ? [] : [`did you mean ${join(dirname(where), near)}?`];
};

/** Sorted by code unit, so that the order does not depend on the machine. */
const namesIn = (folder: string): readonly string[] | undefined => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry: Dirent) => entry.name)
      .sort();
  } catch {
    return undefined;
  }
};

interface SourcesRequest {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly limits: Limits;
  readonly inside?: string | undefined;
}

/** The texts of files; what cannot be read is told and left out. */
export const readSources = ({ paths, cwd, limits, inside }: SourcesRequest) => {
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  const folders = inside === undefined ? undefined : [resolve(cwd, inside)];
  for (const path of paths) {
    const text = readText({ path: resolve(cwd, path), shown: path, limits, inside: folders });
    if (text.ok) sources.push({ path, text: text.value });
    else diagnostics.push({ code: text.code, message: text.message, help: text.help });
  }
  return { sources, diagnostics };
};

import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import diagnosticSchema from '../../schemas/output/diagnostic.schema.json' with { type: 'json' };
import planSchema from '../../schemas/output/plan.schema.json' with { type: 'json' };
import fileSchema from '../../schemas/output/plan-file.schema.json' with { type: 'json' };
import type { Approval } from '../ledger/index.ts';
import { type Checked, checked, refused } from '../model/checked.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { PlanJson } from './plan-json.ts';

/** Counted up when a program that knows the old form would misread the new one. */
export const PLAN_FILE = 1;

/** What a plan was made from, so that the same can be planned again. */
export interface PlanSource {
  /** As given, relative to where the command ran. */
  readonly seed: string;
  /** Files of values, and the names of values that the command line gave: the values may be secrets. */
  readonly variables: readonly ({ readonly file: string } | { readonly name: string })[];
  readonly allow_files: readonly string[];
  readonly targets: readonly string[];
  readonly resend_secrets: boolean;
  /** Values that nobody gave were left out of account. */
  readonly without_secrets: boolean;
  /** Risks that somebody said yes to. */
  readonly allow: readonly string[];
  /** How many objects that left the seed may be deleted. */
  readonly max_deletions?: number;
  /** Path of the mount; false: nothing is remembered. */
  readonly ledger: string | false;
}

/** A plan on its way from whoever approves it to whoever carries it out. It holds no secret, no salt and no key. */
export interface PlanFile {
  readonly plan_file: number;
  readonly vaultseed: string;
  readonly source: PlanSource;
  /** Who planned, and which cluster was looked at. */
  readonly made: { readonly token?: string; readonly root?: true; readonly cluster?: string };
  /** Which key tells secrets apart in the digests; absent: they are not told apart. */
  readonly secrets: { readonly key?: string };
  /** The files of the seed; `mark` is keyed, since a file may hold secrets. */
  readonly files: readonly { readonly path: string; readonly mark?: string }[];
  readonly plan: PlanJson;
  /** The digest of each change, in their order. */
  readonly marks: readonly string[];
  /** Over everything above, with a key that a ledger holds; absent where there was none. */
  readonly seal?: string;
  /** Over everything above, however it is laid out. */
  readonly checksum: string;
}

/** What a plan file says, before it is sealed. */
export type PlanFileParts = Omit<PlanFile, 'plan_file' | 'seal' | 'checksum'>;

/** The same value for every layout of a document: members in order, no spaces. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
};

/** Shows that a file was changed: it covers all of it but itself. Who can write the file can write this too. */
export const checksumOf = (file: object): string =>
  `sha256:${createHash('sha256').update(without(file, 'checksum')).digest('hex')}`;

const without = (file: object, ...names: readonly string[]): string =>
  canonical(Object.fromEntries(Object.entries(file).filter(([name]) => !names.includes(name))));

/** What the seal of a plan file is made of: all of it but the seal, and what is made of that. */
export const sealedText = (file: object): string => without(file, 'seal', 'checksum');

/** The document of a plan file, sealed where there is a key. The same plan from the same source is the same bytes. */
export const planFileJson = (parts: PlanFileParts, approval?: Pick<Approval, 'seal'>): PlanFile => {
  const { vaultseed, source, made, secrets, files, plan, marks } = parts;
  const whole = { plan_file: PLAN_FILE, vaultseed, source, made, secrets, files, plan, marks };
  const file = approval === undefined ? whole : { ...whole, seal: approval.seal(sealedText(whole)) };
  return { ...file, checksum: checksumOf(file) };
};

/** Reads the text of a plan file. `path` is what messages call it. */
export const planFileFrom = (text: string, path: string): Checked<PlanFile> => {
  const found = parsed(text);
  if (found === undefined) return refused(text.includes(SIGN) ? cutShort(path) : noPlan(path));
  const { plan_file: format, vaultseed, checksum } = found;
  if (typeof format !== 'number') return refused(noPlan(path));
  if (format !== PLAN_FILE) return refused(otherFormat(path, format, vaultseed));
  if (checksum !== checksumOf(found)) return refused(tampered(path));
  return isPlanFile(found) ? checked(found) : refused(malformed(path));
};

/** What every plan file has in it. */
export const SIGN = '"plan_file"';

const parsed = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
};

const isPlanFile = (value: unknown): value is PlanFile => {
  const ajv = new Ajv2020({ allowUnionTypes: true }).addSchema([diagnosticSchema, planSchema]);
  return ajv.validate(fileSchema, value);
};

const noPlan = (path: string): Diagnostic => ({
  code: 'plan-file',
  message: `${path} is not a plan file`,
  help: ['vaultseed plan --out FILE writes one', 'files of seeds are called *.seed.hcl or *.seed.json'],
});

const cutShort = (path: string): Diagnostic => ({
  code: 'plan-file',
  message: `${path} is a plan file that was cut short or altered: it is no whole JSON`,
  help: AGAIN,
});

const AGAIN = ['nothing of it is used; plan again: vaultseed plan --out FILE'];

const otherFormat = (path: string, format: number, vaultseed: unknown): Diagnostic => ({
  code: 'plan-format',
  message: `${path} has format ${format}, and this vaultseed reads format ${PLAN_FILE}`,
  help:
    format > PLAN_FILE
      ? [`install the version that wrote it${typeof vaultseed === 'string' ? ` (${vaultseed})` : ''}, or a newer one`]
      : ['an older vaultseed wrote it; plan again: vaultseed plan --out FILE'],
});

const tampered = (path: string): Diagnostic => ({
  code: 'plan-tampered',
  message: `${path} was changed after it was written: its checksum does not fit`,
  help: AGAIN,
});

const malformed = (path: string): Diagnostic => ({
  code: 'plan-tampered',
  message: `${path} was not written by vaultseed: its checksum fits, and what it says does not`,
  help: AGAIN,
});

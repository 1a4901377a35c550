import { randomBytes } from 'node:crypto';
import type { ServerVersion } from '../../src/kinds/index.ts';
import type { Field, Kind } from '../../src/model/kind.ts';
import type { Case } from '../roundtrip/cases.ts';
import { transitionsOn } from '../roundtrip/coverage.ts';
import type { State } from '../roundtrip/document.ts';

/*
 * Secrets that nothing else looks like. Each has a core of letters and digits, which survives quoting in JSON and in
 * addresses, so one search finds those spellings too; around it stand characters that are written differently in each.
 */

const CORE = 24;
/** A part of a core this long is a leak as well. */
const PART = 12;

const windows = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - PART + 1) }, (_, at) => text.slice(at, at + PART));

/** A stretch as it stands, and what it may be when somebody has written a text in base64 or in hexadecimal digits. */
const readings = (run: string): readonly string[] => {
  const skipping = (most: number, from: 'base64' | 'hex'): readonly string[] =>
    Array.from({ length: most }, (_, skip) => Buffer.from(run.slice(skip), from).toString('latin1'));
  return [
    run,
    ...(run.length >= PART * 1.3 ? skipping(4, 'base64') : []),
    ...(/^[0-9a-f]{24,}$/i.test(run) ? skipping(2, 'hex') : []),
  ];
};

/** Makes canaries and finds them again. */
export class Aviary {
  readonly #parts = new Map<string, string>();

  /** A secret of this name, of letters and digits only. */
  plain(name: string): string {
    const core = randomBytes(CORE / 2).toString('hex');
    this.watch(name, core);
    return core;
  }

  /** One with characters that JSON, addresses and shells write in their own way. */
  wild(name: string): string {
    return `c"${this.plain(name)}/+&<é`;
  }

  /** Looks out for a secret that was made elsewhere. */
  watch(name: string, core: string): void {
    for (const part of windows(core)) this.#parts.set(part, name);
  }

  /** The names of the canaries that a text holds, in whatever spelling, each with what stands around it. */
  in(text: string): readonly string[] {
    const found = new Map<string, string>();
    for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/_-]{12,}/g)) {
      for (const part of readings(run).flatMap(windows)) {
        const name = this.#parts.get(part);
        if (name !== undefined)
          found.set(name, `${name} in ${text.slice(Math.max(0, index - 100), index + run.length)}`);
      }
    }
    return [...found.values()];
  }
}

const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString().includes('canary');

const PEM_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\n([^-]+)/;

/** The same text with a canary in it where a server takes any text; keys stay as they are, and are looked out for. */
const caged = (text: string, name: string, aviary: Aviary): string => {
  const key = PEM_KEY.exec(text)?.[1];
  // The first line says what sort of key it is, as that of public ones does.
  for (const line of key?.trim().split('\n').slice(1) ?? []) if (line.length > PART) aviary.watch(name, line);
  if (text.startsWith('-----BEGIN')) return text;
  if (text.includes('{{password}}')) return text.replace('{{password}}', aviary.plain(name));
  if (isBase64(text)) return Buffer.from(aviary.plain(name)).toString('base64');
  // Samples say so where a server takes any text.
  return text.includes('canary') ? aviary.wild(name) : text;
};

const cagedIn = (value: unknown, name: string, aviary: Aviary): unknown => {
  if (typeof value === 'string') return caged(value, name, aviary);
  if (Array.isArray(value)) return value.map((item) => cagedIn(item, name, aviary));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cagedIn(item, `${name}.${key}`, aviary)]));
};

const fieldOf = (kind: Kind, name: string): Field | undefined => kind.fields.find((field) => field.name === name);

/** Fields that nobody described are secrets too. */
const isSecret = (kind: Kind, name: string): boolean => {
  const field = fieldOf(kind, name);
  return field === undefined || field.sensitive || field.writeOnly;
};

/** A state of a sample, with a canary in each of its secrets. */
export const withCanaries = (kind: Kind, state: State, aviary: Aviary): State =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      isSecret(kind, name) ? cagedIn(value, `${kind.id}.${name}`, aviary) : value,
    ]),
  );

const holdsText = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && Object.values(value).some(holdsText));

/** The texts of a state that are secret, by field. */
const secretsOf = (kind: Kind, state: State): string =>
  JSON.stringify(Object.entries(state).filter(([name, value]) => isSecret(kind, name) && holdsText(value)));

/** The states of a kind's samples in which a secret stands that no earlier one had. */
export const secretStates = ({ kind }: Case, server: ServerVersion): readonly State[] => {
  const seen = new Set([JSON.stringify([])]);
  const states: State[] = [kind.samples.first];
  for (const [, { set, drop }] of transitionsOn(kind, server)) {
    const next = { ...states.at(-1), ...set };
    states.push(Object.fromEntries(Object.entries(next).filter(([name]) => !drop.includes(name))));
  }
  return states.filter((state) => {
    const secrets = secretsOf(kind, state);
    const isNew = !seen.has(secrets);
    seen.add(secrets);
    return isNew;
  });
};

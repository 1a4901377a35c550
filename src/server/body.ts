import { type Data, Pending, type Plain } from '../model/data.ts';
import { MASK, Secret } from '../model/secret.ts';

/** Shorter secrets are not masked in texts: they occur there by chance, and a mask would tell more than it hides. */
const SHORTEST = 4;

/** A body as it goes out, and every string in it that must not come back in an error text. */
export interface Outgoing {
  readonly text: string | undefined;
  readonly secrets: ReadonlySet<string>;
}

const collect = (value: Plain, found: Set<string>): Plain => {
  if (typeof value === 'string' || typeof value === 'number') found.add(String(value));
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part, found);
  return value;
};

const expose = (data: Data, found: Set<string>): Plain => {
  if (typeof data !== 'object' || data === null) return data;
  if (data instanceof Secret) return collect(data.reveal(), found);
  if (data instanceof Pending) throw new Error('a request body holds a value that is not known yet');
  if (Array.isArray(data)) return data.map((part: Data) => expose(part, found));
  return Object.fromEntries(Object.entries(data).map(([name, part]) => [name, expose(part, found)]));
};

/** The JSON of a body. The one place where secrets of a seed become text. */
export const outgoing = (body: Data | undefined): Outgoing => {
  const secrets = new Set<string>();
  const text = body === undefined ? undefined : JSON.stringify(expose(body, secrets));
  return { text, secrets };
};

/** JSON inside a text, as Go's encoder writes it: `<`, `>` and `&` are escaped too. */
const goEscaped = (text: string): string =>
  text.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** How a server may spell a string that it echoes: as it is, quoted, percent-encoded, base64, or line by line. */
const spellings = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  const quoted = JSON.stringify(secret).slice(1, -1);
  const lines = secret.includes('\n') ? secret.split('\n').map((line) => line.trim()) : [];
  return [secret, quoted, goEscaped(quoted), encodeURIComponent(bytes.toString()), bytes.toString('base64'), ...lines];
};

/** A function that masks each of these secrets in a text, the longest first, so that no tail is left over. */
export const scrubber = (secrets: Iterable<string>): ((text: string) => string) => {
  const all = new Set([...secrets].flatMap(spellings).filter((text) => text.length >= SHORTEST));
  const ordered = [...all].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
};

import { type Data, Pending, type Plain } from '../model/data.ts';
import { Secret } from '../model/secret.ts';
import { textsIn } from './known-secrets.ts';

/** A body as it goes out, and every string in it that must not come back in an error text. */
export interface Outgoing {
  readonly text: string | undefined;
  readonly secrets: ReadonlySet<string>;
}

const expose = (data: Data, found: Set<string>): Plain => {
  if (typeof data !== 'object' || data === null) return data;
  if (data instanceof Secret) {
    const plain = data.reveal();
    textsIn(plain, found);
    return plain;
  }
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
